"""Random inputs of one agency: as an assessment for the program and as cells of a form."""

import json
import re
from datetime import date
from fractions import Fraction

from expressions import quantity

STATES = {"not_applicable": ("not_applicable", "Không áp dụng", "not applicable"),
          "not_arisen": ("not_arisen", "không phát sinh", "Not arisen"), "no_data": ("no_data", "chưa có số liệu"),
          "pending": ("pending", "để ngỏ", "chờ thẩm định"), "no_survey": ("no_survey", "chưa khảo sát")}
DAYS = ("2017-01-04", "2017-01-27", "2017-02-04", "2017-02-06", "2017-02-15", "2017-02-28", "2017-03-02", "2017-03-10",
        "2017-03-15", "2017-03-16", "2017-03-31", "2017-05-02", "2017-06-15", "2017-07-14", "2017-07-21", "2017-07-24")
YES, NO = ("có", "x", "Yes", True, 1), ("không", "no", False, 0, "-")
TYPED = ("64/66", "7/10", "50%", "0,95", 1, "1/3", 0, "14/20", "95%", "33,3%", "0.5", 0.7)


def serial(day):
    return (date.fromisoformat(day) - date(1899, 12, 30)).days


def exact(written):
    return quantity(str(written) if isinstance(written, float) else written)


def in_cell(maker, value):
    """A number as a number cell where that is exact to the reader, else as people type it."""
    value = Fraction(value)
    if value.denominator == 1:
        return int(value)
    if 10**9 % value.denominator == 0:
        return float(value)
    return f"{value.numerator}/{value.denominator}"


def written(value):
    value = Fraction(value)
    return f"{value.numerator}/{value.denominator}"


def typed_number(text):
    """The exact number of one of TYPED."""
    text = str(text).replace(",", ".")
    return quantity(text)


class Inputs:
    def __init__(self, maker, made, agency):
        self.maker, self.made, self.agency = maker, made, agency
        self.care = maker.choice((0.6, 0.9, 0.97, 1, 1))
        self.edges = edges_of(made)
        self.facts, self.answers, self.cells = {}, {}, {}
        # Two facts of a ratio hit an edge now and then when both come from one small range.
        self.top = maker.choice((3, 10, 20, 100))
        # Most agencies are tame: ratios stay within 0 and 1, nothing is left open, other agencies are not needed. Only
        # then is there a total to compare.
        self.tame = maker.chance(0.7)
        if self.tame:
            self.care = maker.choice((self.care, 1))
        rules = json.dumps(made["criteria"])
        self.among_peers = set(re.findall(r"peer_\w+\(([a-z_.0-9]+)", rules))
        for fact in made.get("facts", []):
            if maker.chance(self.care) and not (self.tame and fact["id"] in self.among_peers):
                self.give_fact(fact)
        if self.tame:
            self.tame_ratios(rules)
        for leaf, above in leaves(made["criteria"]):
            self.answer(leaf, above)

    def assessment(self):
        return {"facts": self.facts, "answers": self.answers}

    # Facts.

    def give_fact(self, fact):
        kind, name = fact["type"], fact["id"]
        if kind == "records":
            self.give_records(fact)
            return
        value, cell = self.scalar(kind, fact)
        self.facts[name], self.cells["fact " + name] = value, cell

    def give_number(self, name, value):
        if name in self.facts:
            self.facts[name] = written(value)
            self.cells["fact " + name] = in_cell(self.maker, value)

    def tame_ratios(self, rules):
        """Facts divided by each other meet the edges of bands, or lie between them."""
        counts = {fact["id"] for fact in self.made.get("facts", []) if fact["type"] == "count" and "max" not in fact}
        for above, below in re.findall(r"([a-z_.0-9]+) / ([a-z_.0-9]+)", rules):
            if above not in counts or below not in counts or above == below:
                continue
            whole = self.maker.choice((0, 1, 3, 7, 20, 20, 40, 40, 100, 100, 200, 200))
            part = whole * Fraction(self.maker.choice(self.edges))
            if part.denominator != 1 or self.maker.chance(0.4):
                part = Fraction(self.maker.randint(0, whole))
            self.give_number(below, whole)
            self.give_number(above, part)

    def give_records(self, fact):
        rows = []
        for line in range(self.maker.choice((0, 1, 2, 3, 4))):
            row = {}
            for field, said in fact["fields"].items():
                row[field], cell = self.scalar(said if isinstance(said, str) else said["type"], {})
                self.cells[f"record {fact['id']} {line} {field}"] = cell
            rows.append(row)
        # A form without a filled line has not given the list.
        if rows:
            self.facts[fact["id"]] = rows

    def scalar(self, kind, fact):
        maker = self.maker
        if kind == "flag":
            value = maker.choice((True, False))
            return value, maker.choice(YES if value else NO)
        if kind == "text":
            value = maker.choice(("yes", "no", "Đã có", "ISO 9001:2008", "a", "b"))
            return value, value
        if kind == "date":
            return self.day()
        if kind == "count":
            value = maker.choice((0, 0, 1, 2, 3, maker.randint(0, self.top), maker.randint(0, self.top),
                                  maker.randint(0, 10 * self.top)))
        else:
            value = maker.choice([Fraction(v) for v in self.edges] + [Fraction(n, 8) for n in range(9)]
                                 + [Fraction(1, 3), Fraction(333, 1000), Fraction(19, 20)])
        low, high = exact(fact.get("min", 0)), exact(fact.get("max", 10**6))
        value = max(low, min(high, Fraction(value)))
        if kind == "percent" and maker.chance(0.2) and value.denominator in (1, 2, 4, 5, 10, 20, 50, 100):
            return written(value), f"{int(value * 100)}%"
        cell = in_cell(maker, value)
        if isinstance(cell, int) and maker.chance(0.1):
            cell = str(cell)
        return written(value), cell

    def day(self):
        maker = self.maker
        if maker.chance(0.12):
            return "never", maker.choice(("never", "chưa thực hiện", "Không thực hiện"))
        value = maker.choice(DAYS)
        year, month, day = value.split("-")
        return value, maker.choice((serial(value), serial(value), f"{day}/{month}/{year}", value,
                                    f"{int(day)}/{int(month)}/{year}"))

    # Answers.

    def answer(self, leaf, above):
        maker = self.maker
        if one_of(above) and maker.chance(0.6):
            return
        if not maker.chance(self.care):
            return
        name = leaf["id"]
        if maker.chance((1.04 - self.care) / 3):
            state = maker.choice([one for one in STATES if not (self.tame and one == "pending")])
            self.answers[name] = {"state": state}
            self.cells["state " + name] = maker.choice(STATES[state])
            return
        answer = self.for_rule(name, self.rule_of(leaf["rule"]), leaf)
        if answer:
            self.answers[name] = answer

    def rule_of(self, rule):
        if rule["kind"] != "alternatives":
            return rule
        for branch in rule["alternatives"]:
            if f"'{self.agency['type']}'" in branch["when"]:
                return branch["rule"]
        return rule.get("otherwise", {"kind": "none"})

    def for_rule(self, name, rule, leaf):
        maker = self.maker
        kind = rule["kind"]
        if kind == "levels":
            return self.level(name, rule)
        if kind == "checklist":
            return self.items(name, rule)
        if kind == "points":
            maximum = exact(rule.get("max", leaf.get("max", 0)))
            low = exact(rule.get("min", 0))
            step = exact(rule["step"]) if "step" in rule else (maximum - low) / maker.choice((1, 2, 4, 8, 3, 7))
            count = int((maximum - low) / step) if step else 0
            value = low + step * maker.randint(0, count)
            self.cells["points " + name] = in_cell(maker, value)
            return {"points": written(value)}
        if re.search(r"\banswer\b", json.dumps(rule)):
            edges = tuple(in_cell(maker, edge) for edge in edges_of(leaf, high=10**6))
            cell = maker.choice((edges or TYPED) if maker.chance(0.6) else TYPED)
            self.cells["value " + name] = cell
            return {"value": written(typed_number(cell))}
        return None

    def level(self, name, rule):
        levels = rule["levels"]
        if isinstance(levels, str):
            levels = self.made["level_sets"][levels]
        place = self.maker.randint(0, len(levels) - 1)
        level = levels[place]
        labels = level.get("label", {})
        labels = list(labels.values()) if isinstance(labels, dict) else [labels]
        # A label may stand for several levels; an id or ordinal never does.
        labels = [one for one in labels if sum(one.lower() in json.dumps(l, ensure_ascii=False).lower()
                                               for l in levels) == 1]
        ids = [one["id"] for one in levels]
        ordinal = [place + 1] if not any(one.isdigit() for one in ids) else []
        self.cells["level " + name] = self.maker.choice([level["id"]] + [l for l in labels if l == l.strip()] + ordinal)
        answer = {"level": level["id"]}
        if "free_points" in level:
            low, high = map(exact, level["free_points"])
            points = low + (high - low) * self.maker.choice((0, 1, Fraction(1, 2), Fraction(1, 3)))
            answer["points"], self.cells["points " + name] = written(points), in_cell(self.maker, points)
        return answer

    def items(self, name, rule):
        ticked = [item["id"] for item in rule["items"] if self.maker.chance(0.6)]
        for item in rule["items"]:
            key = f"item {name}#{item['id']}"
            if item["id"] in ticked:
                self.cells[key] = self.maker.choice(("x", "có", "X", 1, True, "Đúng"))
            elif not ticked or self.maker.chance(0.4):
                self.cells[key] = self.maker.choice(("không", 0, "-", False))
        return {"items": ticked}


def one_of(node):
    aggregate = node.get("aggregate")
    return isinstance(aggregate, dict) and aggregate["kind"] == "one_of"


def leaves(nodes, above=None):
    for node in nodes:
        if "children" in node:
            yield from leaves(node["children"], node)
        else:
            yield node, above or {}


def edges_of(made, high=1):
    """Edges of bands and thresholds, from 0 to `high`."""
    found = set()

    def look(part):
        if isinstance(part, dict):
            for key, value in part.items():
                if key in ("from", "to", "above", "below", "equal", "at", "full_from", "zero_below") and value is not None:
                    try:
                        found.add(exact(value))
                    except (ValueError, TypeError, AttributeError):
                        pass
                look(value)
        elif isinstance(part, list):
            for one in part:
                look(one)

    look(made.get("criteria", made))
    return sorted(edge for edge in found if 0 <= edge <= high) or [Fraction(1)]
