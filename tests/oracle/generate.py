"""Random sound criteria sets and rounds, reproducible from a seed.

Sound: every rule reaches its maximum, bands and cases say what happens at their edges, references lead to criteria that
stand earlier in the table. Values are drawn from short lists, so that edges, zeros and ties are met often.
"""

import csv
import json
import random
from fractions import Fraction
from pathlib import Path

from expressions import quantity

WORDS = ("zero", "full_points", "not_arisen", "not_applicable", "block")
STATES = ("not_applicable", "not_arisen", "no_data", "no_survey", "pending", "blank")
MODES = ("half_up", "half_even", "down", "up", "floor", "ceiling")
TYPES = ("with_units", "office_only", "other")
RULES = ("levels", "checklist", "points", "bands", "proportional", "piecewise_linear", "deadline", "per_item",
         "deduction", "cases", "formula", "condition", "survey", "monitor", "alternatives")
SCORED = tuple(kind for kind in RULES if kind != "monitor")
COUNCIL = ("appraisal", "final")
ANSWER_COLUMNS = ["level", "items", "value", "points", "state", "awarded", "disputed", "explanation"]
FIELDS = {"days": "count", "late": "flag", "sent": "date", "weight": "number", "code": "text"}
DATES = ("2017-01-27", "2017-02-06", "2017-02-28", "2017-03-31", "2017-05-02", "2017-06-15", "15/6/2017", "never")
NAMES = ("Sở An", "Sở Ân", "Sở Ăn", "Sở Đất", "Sở Dân", "Sở Hoa", "Sở Hòa", "Sở Hoá", "Sở Họa", "Sở Y", "Ban Ơn",
         "Ban Ông", "Ban Ung", "Ban Ưng", "Ban Tá", "Ban Tà", "Ban Tả", "Ban Tã", "Ban Tạ", "Ban Ta")


def exact(written):
    """A number as this module writes it; a float stands for its decimal digits."""
    return quantity(str(written) if isinstance(written, float) else written)


def text(title):
    return {"vi": title, "en": title}


class Maker(random.Random):
    """Common choices."""

    def chance(self, part):
        return self.random() < part

    def written(self, value):
        """One of the ways to write an exact number."""
        value = Fraction(value)
        forms = [f"{value.numerator}/{value.denominator}"]
        percent = value * 100
        if percent.denominator == 1:
            forms.append(f"{percent.numerator}%")
        if value.denominator == 1:
            forms += [value.numerator] * 3
        elif 10**8 % value.denominator == 0:
            forms += [float(value)] * 3
        return self.choice(forms)

    def typed(self, value):
        """As written in expressions."""
        value = Fraction(value)
        return str(value.numerator) if value.denominator == 1 else f"{value.numerator}/{value.denominator}"


class Expressions:
    """Random expressions over the facts of a set and over criteria that stand earlier."""

    def __init__(self, maker, facts, earlier):
        self.maker, self.earlier = maker, earlier
        self.by_type = {}
        for fact in facts:
            self.by_type.setdefault(fact["type"], []).append(fact["id"])

    def fact(self, kind):
        return self.maker.choice(self.by_type[kind])

    def of(self, choices, depth):
        return self.maker.choice(choices)(depth)

    def amount(self, depth=2):
        """A number that is not negative, without a division by data."""
        leaf = [lambda d: self.fact("count"), lambda d: self.fact("count"), lambda d: self.fact("percent"),
                lambda d: str(self.maker.choice((0, 1, 2, 0.5, 3))), lambda d: f"count({self.fact('records')})"]
        if depth <= 0:
            return self.of(leaf, 0)
        return self.of(leaf + [
            lambda d: f"{self.amount(d - 1)} + {self.amount(d - 1)}",
            lambda d: f"({self.amount(d - 1)} + {self.amount(d - 1)}) * {self.amount(d - 1)}",
            lambda d: f"abs({self.amount(d - 1)} - {self.amount(d - 1)} * {self.amount(d - 1)})",
            lambda d: f"max(0, -{self.fact('number')}, {self.amount(d - 1)} - {self.amount(d - 1)} - 1)",
            lambda d: f"min({self.amount(d - 1)}, {self.amount(d - 1)}, 7)",
            lambda d: f"if({self.condition(d - 1)}, {self.amount(d - 1)}, {self.amount(d - 1)})",
            lambda d: f"coalesce({self.fact('count')}, {self.amount(d - 1)})",
            lambda d: f"round({self.amount(d - 1)} / 3, {self.maker.choice((0, 1, 2))})",
            lambda d: f"floor({self.amount(d - 1)} / 2)",
            lambda d: f"count({self.fact('records')}, {self.record_condition()})",
            lambda d: f"sum({self.fact('records')}, it.days * it.weight)",
            lambda d: f"sum({self.fact('records')}, it.days)",
            self.dated, self.by_peers, self.by_criterion], depth)

    def whole(self):
        """A count: an integer that is not negative."""
        records = self.fact("records")
        count = self.fact("count")
        return self.maker.choice((count, count, f"{count} + {self.fact('count')}",
                                  f"count({records})", f"count({records}, {self.record_condition()})",
                                  f"sum({records}, it.days)", f"coalesce({self.fact('count')}, 2)"))

    def dated(self, _depth):
        date = self.fact("date")
        other = "date('2017-02-10')"
        inner = self.maker.choice((
            f"abs(days_between({other}, {date}))", f"abs(working_days_between({date}, {other}))",
            f"abs(days_between(add_months({date}, 1), add_days(period.from, 45)))",
            f"abs(days_between(add_working_days({date}, 5), period.to))", f"year({date}) - 2000"))
        return f"if(happened({date}), {inner}, 3)"

    def by_peers(self, _depth):
        fact = self.fact("count")
        function = self.maker.choice(("peer_highest", "peer_lowest", "peer_sum", "peer_mean", "peer_rank"))
        return self.maker.choice((f"{function}({fact})", f"{function}({fact} + 1)", "peer_count()"))

    def by_criterion(self, _depth):
        if not self.earlier:
            return "max"
        other = self.maker.choice(self.earlier)
        return self.maker.choice((f"if(scored('{other}'), points('{other}'), 0.5)",
                                  f"if(scored('{other}'), 2 * share('{other}'), max)"))

    def record_condition(self):
        return self.maker.choice((
            "it.late", "not it.late", "it.days > 5", "it.days = 5", "it.sent <= date('2017-02-28')",
            "happened(it.sent) and it.days <= 10", "it.code = 'a' or it.weight * 2 >= 1", "it.sent > period.from"))

    def condition(self, depth=2):
        leaf = [lambda d: self.fact("flag"), lambda d: f"{self.fact('text')} = 'yes'",
                lambda d: f"{self.fact('text')} != \"no\"", lambda d: f"known({self.fact('number')})",
                lambda d: f"agency.type = '{self.maker.choice(TYPES)}'", lambda d: f"happened({self.fact('date')})",
                lambda d: f"{self.fact('date')} <= date('2017-03-31')", lambda d: self.maker.choice(("true", "false"))]
        if depth <= 0:
            return self.of(leaf, 0)
        sign = self.maker.choice(("=", "!=", "<", "<=", ">", ">="))
        return self.of(leaf + [
            lambda d: f"{self.amount(d - 1)} {sign} {self.amount(d - 1)}",
            lambda d: f"{self.fact('date')} {sign} {self.fact('date')}",
            lambda d: f"({self.condition(d - 1)} or {self.condition(d - 1)})",
            lambda d: f"({self.condition(d - 1)} and not {self.condition(d - 1)})",
            lambda d: f"known({self.fact('count')}) and {self.fact('count')} >= 2",
            lambda d: f"any({self.fact('records')}, {self.record_condition()})",
            lambda d: f"all({self.fact('records')}, {self.record_condition()})"], depth)

    def ratio(self):
        """(text, whether it divides by data)"""
        a, b = self.fact("count"), self.fact("count")
        records = self.fact("records")
        return self.maker.choice((
            (f"{a} / {b}", True), (f"{a} / ({a} + {b})", True), (f"min(1, {a} / {b})", True),
            (f"{self.fact('percent')}", False), ("answer", False), (f"{a} / 10", False),
            (f"count({records}, {self.record_condition()}) / count({records})", True),
            (f"mean({records}, if({self.record_condition()}, 1, 0))", True),
            (f"{a} / peer_highest({a})", True), (f"{a} / peer_sum({a})", True),
            (f"({self.amount(1)}) / ({self.amount(1)})", True),
            (f"if({self.condition(1)}, {a} / {b}, 50%)", True)))


class SetMaker:
    """One criteria set."""

    def __init__(self, maker, set_id):
        self.maker, self.id = maker, set_id
        self.digits = maker.choice((None, None, 0, 1, 2, 3))
        self.maxima = {0: (1, 2, 3, 5), 1: ("1/2", 1, "3/2", 2, "5/2")}.get(
            self.digits, ("1/4", "1/2", "3/4", 1, "5/4", "3/2", 2, 3))
        self.facts = self.declare_facts()
        self.earlier = []
        self.write = Expressions(maker, self.facts, self.earlier)
        self.divides = False
        self.block_part = maker.choice((0, 0, 0.1, 0.25))
        self.refuse_part = maker.choice((0, 0, 0.1))

    def declare_facts(self):
        counts = [("count", f"dossiers.c{i}") for i in range(6)]
        others = [("number", "finance.n0"), ("number", "finance.n1"), ("percent", "shares.p0"),
                  ("percent", "shares.p1"), ("date", "plan.d0"), ("date", "plan.d1"), ("date", "report_d2"),
                  ("flag", "flags.g0"), ("flag", "flags.g1"), ("text", "codes.t0"), ("text", "codes.t1"),
                  ("records", "files.r0"), ("records", "files.r1")]
        facts = [{"id": name, "type": kind, "title": text(name)} for kind, name in counts + others]
        for fact in facts:
            if fact["type"] == "records":
                fact["fields"] = {name: self.maker.choice((kind, {"type": kind, "title": text(name)}))
                                  for name, kind in FIELDS.items()}
        return facts

    def part(self, maximum, steps=4):
        return Fraction(maximum) * self.maker.randint(0, steps) / steps

    def falling(self, maximum, count):
        """Points from the maximum down, each lower than the one before."""
        parts = sorted(self.maker.sample(range(0, 8), count - 1), reverse=True)
        return [Fraction(maximum)] + [Fraction(maximum) * p / 8 for p in parts]

    def quantity(self, value):
        return self.maker.written(value)

    # Rules.

    def levels(self, maximum):
        style = self.maker.choice(("points", "share", "set", "free"))
        if style == "set":
            return {"kind": "levels", "levels": "full_part_none"}
        levels = [{"id": "abcd"[i], "label": text(f"level {i}")} for i in range(self.maker.randint(2, 4))]
        for level, points in zip(levels, self.falling(maximum, len(levels))):
            level.update({"share": self.quantity(points / maximum)} if style == "share"
                         else {"points": self.quantity(points)})
        if style == "free":
            levels.append({"id": "free", "label": text("free"),
                           "free_points": [self.quantity(maximum / 4), self.quantity(maximum * 3 / 4)]})
        return {"kind": "levels", "levels": levels}

    def checklist(self, maximum):
        count = self.maker.randint(2, 5)
        items = [{"id": f"i{n}", "label": text(f"item {n}"), "points": self.quantity(maximum / count)}
                 for n in range(count)]
        rule = {"kind": "checklist", "items": items}
        if self.maker.chance(0.4):
            items.append({"id": "more", "label": text("more"), "points": self.quantity(maximum / 2)})
            rule["cap"] = self.quantity(maximum)
        return rule

    def points(self, maximum):
        rule = {"kind": "points"}
        if self.maker.chance(0.5):
            rule.update(min=0, max=self.quantity(maximum))
        if self.maker.chance(0.5):
            rule["step"] = self.quantity(maximum / 4)
        return rule

    def of_value(self):
        expression, divides = self.write.ratio()
        self.divides |= divides
        return expression

    def bands(self, maximum):
        edges = sorted(self.maker.sample([Fraction(n, 20) for n in (4, 5, 8, 10, 12, 14, 15, 16, 18, 19, 20)]
                                         + [Fraction(1, 3)], self.maker.randint(1, 3)))
        points = self.falling(maximum, len(edges) + 1)
        bands, gap, overlap = [], False, False
        upper = None
        for edge, own in zip(reversed(edges), points):
            lower = self.maker.choice(("from", "above"))
            bands.append({lower: self.quantity(edge), "points": self.quantity(own), "label": text("band")})
            if upper:
                bands[-1].update(upper)
            owner = {"from": "below", "above": "to"}[lower]
            if self.maker.chance(0.25):
                owner = self.maker.choice(("below", "to"))
            gap |= lower == "above" and owner == "below"
            overlap |= lower == "from" and owner == "to"
            upper = {owner: bands[-1][lower]}
        bands.append({**upper, "points": self.quantity(points[-1]), "label": text("lowest")})
        if self.maker.chance(0.2):
            bands.insert(0, {"equal": self.quantity(edges[0]), "points": self.quantity(maximum / 2)})
            overlap = True
        rule = {"kind": "bands", "of": self.of_value(), "unit": self.maker.choice(("percent", "number")),
                "bands": bands}
        if overlap:
            rule["on_overlap"] = self.maker.choice(("first", "highest", "lowest"))
            self.maker.shuffle(bands)
        if gap:
            rule["outside"] = "refuse" if self.maker.chance(self.refuse_part) else "zero"
        return rule

    def count_bands(self, maximum):
        high, middle, low = self.falling(maximum, 3)
        bands = [{"from": 6, "points": self.quantity(high)}, {"from": 3, "to": 5, "points": self.quantity(middle)},
                 {"to": 2, "points": self.quantity(low)}]
        return {"kind": "bands", "of": self.write.fact("count"), "unit": "count", "bands": bands}

    def proportional(self, maximum):
        rule = {"kind": "proportional", "of": self.of_value(), "above_one": self.overflow()}
        if self.maker.chance(0.5):
            rule["zero_below"] = self.quantity(self.maker.choice((Fraction(1, 5), Fraction(1, 2), Fraction(3, 5))))
        if self.maker.chance(0.6):
            rule["full_from"] = self.quantity(self.maker.choice((Fraction(4, 5), Fraction(19, 20), 1, Fraction(2, 3))))
            rule["between"] = self.maker.choice(("share_of_max", "share_of_threshold", "linear"))
            if rule["between"] == "linear":
                rule["zero_below"] = self.quantity(self.maker.choice((0, Fraction(1, 5), Fraction(1, 2))))
        return rule

    def piecewise_linear(self, maximum):
        places = sorted(self.maker.sample([Fraction(n, 10) for n in range(0, 11)] + [Fraction(1, 3)],
                                          self.maker.randint(2, 4)))
        points = list(reversed(self.falling(maximum, len(places))))
        through = [{"at": self.quantity(a), "points": self.quantity(p)} for a, p in zip(places, points)]
        return {"kind": "piecewise_linear", "of": self.of_value(), "unit": "percent", "through": through,
                "outside": self.overflow()}

    def deadline(self, maximum):
        lates = sorted(self.maker.sample((0, 2, 5, 10, 15, 30), self.maker.randint(1, 3)))
        points = self.falling(maximum, len(lates) + 1)
        steps = [{"late_by_at_most": late, "points": self.quantity(p), "label": text("step")}
                 for late, p in zip(lates, points)]
        due = self.maker.choice(("date('2017-02-15')", "add_months(period.from, 2)", "add_days(period.from, 30)",
                                 "add_working_days(period.from, 20)", "date('31/03/2017')"))
        return {"kind": "deadline", "done": self.write.fact("date"), "due": due,
                "count": self.maker.choice(("calendar_days", "working_days")),
                "steps": steps + [{"points": self.quantity(points[-1]), "label": text("later")}],
                "never": {"points": 0, "label": text("never")}}

    def per_item(self, maximum):
        rule = {"kind": "per_item", "count": self.write.whole(), "points_each": self.quantity(maximum / 4)}
        if self.maker.chance(0.4):
            rule["cap"] = self.quantity(maximum)
        return rule

    def deduction(self, maximum):
        rule = {"kind": "deduction", "items": [], "floor": self.quantity(self.maker.choice((0, 0, maximum / 8)))}
        for n in range(self.maker.randint(1, 3)):
            rule["items"].append({"id": f"i{n}", "label": text("taken"), "count": self.write.whole(),
                                  "points_each": self.quantity(maximum / self.maker.choice((4, 8, 3)))})
            if self.maker.chance(0.5):
                rule["items"][-1]["cap"] = self.quantity(maximum / 2)
        if self.maker.chance(0.5):
            rule["cap"] = self.quantity(maximum * 3 / 4)
        if self.maker.chance(0.5):
            rule["start"] = self.quantity(maximum)
        return rule

    def cases(self, maximum):
        cases = [{"when": self.write.condition(2),
                  "points": self.maker.choice(("max", self.maker.typed(self.part(maximum)), "max * 0.5",
                                               f"{self.write.fact('count')} * 0.5", self.write.amount(1)))}
                 for _ in range(self.maker.randint(1, 3))]
        cases[0]["points"] = "max"
        otherwise = self.maker.choice(("0", "max / 4", "max"))
        if self.maker.chance(0.2):
            a, b = self.write.fact("count"), self.write.fact("count")
            otherwise, self.divides = f"max * ({a} - {b}) / {a}", True
        return {"kind": "cases", "cases": cases, "otherwise": otherwise,
                "pick": self.maker.choice(("first", "highest")), "above_max": self.overflow(),
                "below_zero": self.overflow()}

    def formula(self, maximum):
        ratio = self.of_value()
        points = self.maker.choice((f"max * ({ratio})", f"max * min(1, max(0, {ratio}))", f"2 * ({ratio}) - 0.5",
                                    f"max - ({ratio}) * 3"))
        return {"kind": "formula", "points": points, "above_max": self.overflow(),
                "below_zero": self.overflow()}

    def condition(self, _maximum):
        return {"kind": "condition", "met": self.write.condition(2)}

    def survey(self, _maximum):
        weights = self.maker.choice((("1", "3/5", "1/5", "0"), ("1", "1/2", "0"), ("1", "1/3", "0")))
        self.divides = True
        facts = self.maker.sample(self.write.by_type["count"], len(weights))
        return {"kind": "survey", "options": [
            {"id": f"o{n}", "label": text("option"), "weight": self.quantity(Fraction(w)), "count": fact}
            for n, (w, fact) in enumerate(zip(weights, facts))]}

    def monitor(self, _maximum):
        expression = self.of_value()
        return {"kind": "monitor", "value": expression, "unit": "percent"}

    def alternatives(self, maximum):
        kinds = ("levels", "bands", "proportional", "checklist", "points", "condition")
        rule = {"kind": "alternatives", "alternatives": [
            {"when": f"agency.type = '{kind}'", "label": text(kind),
             "rule": getattr(self, self.maker.choice(kinds))(maximum)} for kind in TYPES[:2]]}
        if self.maker.chance(0.4):
            rule["otherwise"] = getattr(self, self.maker.choice(kinds))(maximum)
        return rule

    # Nodes.

    def effects(self, part):
        effects = {}
        for state in STATES:
            if self.maker.chance(part):
                effects[state] = ("block" if self.maker.chance(self.block_part)
                                  else self.maker.choice(("drop", "drop", "zero", "full_points")))
        return effects

    def common(self, node_id, maximum):
        node = {"id": node_id, "title": text(f"criterion {node_id}")}
        if maximum is not None:
            node["max"] = self.quantity(maximum)
        if self.maker.chance(0.1):
            node["states"] = self.effects(0.5) or {"blank": "zero"}
        if self.maker.chance(0.08):
            node["applies_when"] = f"agency.type != '{self.maker.choice(TYPES)}'"
        return node

    def leaf(self, node_id, maximum, kinds):
        node = self.common(node_id, maximum)
        self.divides = False
        kind = self.maker.choice(kinds)
        if kind == "bands" and self.maker.chance(0.3):
            kind = "count_bands"
        node["rule"] = getattr(self, kind)(maximum)
        if kind == "monitor":
            node["role"] = "monitor"
            node.pop("max", None)
        if kind == "survey" or self.maker.chance(0.05):
            node["scored_by"] = ["survey"]
        elif self.maker.chance(0.1):
            node["scored_by"] = ["appraisal"]
        if self.divides:
            node["when_denominator_is_zero"] = self.zero_denominator(kind)
        if kind != "monitor" and self.maker.chance(0.1):
            node["overrides"] = [{"when": when, "points": self.quantity(self.part(maximum)), "why": text("override")}
                                 for when in self.override_conditions()]
        if kind != "monitor":
            self.earlier.append(node_id)
        return node

    def zero_denominator(self, kind):
        words = WORDS if self.block_part and kind != "monitor" else WORDS[:-1]
        words = [w for w in words if kind != "monitor" or w.startswith("not")]
        if kind in ("bands", "proportional", "piecewise_linear") and self.maker.chance(0.3):
            use = self.maker.choice((f"{self.write.fact('percent')}",
                                     f"{self.write.fact('count')} / {self.write.fact('count')}"))
            return {"use": use, "then": self.maker.choice(words)}
        return self.maker.choice(words)

    def override_conditions(self):
        """One or two; one that looks at another criterion comes last, since it may be undecided."""
        count = self.write.fact("count")
        whens = [self.maker.choice((f"known({count}) and {count} > 7", f"agency.type = '{self.maker.choice(TYPES)}'",
                                    f"coalesce({count}, 0) >= 10")) for _ in range(self.maker.randint(0, 1))]
        if self.earlier:
            other = self.maker.choice(self.earlier)
            whens.append(f"scored('{other}') and points('{other}') = 0")
        return whens or ["agency.type = 'other'"]

    def overflow(self):
        return "refuse" if self.maker.chance(self.refuse_part) else "cap"

    def tree(self, node_id, depth, kinds=SCORED):
        """A node with `depth` levels below it; `kinds` are those of a leaf in its place."""
        maximum = Fraction(self.maker.choice(self.maxima))
        if depth == 0 or self.maker.chance(0.15):
            return self.leaf(node_id, maximum, kinds)
        aggregate = self.maker.choice(("sum", "sum", "sum", "mean_times_max", "weighted_mean", "best_of", "one_of",
                                       "convert"))
        return getattr(self, "parent_" + aggregate)(node_id, depth, maximum)

    def offspring(self, node_id, depth, kinds=SCORED):
        """Two to four children, the first of them scored."""
        children = [self.tree(f"{node_id}.1", depth - 1)]
        others = range(2, self.maker.randint(2, 4) + 1)
        return children + [self.tree(f"{node_id}.{n}", depth - 1, kinds) for n in others]

    def build(self, node_id, maximum, children, aggregate=None):
        node = self.common(node_id, maximum)
        if aggregate:
            node["aggregate"] = aggregate
        node["children"] = children
        return node

    @staticmethod
    def added(children):
        return sum((exact(c["max"]) for c in children if "max" in c), Fraction(0))

    def parent_sum(self, node_id, depth, _maximum):
        children = self.offspring(node_id, depth, RULES)
        return self.build(node_id, self.added(children), children, self.maker.choice((None, "sum")))

    def parent_mean_times_max(self, node_id, depth, maximum):
        return self.build(node_id, maximum, self.offspring(node_id, depth), "mean_times_max")

    def parent_weighted_mean(self, node_id, depth, maximum):
        children = self.offspring(node_id, depth)
        for child in children:
            child["weight"] = self.quantity(self.maker.choice((1, 2, Fraction(1, 2), Fraction(3, 10))))
        return self.build(node_id, maximum, children, {"kind": "weighted_mean"})

    def parent_best_of(self, node_id, depth, _maximum):
        children = self.offspring(node_id, depth)
        return self.build(node_id, max(exact(c["max"]) for c in children), children, "best_of")

    def parent_one_of(self, node_id, _depth, maximum):
        children = []
        for n in (1, 2, 3):
            children.append(self.leaf(f"{node_id}.{n}", maximum, ("levels", "points", "checklist")))
            for key in ("applies_when", "overrides", "scored_by", "states"):
                children[-1].pop(key, None)
            self.earlier.remove(f"{node_id}.{n}")
        return self.build(node_id, maximum, children, {"kind": "one_of"})

    def parent_convert(self, node_id, depth, maximum):
        children = self.offspring(node_id, depth)
        whole = self.added(children)
        bands = [{"from": self.quantity(whole * 3 / 4), "points": self.quantity(maximum)},
                 {"from": self.quantity(whole / 2), "below": self.quantity(whole * 3 / 4),
                  "points": self.quantity(maximum / 2)},
                 {"below": self.quantity(whole / 2), "points": 0}]
        if self.maker.chance(self.refuse_part):
            bands.pop(1)
        return self.build(node_id, maximum, children, {"kind": "sum", "convert": bands})

    # The whole.

    def grades(self, node_id):
        """A domain of grades without points."""
        levels = [{"id": letter, "label": text(letter)} for letter in "ABCD"]
        def leaf(number):
            return {"id": f"{node_id}.{number}", "title": text("grade"), "rule": {"kind": "levels", "levels": levels}}
        if self.maker.chance(0.5):
            children = [leaf(n) for n in range(1, self.maker.randint(3, 5))]
            aggregate = {"kind": "weakest_link", "scale": "abcd"}
            if self.maker.chance(0.6):
                aggregate["plus"] = "+"
        else:
            children = [leaf(1), leaf(2)]
            aggregate = {"kind": "lookup", "table": [
                {"levels": self.maker.sample([a, b], 2), "result": self.maker.choice("ABCD")}
                for i, a in enumerate("ABCD") for b in "ABCD"[i:]]}
        return {"id": node_id, "title": text("grades"), "role": self.maker.choice(("monitor", "scored")),
                "states": {state: "drop" for state in STATES}, "aggregate": aggregate, "children": children}

    def domains(self):
        scored = [self.tree(str(n), self.maker.choice((1, 2, 2, 3)))
                  for n in range(1, self.maker.randint(2, 4) + 1)]
        self.scored_ids = [d["id"] for d in scored]
        self.max = self.added(scored)
        domains = list(scored)
        for role in ("bonus", "penalty"):
            if self.maker.chance(0.5):
                node = self.parent_sum(str(len(domains) + 1), 1, None)
                node["role"] = role
                domains.append(node)
        if self.maker.chance(0.5):
            domains.append(self.grades(str(len(domains) + 1)))
        return domains

    def rounding(self, *digits):
        if self.maker.chance(0.35):
            return "none"
        return {"digits": self.maker.choice(digits), "mode": self.maker.choice(MODES)}

    def policies(self):
        states = {state: "zero" for state in STATES}
        states.update(self.effects(0.75))
        points = "none" if self.digits is None else {"digits": self.digits, "mode": self.maker.choice(MODES)}
        total = {"over": self.maker.choice(("maximum", "assigned", "own_maximum"))}
        if self.maker.chance(0.3):
            total["cap"] = self.quantity(self.max * self.maker.choice((1, Fraction(3, 4))))
        ranking = {"on": self.maker.choice(("exact", "rounded")),
                   "ties": self.maker.choice(("competition", "dense", "ordinal"))}
        then_by = [i for i in self.scored_ids if self.maker.chance(0.4)]
        if ranking["ties"] == "ordinal" or self.maker.chance(0.2):
            then_by.append("name")
        if then_by:
            ranking["then_by"] = then_by
        return {"rounding": {"points": points, "total": self.rounding(0, 1, 2), "percent": self.rounding(0, 1, 2)},
                "states": states, "total": total, "ranking": ranking}

    def classification(self, groups):
        def entry(of, **more):
            scale = 1 if of == "percent" else self.max
            a, b = sorted(self.maker.sample([Fraction(n, 20) for n in range(6, 19)], 2), reverse=True)
            a, b = self.quantity(a * scale), self.quantity(b * scale)
            classes = self.maker.choice((
                [{"id": "A", "from": a}, {"id": "B", "from": b, "below": a}, {"id": "C", "below": b}],
                [{"id": "A", "above": a}, {"id": "B", "above": b, "to": a}, {"id": "C", "to": b}]))
            return {**more, "of": of, "on": self.maker.choice(("exact", "rounded")),
                    "classes": [{**c, "title": text(c["id"])} for c in classes]}
        entries = [entry(self.maker.choice(("percent", "total")))]
        if self.maker.chance(0.4):
            entries.append(entry(self.maker.choice(("percent", "total")), groups=[self.maker.choice(groups)]))
        return entries

    def make(self, groups):
        criteria = self.domains()
        made = {"format": "parindex/criteria-set/1", "id": self.id, "title": text("random set"), "country": "VN",
                "level": "department", "languages": ["vi", "en"],
                "period": {"from": "2017-01-01", "to": "2017-12-31"}, "max": self.quantity(self.max),
                "provenance": {"status": "model", "statement": text("Random, for tests."), "source": "a test"},
                "policies": self.policies(), "scales": {"abcd": list("ABCD")},
                "level_sets": {"full_part_none": [{"id": "full", "label": text("full"), "share": 1},
                                                  {"id": "part", "label": text("part"), "share": "1/3"},
                                                  {"id": "none", "label": text("none"), "share": "0%"}]},
                "facts": self.facts, "criteria": criteria}
        if self.maker.chance(0.8):
            made["classification"] = self.classification(groups)
        first = criteria[0]["id"]
        if self.maker.chance(0.5):
            made["titles"] = [{"id": "T1", "title": text("title"), "all_of": [
                {"on": "total", "at_least": self.quantity(self.max / 2)}]}]
        if self.maker.chance(0.4):
            when = self.maker.choice((f"known(dossiers.c0) and dossiers.c0 > 8", "points('total') < max_part",
                                      "share('total') < 25%", f"agency.type = 'other' and share('total') < 60%"))
            made["exclusions"] = [{"id": "low", "title": text("low"), "when": when.replace(
                "max_part", self.maker.typed(self.max / 3))}]
        return made


# Rounds -------------------------------------------------------------------------------------------------------------

class RoundMaker:
    """A whole round as plain values: {"round", "sets", "agencies", "stages", "opinions", "exemptions"}."""

    def __init__(self, seed, agencies=40):
        self.maker = Maker(seed)
        self.count = agencies

    def make(self):
        maker = self.maker
        groups = [f"group-{letter}" for letter in "abcd"[:maker.randint(1, 3)]]
        names = [f"set-{n}.json" for n in range(maker.randint(1, len(groups)))]
        sets = {name: SetMaker(maker, f"vn/random-{n}").make(groups) for n, name in enumerate(names)}
        criteria = {group: names[min(n, len(names) - 1)] for n, group in enumerate(groups)}
        self.leaves = {name: list(leaves_of(made["criteria"])) for name, made in sets.items()}
        agencies = self.agencies(groups)
        stages = self.stages()
        given = {stage["id"]: {} for stage in stages}
        inputs = {}
        for agency in agencies:
            made = sets[criteria[agency["group"]]]
            twin = maker.choice([a for a in agencies if a["group"] == agency["group"]])
            self.care = maker.choice((0.7, 0.9, 0.99, 1))
            for stage in stages:
                if maker.chance(0.2) and (twin["id"], stage["id"]) in inputs and twin["type"] == agency["type"]:
                    one = inputs[twin["id"], stage["id"]]
                else:
                    one = self.inputs(made, self.leaves[criteria[agency["group"]]], agency, stage, stages)
                inputs[agency["id"], stage["id"]] = one
                if one["facts"] or one["answers"]:
                    given[stage["id"]][agency["id"]] = one
        round_json = {"format": "parindex/round/1", "id": "random", "title": text("random"),
                      "statement": text("Random, for tests."), "synthetic": True,
                      "period": {"from": "2017-01-01", "to": "2017-06-30"}, "criteria": criteria, "stages": stages,
                      "holidays": ["2017-01-02", "2017-01-26", "2017-01-27", "2017-01-30", "2017-04-06",
                                   "2017-05-01", "2017-05-02"], "worked_weekends": ["2017-02-04"]}
        if maker.chance(0.8):
            round_json["consensus"] = self.consensus()
        opinions = {stage["id"]: self.opinions(stage, agencies, criteria, given)
                    for stage in stages if stage["kind"] in COUNCIL and maker.chance(0.7)}
        return {"round": round_json, "sets": sets, "agencies": agencies, "stages": given, "opinions": opinions,
                "exemptions": self.exemptions(agencies, groups, criteria, sets) if maker.chance(0.4) else []}

    def consensus(self):
        maker = self.maker
        consensus = {"rule": maker.choice(("mean", "median", "median", "trimmed_mean", "council"))}
        if consensus["rule"] == "trimmed_mean" and maker.chance(0.5):
            consensus["trim"] = maker.choice((1, 2))
        if maker.chance(0.4):
            consensus["rounding"] = {"digits": maker.choice((0, 1, 2)), "mode": maker.choice(MODES)}
        return consensus

    def opinions(self, stage, agencies, criteria, given):
        """[(agency, criterion, appraiser, answer)] of agencies that handed something in before."""
        maker = self.maker
        self.care = 0.95
        rows = []
        for agency in agencies:
            if not any(agency["id"] in inputs for inputs in given.values()) or maker.chance(0.5):
                continue
            for leaf, parent in self.leaves[criteria[agency["group"]]]:
                if not is_awardable(leaf, parent) or not scores_at(leaf, stage) or maker.chance(0.8):
                    continue
                first = None
                for n in range(maker.choice((1, 2, 2, 3, 3, 4, 5))):
                    answer = first if first and maker.chance(0.3) else self.opinion(leaf, agency)
                    first = first or answer
                    rows.append((agency["id"], leaf["id"], f"tv-{n}", answer))
        return rows

    def opinion(self, leaf, agency):
        answer = None if self.maker.chance(0.3) else self.answer(leaf, agency, False)
        return answer or self.award(leaf)

    def award(self, leaf):
        part = self.maker.choice((0, Fraction(1, 8), Fraction(1, 3), Fraction(1, 2), Fraction(3, 4), 1))
        return {"awarded": self.maker.written(exact(leaf["max"]) * part), "explanation": "the council's reason"}

    def exemptions(self, agencies, groups, criteria, sets):
        maker = self.maker
        rows = []
        for _ in range(maker.randint(1, 6)):
            agency = maker.choice(agencies)
            made = sets[criteria[agency["group"]]]
            ids = [node["id"] for node in nodes_of(made["criteria"])]
            row = {"agency": "", "group": "", "criterion": maker.choice(ids), "why": "by the list"}
            row.update(maker.choice(({"agency": agency["id"]}, {"agency": agency["id"]}, {"group": agency["group"]})))
            if row not in rows:  # The program refuses an exemption that stands twice.
                rows.append(row)
        return rows

    def agencies(self, groups):
        maker = self.maker
        rows = []
        for n in range(self.count):
            rows.append({"id": f"agency-{n}", "name": f"{NAMES[n % len(NAMES)]} {n // len(NAMES)}",
                         "group": maker.choice(groups), "type": maker.choice(TYPES)})
        maker.shuffle(rows)
        return rows

    def stages(self):
        kinds = self.maker.choice((["self"], ["self", "survey"], ["self", "survey", "appraisal"],
                                   ["self", "survey", "appraisal", "appraisal", "final"],
                                   ["self", "appraisal", "explanation"],
                                   ["self", "survey", "appraisal", "explanation", "appraisal", "final"]))
        return [{"id": f"{kind}-{n}", "kind": kind, "title": text(kind)} for n, kind in enumerate(kinds)]

    def inputs(self, made, leaves, agency, stage, stages):
        maker = self.maker
        if stage["kind"] == "explanation":
            return {"facts": {}, "answers": self.explanations(leaves, agency)}
        first = stage is stages[0]
        fact_part = self.care if first else 0.1
        facts = {fact["id"]: self.fact(fact["type"]) for fact in made["facts"] if maker.chance(fact_part)}
        answers = {}
        for leaf, parent in leaves:
            if isinstance(parent.get("aggregate"), dict) and parent["aggregate"]["kind"] == "one_of":
                # At most one child is answered, the same one at every stage.
                # Now and then two are answered, which is to be refused.
                if leaf["id"] != only_child(parent, agency["type"]) and not maker.chance(0.01 * (self.care < 0.9)):
                    continue
            if self.answers_here(leaf, stage, first, parent):
                is_awarded = stage["kind"] in COUNCIL and is_awardable(leaf, parent) and maker.chance(0.15)
                answer = self.award(leaf) if is_awarded else self.answer(leaf, agency, plain_grade(parent))
                if answer is not None:
                    answers[leaf["id"]] = answer
        return {"facts": facts, "answers": answers}

    def explanations(self, leaves, agency):
        """What an agency says of its points; it must not change them."""
        answers = {}
        for leaf, parent in leaves:
            if self.maker.chance(0.85):
                continue
            asked = self.answer(leaf, agency, plain_grade(parent)) if self.maker.chance(0.6) else None
            answers[leaf["id"]] = {**(asked or {}), "disputed": self.maker.chance(0.8), "explanation": "we did it"}
        return answers

    def answers_here(self, leaf, stage, first, parent):
        by = leaf.get("scored_by", ["self", "appraisal"])
        if not scores_at(leaf, stage):
            return False
        if isinstance(parent.get("aggregate"), dict) and parent["aggregate"]["kind"] == "lookup":
            return first or self.maker.chance(0.2)
        full = first or by == ["survey"] or by == ["appraisal"]
        return self.maker.chance(self.care if full and stage["kind"] != "final" else 0.15)

    def fact(self, kind):
        maker = self.maker
        return {
            "count": lambda: maker.choice((0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20)),
            "number": lambda: maker.choice((-1, 0, 0.5, "3/4", 2, 10, "1/3")),
            "percent": lambda: maker.choice(("0%", "50%", "70%", 0.95, "33.3%", "100%", 0.8, "1/3", 1)),
            "date": lambda: maker.choice(DATES),
            "flag": lambda: maker.choice((True, False)),
            "text": lambda: maker.choice(("yes", "no", "Đã có", "0.5")),
            "records": lambda: [self.record() for _ in range(maker.choice((0, 1, 2, 3, 5)))],
        }[kind]()

    def record(self):
        maker = self.maker
        return {"days": maker.choice((0, 3, 5, 6, 10)), "late": maker.choice((True, False)),
                "sent": maker.choice(DATES), "weight": maker.choice((0, 0.5, 1, "1/3")),
                "code": maker.choice(("a", "b"))}

    def answer(self, leaf, agency, grade):
        maker = self.maker
        if maker.chance((1 - self.care) / 2) and not grade and "overrides" not in leaf:
            return {"state": maker.choice(("not_applicable", "not_arisen", "pending"))}
        rule = leaf["rule"]
        if rule["kind"] == "alternatives":
            index = TYPES.index(agency["type"])
            rule = rule["alternatives"][index]["rule"] if index < 2 else rule.get("otherwise")
        answer = self.for_rule(rule, exact(leaf.get("max", 0))) if rule else None
        if answer is None and maker.chance(0.1):
            answer = {"explanation": "see the report"}
        return answer

    def for_rule(self, rule, maximum):
        maker = self.maker
        kind = rule["kind"]
        if kind == "levels":
            levels = rule["levels"]
            if isinstance(levels, str):
                return {"level": maker.choice(("full", "part", "none"))}
            level = maker.choice(levels)
            answer = {"level": level["id"]}
            if "free_points" in level:
                answer["points"] = maker.written(maximum * maker.choice((Fraction(1, 4), Fraction(3, 8),
                                                                         Fraction(3, 4), Fraction(1, 3))))
            return answer
        if kind == "checklist":
            items = [item["id"] for item in rule["items"] if maker.chance(0.6)]
            return {"items": items or [rule["items"][0]["id"]]}
        if kind == "points":
            steps = (0, 1, 2, 3, 4) if "step" in rule else (0, 1, 2, 3, 4, Fraction(1, 3), Fraction(7, 8))
            return {"points": maker.written(maximum / 4 * maker.choice(steps))}
        if "answer" in json.dumps(rule):
            return {"value": maker.choice(("64/66", "7/10", "50%", 0.95, 1, "1/3", 0, "14/20", "95%", "8/10", "60%"))}
        return None


def scores_at(leaf, stage):
    return stage["kind"] == "final" or stage["kind"] in leaf.get("scored_by", ["self", "appraisal"])


def is_awardable(leaf, parent):
    """The council may award points; grades, monitored values and alternative ways stay as they are."""
    return "max" in leaf and leaf["rule"]["kind"] != "monitor" and not plain_grade(parent)


def plain_grade(parent):
    aggregate = parent.get("aggregate")
    return isinstance(aggregate, dict) and aggregate["kind"] in ("one_of", "lookup")


def only_child(parent, agency_type):
    """The child of a `one_of` that agencies of the type answer, or none."""
    children = parent["children"]
    index = random.Random(f"{agency_type} {parent['id']}").randint(0, len(children))
    return children[index]["id"] if index < len(children) else None


def nodes_of(nodes):
    for node in nodes:
        yield node
        yield from nodes_of(node.get("children", []))


def leaves_of(nodes, parent=None):
    for node in nodes:
        if "children" in node:
            yield from leaves_of(node["children"], node)
        else:
            yield node, parent or {}


# Writing ------------------------------------------------------------------------------------------------------------

def write_json(path, data):
    Path(path).write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")


def write_csv(path, columns, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def in_cell(value):
    return {True: "true", False: "false"}.get(value, value) if isinstance(value, bool) else str(value)


def write_round(made, folder, tables=frozenset(), shuffle=None):
    """Writes the round's folder. Agencies in `tables` go to answers.csv and facts.csv, but records stay in a JSON file;
    `shuffle`, a random.Random, permutes lines and keys, which must not matter."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    mixed = (lambda data: permuted(data, shuffle)) if shuffle else (lambda data: data)
    write_json(folder / "round.json", mixed(made["round"]))
    for name, criteria_set in made["sets"].items():
        write_json(folder / name, mixed(criteria_set))
    rows = list(made["agencies"])
    if shuffle:
        shuffle.shuffle(rows)
    write_csv(folder / "agencies.csv", list(made["agencies"][0]), rows)
    if made["exemptions"]:
        write_mixed(folder / "exemptions.csv", ["agency", "group", "criterion", "why"], made["exemptions"], shuffle)
    for stage, given in made["stages"].items():
        write_stage(folder / stage, given, tables, shuffle, mixed)
    if any(made["opinions"].values()):
        members = sorted({by for rows in made["opinions"].values() for _, _, by, _ in rows})
        write_mixed(folder / "appraisers.csv", ["id", "name"], [{"id": by, "name": by} for by in members], shuffle)
    for stage, rows in made["opinions"].items():
        if rows:
            write_mixed(folder / stage / "opinions.csv", ["agency", "criterion", "by", *ANSWER_COLUMNS],
                        [{"agency": agency, "criterion": criterion, "by": by, **row_of(answer)}
                         for agency, criterion, by, answer in rows], shuffle)


def write_mixed(path, columns, rows, shuffle):
    rows = list(rows)
    if shuffle:
        shuffle.shuffle(rows)
    write_csv(path, columns, rows)


def row_of(answer):
    return {key: ";".join(value) if key == "items" else in_cell(value) for key, value in answer.items()}


def write_stage(folder, given, tables, shuffle, mixed):
    folder.mkdir(exist_ok=True)
    answers, facts = [], []
    for agency, inputs in given.items():
        rest = inputs
        if agency in tables:
            answers += [{"agency": agency, "criterion": c, **row_of(a)} for c, a in inputs["answers"].items()]
            facts += [{"agency": agency, "fact": f, "value": in_cell(v)}
                      for f, v in inputs["facts"].items() if not isinstance(v, list)]
            rest = {"facts": {f: v for f, v in inputs["facts"].items() if isinstance(v, list)}, "answers": {}}
        if rest["facts"] or rest["answers"]:
            write_json(folder / f"{agency}.json",
                       mixed({"format": "parindex/assessment/1", "agency": agency, **rest}))
    for rows in (answers, facts):
        if shuffle:
            shuffle.shuffle(rows)
    if answers:
        write_csv(folder / "answers.csv", ["agency", "criterion", *ANSWER_COLUMNS], answers)
    if facts:
        write_csv(folder / "facts.csv", ["agency", "fact", "value"], facts)


def permuted(data, shuffle):
    """The same JSON value with the keys of every object in another order."""
    if isinstance(data, dict):
        keys = list(data)
        shuffle.shuffle(keys)
        return {key: permuted(data[key], shuffle) for key in keys}
    if isinstance(data, list):
        return [permuted(item, shuffle) for item in data]
    return data
