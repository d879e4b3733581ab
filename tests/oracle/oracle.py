"""Exact scoring of criteria sets as docs/criteria-language.md describes it, written from that page alone.

Slow and plain on purpose: the program is held to it. Places where the page leaves a reading open are marked "Reading:".
"""

import copy
import functools
from dataclasses import dataclass
from fractions import Fraction

from expressions import (NEVER, Refused, Scope, Unknown, ZeroDenominator, divide, evaluate, quantity, round_number)

STATES = ("not_applicable", "not_arisen", "no_data", "no_survey", "pending", "blank")


def corrected(criteria_set):
    """The set with its documented corrections applied; the file itself holds what was printed."""
    result = copy.deepcopy(criteria_set)
    for correction in criteria_set.get("corrections", []):
        steps = [s.replace("~1", "/").replace("~0", "~") for s in correction["at"].split("/")[1:]]
        place = result
        for step in steps[:-1]:
            place = place[int(step)] if isinstance(place, list) else place[step]
        last = int(steps[-1]) if isinstance(place, list) else steps[-1]
        if place[last] != correction["printed"]:
            raise ValueError(f"{correction['at']}: printed is not what stands there")
        place[last] = correction["corrected"]
    return result


def rounded(value, rounding, scale=1):
    if value is None or rounding == "none":
        return value
    return round_number(value * scale, rounding["digits"], rounding["mode"]) / scale


# Rules --------------------------------------------------------------------------------------------------------------

@dataclass
class Outcome:
    points: Fraction = None
    level: str = None
    value: object = None


def contains(band, value):
    """Edges: from >=, above >, to <=, below <, equal; null: lost in print, taken for no bound."""
    tests = {"from": lambda e: value >= e, "above": lambda e: value > e, "to": lambda e: value <= e,
             "below": lambda e: value < e, "equal": lambda e: value == e}
    return all(test(quantity(band[key])) for key, test in tests.items() if band.get(key) is not None)


def band_points(bands, value, on_overlap, outside):
    points = [quantity(band["points"]) for band in bands if contains(band, value)]
    if not points:
        if outside == "zero":
            return Fraction(0)
        raise Refused(f"{value} is in no band")
    return {"first": points[0], "highest": max(points), "lowest": min(points)}[on_overlap or "first"]


def bounded(points, maximum, rule):
    if points > maximum and rule["above_max"] == "refuse" or points < 0 and rule["below_zero"] == "refuse":
        raise Refused(f"{points} of {maximum}")
    return min(max(points, Fraction(0)), maximum)


class Rules:
    """Each method gives the outcome of one kind of rule. `of` gives a rule's value, or what takes its place."""

    def __init__(self, leaf, answer, scope, level_sets, value=None):
        self.leaf, self.answer, self.scope, self.level_sets = leaf, answer, scope, level_sets
        self.max = leaf.max
        self.replacement = value

    def apply(self, rule):
        return getattr(self, rule["kind"])(rule)

    def given(self, key):
        value = self.answer.get(key)
        if value is None:
            raise Unknown("blank", self.leaf.id)
        return value

    def of(self, source):
        return self.replacement if self.replacement is not None else evaluate(source, self.scope)

    def levels(self, rule):
        levels = rule["levels"]
        levels = self.level_sets[levels] if isinstance(levels, str) else levels
        chosen = self.given("level")
        level = next((level for level in levels if level["id"] == chosen), None)
        if level is None:
            raise Refused(f"no level {chosen}")
        if "points" in level:
            return Outcome(quantity(level["points"]), chosen)
        if "share" in level:
            return Outcome(quantity(level["share"]) * self.max, chosen)
        if "free_points" in level:
            points = self.given("points")
            low, high = map(quantity, level["free_points"])
            if not low <= points <= high:
                raise Refused(f"{points} outside {low} to {high}")
            return Outcome(points, chosen)
        return Outcome(None, chosen)

    def checklist(self, rule):
        ticked = self.given("items")
        points = {item["id"]: quantity(item["points"]) for item in rule["items"]}
        total = sum((points[item] for item in set(ticked)), Fraction(0))
        return Outcome(min(total, quantity(rule["cap"])) if "cap" in rule else total)

    def points(self, rule):
        points = self.given("points")
        low = quantity(rule.get("min", 0))
        high = quantity(rule["max"]) if "max" in rule else self.max
        # Reading: steps are counted from the lower bound.
        if not low <= points <= high or "step" in rule and (points - low) % quantity(rule["step"]):
            raise Refused(f"{points} points")
        return Outcome(points)

    def bands(self, rule):
        value = self.of(rule["of"])
        return Outcome(band_points(rule["bands"], value, rule.get("on_overlap"), rule.get("outside")), value=value)

    def proportional(self, rule):
        ratio = value = self.of(rule["of"])
        if ratio > 1:
            if rule["above_one"] == "refuse":
                raise Refused(f"{ratio} is above one")
            ratio = Fraction(1)
        floor = quantity(rule["zero_below"]) if "zero_below" in rule else None
        if floor is not None and ratio < floor:
            return Outcome(Fraction(0), value=value)
        if "full_from" not in rule:
            return Outcome(ratio * self.max, value=value)
        full = quantity(rule["full_from"])
        if ratio >= full:
            return Outcome(self.max, value=value)
        low = floor or Fraction(0)
        points = {"share_of_max": lambda: ratio * self.max,
                  "share_of_threshold": lambda: ratio * self.max / full,
                  "linear": lambda: (ratio - low) * self.max / (full - low)}[rule["between"]]()
        return Outcome(points, value=value)

    def piecewise_linear(self, rule):
        value = self.of(rule["of"])
        knots = [(quantity(knot["at"]), quantity(knot["points"])) for knot in rule["through"]]
        if not knots[0][0] <= value <= knots[-1][0]:
            if rule["outside"] == "refuse":
                raise Refused(f"{value} is outside the line")
            return Outcome(knots[0][1] if value < knots[0][0] else knots[-1][1], value=value)
        for (left, low), (right, high) in zip(knots, knots[1:]):
            if value <= right:
                return Outcome(low + (value - left) * (high - low) / (right - left), value=value)
        raise AssertionError("a value between the first and the last knot has a segment")

    def deadline(self, rule):
        done = evaluate(rule["done"], self.scope)
        due = evaluate(rule["due"], self.scope)
        if done == NEVER:
            return Outcome(quantity(rule["never"]["points"]))
        work = self.scope.work
        late = (done - due).days if rule["count"] == "calendar_days" else work.between(due, done)
        for step in rule["steps"]:
            if late <= step.get("late_by_at_most", late):
                return Outcome(quantity(step["points"]), value=Fraction(late))
        raise Refused(f"{late} days late")

    def per_item(self, rule):
        count = evaluate(rule["count"], self.scope)
        cap = quantity(rule["cap"]) if "cap" in rule else self.max
        return Outcome(min(count * quantity(rule["points_each"]), cap), value=count)

    def deduction(self, rule):
        taken = Fraction(0)
        for item in rule["items"]:
            part = evaluate(item["count"], self.scope) * quantity(item["points_each"])
            taken += min(part, quantity(item["cap"])) if "cap" in item else part
        if "cap" in rule:
            taken = min(taken, quantity(rule["cap"]))
        start = quantity(rule["start"]) if "start" in rule else self.max
        # Reading: without a floor the points do not go under zero.
        return Outcome(max(start - taken, quantity(rule.get("floor", 0))))

    def cases(self, rule):
        if self.replacement is not None:
            return Outcome(bounded(self.replacement, self.max, rule))
        points = []
        for case in rule["cases"]:
            if evaluate(case["when"], self.scope):
                points.append(evaluate(case["points"], self.scope))
                if rule.get("pick", "first") == "first":
                    break
        if not points:
            if "otherwise" not in rule:
                raise Refused("no case holds")
            points.append(evaluate(rule["otherwise"], self.scope))
        return Outcome(bounded(max(points), self.max, rule))

    def formula(self, rule):
        return Outcome(bounded(self.of(rule["points"]), self.max, rule))

    def condition(self, rule):
        met = self.of(rule["met"])
        return Outcome(self.max if met else Fraction(0), value=met)

    def survey(self, rule):
        counts = [evaluate(option["count"], self.scope) for option in rule["options"]]
        weights = [quantity(option["weight"]) for option in rule["options"]]
        share = divide(sum(c * w for c, w in zip(counts, weights)), sum(counts))
        return Outcome(self.max * share, value=share)

    def monitor(self, rule):
        return Outcome(None, value=self.of(rule["value"]))

    def alternatives(self, rule):
        for alternative in rule["alternatives"]:
            if evaluate(alternative["when"], self.scope):
                return self.apply(alternative["rule"])
        if "otherwise" in rule:
            return self.apply(rule["otherwise"])
        raise Unknown("not_applicable", self.leaf.id)


# The tree -----------------------------------------------------------------------------------------------------------

class Node:
    """A criterion with what it inherits."""

    def __init__(self, data, parent, states, role):
        self.data, self.parent = data, parent
        self.id = data["id"]
        self.max = quantity(data["max"]) if "max" in data else None
        self.states = {**states, **data.get("states", {})}
        self.role = data.get("role", role)
        self.children = [Node(child, self, self.states, self.role) for child in data.get("children", [])]

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()


class Set:
    def __init__(self, data):
        self.data = corrected(data)
        self.policies = self.data["policies"]
        self.max = quantity(self.data["max"]) if "max" in self.data else None
        self.domains = [Node(d, None, self.policies["states"], "scored") for d in self.data["criteria"]]
        self.nodes = {node.id: node for domain in self.domains for node in domain.walk()}
        self.fact_types = {fact["id"]: fact for fact in self.data.get("facts", [])}


@dataclass
class Result:
    """What stands for one node. `points` is None where there are none: dropped, blocked, or a grade."""

    id: str
    state: str = "scored"
    effect: str = None
    points: Fraction = None
    max: Fraction = None
    assigned: Fraction = None
    level: str = None
    value: object = None
    blocked: bool = False
    answered: bool = True
    unrounded: Fraction = None  # a leaf's points before the set rounds them

    @property
    def dropped(self):
        return self.effect == "drop"


class Evaluation:
    """One agency at one stage. `group` holds the evaluations of all agencies of its group, `exempt` the ids of criteria
    that the round's list takes from the agency."""

    def __init__(self, criteria_set, agency, inputs, period, work, exempt=frozenset()):
        self.set, self.agency, self.exempt = criteria_set, agency, exempt
        self.answers = inputs["answers"]
        self.group = [self]
        self.results = {}
        self.scope = Scope(inputs["facts"], {**agency, **agency.get("attributes", {})}, period, work, criteria=self)

    # What expressions ask about other criteria.

    def result(self, node_id):
        if node_id not in self.results:
            node = self.set.nodes[node_id]
            # A child of a criterion that is not this agency's is not this agency's either.
            if node.parent is not None and self.outside(node.parent):
                self.results[node_id] = self.stand_in(node, "not_applicable", effect="drop")
            else:
                self.results[node_id] = self.leaf(node) if "rule" in node.data else self.parent(node)
        return self.results[node_id]

    def points(self, node_id):
        if node_id == "total":
            return self.known(self.total["exact"], node_id)
        return self.known(self.settled(node_id).points, node_id)

    def share(self, node_id):
        """Reading: of the maximum that is assigned; what is dropped leaves both sides."""
        if node_id == "total":
            return divide(self.points(node_id), self.set.max)
        return divide(self.points(node_id), self.result(node_id).assigned)

    def level(self, node_id):
        return self.known(self.settled(node_id).level, node_id)

    def scored(self, node_id):
        return self.settled(node_id).state == "scored"

    def settled(self, node_id):
        # Reading: what builds on a criterion that is not settled waits with it.
        if self.result(node_id).blocked:
            raise Unknown("pending", node_id)
        return self.result(node_id)

    @staticmethod
    def known(value, node_id):
        # Reading: a criterion without points or level is a missing figure for those that build on it.
        if value is None:
            raise Unknown("no_data", node_id)
        return value

    def outside(self, node):
        if node.id in self.exempt:
            return True
        if "applies_when" in node.data and not evaluate(node.data["applies_when"], self.scope):
            return True
        return node.parent is not None and self.outside(node.parent)

    # Leaves.

    def leaf_scope(self, node):
        peers = [e.scope for e in self.group]
        return self.scope.copy(answer=self.answers.get(node.id, {}).get("value"), max=node.max, peers=peers)

    def leaf(self, node):
        data, answer, scope = node.data, self.answers.get(node.id, {}), self.leaf_scope(node)
        if self.outside(node):
            result = self.stand_in(node, "not_applicable")
            result.answered = False  # nobody was asked
            return result
        if "awarded" in answer:
            return self.scored_leaf(node, Outcome(answer["awarded"]))
        undecided = None
        for override in data.get("overrides", []):
            try:
                if evaluate(override["when"], scope):
                    return self.scored_leaf(node, Outcome(quantity(override["points"])))
            except Unknown as unknown:
                undecided = unknown
                break
        if "state" in answer:
            return self.stand_in(node, answer["state"])
        rules = Rules(node, answer, scope, self.set.data.get("level_sets", {}))
        try:
            result = self.by_rule(node, rules)
            # Reading: points that an undecided override may replace are not known either.
            return self.stand_in(node, undecided.state) if undecided and result.state == "scored" else result
        except Unknown as unknown:
            return self.stand_in(node, self.survey_state(node, unknown.state))
        except Refused:
            # Reading: what is refused waits to be settled.
            return self.stand_in(node, "pending", effect="block")

    @staticmethod
    def survey_state(node, state):
        only_survey = node.data.get("scored_by") == ["survey"]
        return "no_survey" if only_survey and state in ("blank", "no_data") else state

    def by_rule(self, node, rules):
        try:
            return self.scored_leaf(node, rules.apply(node.data["rule"]))
        except ZeroDenominator:
            choice = node.data["when_denominator_is_zero"]
        if isinstance(choice, dict):
            try:
                value = evaluate(choice["use"], rules.scope)
                return self.scored_leaf(node, Rules(node, rules.answer, rules.scope, rules.level_sets, value)
                                        .apply(node.data["rule"]))
            except ZeroDenominator:
                choice = choice["then"]
        if choice in ("zero", "full_points"):
            return self.scored_leaf(node, Outcome(node.max if choice == "full_points" else Fraction(0)))
        if choice == "block":
            return self.stand_in(node, "pending", effect="block")
        return self.stand_in(node, choice)

    def scored_leaf(self, node, outcome):
        points = rounded(outcome.points, self.set.policies["rounding"]["points"])
        assigned = node.max if points is not None else None
        return Result(node.id, points=points, max=node.max, assigned=assigned, level=outcome.level,
                      value=outcome.value, unrounded=outcome.points)

    def stand_in(self, node, state, effect=None):
        effect = effect or node.states[state]
        result = Result(node.id, state, effect, max=node.max, answered=state != "blank")
        if effect == "drop":
            result.assigned = Fraction(0)
            return result
        result.assigned = node.max
        result.blocked = effect == "block"
        if node.max is not None and effect in ("full_points", "zero"):
            result.points = node.max if effect == "full_points" else Fraction(0)
        return result

    # Parents.

    def parent(self, node):
        if self.outside(node):
            return self.stand_in(node, "not_applicable")
        children = [self.result(child.id) for child in node.children]
        parts = [(c, r) for c, r in zip(node.children, children) if c.role == node.role]
        aggregate = node.data.get("aggregate", "sum")
        aggregate = {"kind": aggregate} if isinstance(aggregate, str) else aggregate
        if aggregate["kind"] == "one_of":
            parts = [(c, r) for c, r in parts if r.answered]
            if not parts:
                return self.stand_in(node, "blank")
        counted = [(c, r) for c, r in parts if not r.dropped]
        if parts and not counted:
            return Result(node.id, "not_applicable", "drop", max=node.max, assigned=Fraction(0))
        result = Result(node.id, max=node.max, assigned=node.max, blocked=any(r.blocked for _, r in counted))
        if aggregate["kind"] == "sum":
            result.assigned = sum((r.assigned for _, r in counted if r.assigned is not None), Fraction(0))
        if not result.blocked:
            try:
                self.aggregated(node, aggregate, counted, result)
            except Refused:
                return self.stand_in(node, "pending", effect="block")
        return result

    def aggregated(self, node, aggregate, counted, result):
        getattr(self, aggregate["kind"])(node, aggregate, counted, result)
        if "convert" in aggregate and result.points is not None:
            result.points = band_points(aggregate["convert"], result.points, None, None)
            result.assigned = node.max

    def sum(self, _node, _aggregate, parts, result):
        points = [r.points for _, r in parts if r.points is not None]
        result.points = sum(points, Fraction(0)) if points or result.max is not None else None

    def mean_times_max(self, node, _aggregate, parts, result):
        result.points = sum(r.points / r.assigned for _, r in parts) / len(parts) * node.max

    def weighted_mean(self, node, _aggregate, parts, result):
        weights = [quantity(c.data.get("weight", 1)) for c, _ in parts]
        shares = [r.points / r.assigned for _, r in parts]
        result.points = divide(sum(w * s for w, s in zip(weights, shares)), sum(weights)) * node.max

    def best_of(self, _node, _aggregate, parts, result):
        result.points = max(r.points for _, r in parts)

    def one_of(self, _node, _aggregate, parts, result):
        if len(parts) > 1:
            raise Refused("more than one child is answered")
        result.points = parts[0][1].points
        result.level = parts[0][1].level

    def weakest_link(self, _node, aggregate, parts, result):
        scale = self.set.data["scales"][aggregate["scale"]]
        places = [scale.index(r.level) for _, r in parts]
        worst = max(places)
        result.level = scale[worst] + (aggregate.get("plus", "") if min(places) < worst else "")

    def lookup(self, _node, aggregate, parts, result):
        levels = sorted(r.level for _, r in parts)
        row = next((row for row in aggregate["table"] if sorted(row["levels"]) == levels), None)
        if row is None:
            raise Refused(f"no line for {levels}")
        result.level = row["result"]

    # The total.

    @functools.cached_property
    def total(self):
        policies = self.set.policies
        by_role = {role: [] for role in ("scored", "bonus", "penalty", "monitor")}
        for domain in self.set.domains:
            by_role[domain.role].append(self.result(domain.id))
        counted = by_role["scored"] + by_role["bonus"] + by_role["penalty"]
        total = dict.fromkeys(("points", "assigned", "bonus", "penalty", "exact", "rounded", "percent"))
        total["blocked_by"] = [n.id for d in self.set.domains if d.role != "monitor" for n in self.blocking(d)]
        if self.set.max is None or any(r.blocked for r in counted):
            return total
        total["points"] = sum((r.points for r in by_role["scored"] if r.points is not None), Fraction(0))
        total["assigned"] = sum((r.assigned for r in by_role["scored"] if r.assigned is not None), Fraction(0))
        for role in ("bonus", "penalty"):
            total[role] = sum((min(r.points, r.max) for r in by_role[role] if r.points is not None), Fraction(0))
        if total["assigned"] == 0:  # Reading: where nothing counts there is no total.
            return total
        base = total["points"]
        if policies["total"]["over"] == "assigned":
            base = base * self.set.max / total["assigned"]
        exact = base + total["bonus"] - total["penalty"]
        if "cap" in policies["total"]:
            exact = min(exact, quantity(policies["total"]["cap"]))
        total["exact"] = exact
        total["rounded"] = rounded(exact, policies["rounding"]["total"])
        total["out_of"] = total["assigned"] if policies["total"]["over"] == "own_maximum" else self.set.max
        total["percent"] = rounded(exact / total["out_of"], policies["rounding"]["percent"], 100)
        return total

    def blocking(self, node):
        """The leaves that keep the total from being given."""
        result = self.result(node.id)
        if not result.blocked:
            return
        deeper = [leaf for child in node.children if child.role != "monitor" for leaf in self.blocking(child)]
        yield from deeper or [node]

    # Classes, titles, exclusions.

    def class_id(self):
        entries = self.set.data.get("classification", [])
        group = self.agency["group"]
        entry = next((e for e in entries if group in e.get("groups", [])), None)
        entry = entry or next((e for e in entries if "groups" not in e), None)
        if entry is None or self.total["exact"] is None:
            return None
        if entry["of"] == "total":
            value = self.total["rounded" if entry["on"] == "rounded" else "exact"]
        else:
            value = self.total["percent"] if entry["on"] == "rounded" else self.total["exact"] / self.total["out_of"]
        return next((c["id"] for c in entry["classes"] if contains(c, value)), None)

    def titles(self):
        """Reading: titles are taken from the exact total, and are not given while the total is blocked."""
        if self.total["exact"] is None:
            return []
        return [t["id"] for t in self.set.data.get("titles", []) if all(map(self.passes, t["all_of"]))]

    def passes(self, gate):
        on = gate["on"] if isinstance(gate["on"], list) else [gate["on"]]
        points = sum((self.points(i) for i in on), Fraction(0))
        least = quantity(gate["at_least"])
        if isinstance(gate["at_least"], str) and "%" in gate["at_least"]:
            least *= sum(self.total["out_of"] if i == "total" else self.set.nodes[i].max for i in on)
        return points >= least

    def excluded_by(self):
        return [e["id"] for e in self.set.data.get("exclusions", []) if self.holds(e["when"])]

    def holds(self, condition):
        try:
            return evaluate(condition, self.scope)
        except (Unknown, ZeroDenominator):
            return False

    def all_results(self):
        return {node_id: self.result(node_id) for node_id in self.set.nodes}


# Ranking ------------------------------------------------------------------------------------------------------------

LETTERS = {letter: place for place, letter in enumerate(
    " -().0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


def name_key(name):
    """Vietnamese order of the names that the tests use: letters first, then tones, from the left."""
    import unicodedata
    letters, tones = [], []
    for character in unicodedata.normalize("NFC", name).lower():
        parts = unicodedata.normalize("NFD", character)
        tone = next((TONES[p] for p in parts if p in TONES), 0)
        base = unicodedata.normalize("NFC", "".join(p for p in parts if p not in TONES))
        letters.append(LETTERS[base])
        tones.append(tone)
    return letters, tones


def rank(group):
    """[(evaluation, place, shared)] of one group; place None: not ranked."""
    policy = group[0].set.policies["ranking"]
    ranked = [e for e in group if e.total["exact"] is not None and not e.excluded_by()]
    figure = "rounded" if policy["on"] == "rounded" else "exact"
    then_by = policy.get("then_by", [])

    def key(evaluation):
        ties = [evaluation.result(i).points for i in then_by if i != "name"]
        # Reading: without points in a tie-breaker an agency comes after those that have some.
        parts = [-evaluation.total[figure]] + [(p is None, -(p or 0)) for p in ties]
        # Reading: a name orders the list, and decides a place only where places may not be shared.
        if "name" in then_by and policy["ties"] == "ordinal":
            parts.append(name_key(evaluation.agency["name"]))
        return parts

    ordered = sorted(ranked, key=key)
    keys = [key(e) for e in ordered]
    places = {}
    for index, evaluation in enumerate(ordered):
        if policy["ties"] == "ordinal":
            place, shared = index + 1, False
        else:
            place = keys.index(keys[index]) + 1
            shared = keys.count(keys[index]) > 1
            if policy["ties"] == "dense":
                place = len({repr(k) for k in keys[:index + 1]})
        places[id(evaluation)] = (place, shared)
    return [(e, *places.get(id(e), (None, False))) for e in group]
