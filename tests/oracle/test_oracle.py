"""The oracle held to cases worked out by hand, without the program."""

import datetime
import sys
import unittest
from fractions import Fraction as F
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from expressions import (NEVER, Malformed, Scope, Unknown, WorkCalendar, ZeroDenominator, add_months, day, evaluate,
                         parse, quantity, round_number)
from oracle import Evaluation, Set, name_key, rank
from rounds import Round, agreed_answer, agreed_points

ROOT = Path(__file__).resolve().parents[2]
PERIOD = (datetime.date(2017, 1, 1), datetime.date(2017, 6, 30))
POLICIES = {"rounding": {"points": "none", "total": {"digits": 2, "mode": "half_up"},
                         "percent": {"digits": 1, "mode": "half_up"}},
            "states": {"not_applicable": "drop", "not_arisen": "full_points", "no_data": "zero", "no_survey": "drop",
                       "pending": "block", "blank": "zero"},
            "total": {"over": "maximum"}, "ranking": {"on": "rounded", "ties": "competition"}}


def scope(**facts):
    return Scope(facts, {"type": "a"}, PERIOD, WorkCalendar(frozenset({datetime.date(2017, 5, 1)}), frozenset()),
                 answer=F(7, 10), max=F(2))


def leaf(rule, node_id="1", maximum=2, **more):
    return {"id": node_id, "max": maximum, "rule": rule, **more}


def bare_set(criteria, maximum=2, **more):
    return {"max": maximum, "policies": POLICIES, "criteria": criteria, **more}


def evaluation(criteria_set, answers=None, facts=None, **agency):
    agency = {"id": "a", "name": "A", "group": "g", **agency}
    inputs = {"answers": answers or {}, "facts": facts or {}}
    return Evaluation(Set(criteria_set), agency, inputs, PERIOD, WorkCalendar())


def points_of(rule, answer=None, facts=None, **more):
    return evaluation(bare_set([leaf(rule, **more)]), {"1": answer} if answer else {}, facts).result("1").points


class Numbers(unittest.TestCase):
    def test_quantities_are_read_from_their_digits(self):
        self.assertEqual([quantity(q) for q in (2, "0.125", "95%", "3/4", "64/66", "-1e-3")],
                         [2, F(1, 8), F(19, 20), F(3, 4), F(32, 33), F(-1, 1000)])

    def test_rounding_modes_at_a_half_and_off_it(self):
        def all_modes(value):
            return [round_number(value, 0, m) for m in ("half_up", "half_even", "down", "up", "floor", "ceiling")]
        self.assertEqual(all_modes(F(5, 2)), [3, 2, 2, 3, 2, 3])
        self.assertEqual(all_modes(F(-5, 2)), [-3, -2, -2, -3, -3, -2])
        self.assertEqual(all_modes(F(7, 3)), [2, 2, 2, 3, 2, 3])
        self.assertEqual(all_modes(F(4)), [4] * 6)
        self.assertEqual(round_number(F(1, 8), 2, "half_even"), F(12, 100))

    def test_months_end_with_the_month(self):
        self.assertEqual(add_months(datetime.date(2017, 1, 31), 1), datetime.date(2017, 2, 28))
        self.assertEqual(add_months(datetime.date(2016, 12, 15), 1), datetime.date(2017, 1, 15))

    def test_working_days_do_not_count_the_first_day(self):
        work = scope().work
        friday, tuesday = datetime.date(2017, 4, 28), datetime.date(2017, 5, 2)
        self.assertEqual(work.between(friday, tuesday), 1)  # Monday 1 May is a holiday
        self.assertEqual(work.between(tuesday, friday), -1)
        self.assertEqual(work.add(friday, 1), tuesday)


class Expressions(unittest.TestCase):
    def check(self, text, value, **facts):
        self.assertEqual(evaluate(text, scope(**facts)), value, text)

    def test_precedence_from_or_to_unary_minus(self):
        self.check("1 + 2 * 3 - 4 / 8", F(13, 2))
        self.check("2 - 1 - 1", 0)
        self.check("12 / 3 / 2", 2)
        self.check("-2 * -3", 6)
        self.check("true or false and false", True)
        self.check("not 1 = 2 and true", True)
        self.check("not (1 = 1 or false)", False)

    def test_comparisons_do_not_chain(self):
        self.assertRaises(Malformed, parse, "1 < 2 < 3")

    def test_max_is_a_name_and_a_function(self):
        self.check("max * max(1, answer, 50%)", 2)

    def test_later_arguments_are_only_looked_at_when_needed(self):
        self.check("false and a > 0", False)
        self.check("true or a > 0", True)
        self.check("if(true, 1, a / 0)", 1)
        self.check("coalesce(a, 5)", 5)
        self.check("known(a)", False)
        with self.assertRaises(Unknown):
            evaluate("a > 0 and false", scope())

    def test_zero_denominators_are_told_from_missing_facts(self):
        self.assertRaises(ZeroDenominator, evaluate, "1 / b", scope(b=F(0)))
        self.assertRaises(Unknown, evaluate, "a / b", scope(b=F(0)))

    def test_functions_over_lists(self):
        rows = [{"d": F(3), "late": True}, {"d": F(8), "late": False}]
        self.check("count(r)", 2, r=rows)
        self.check("count(r, it.late)", 1, r=rows)
        self.check("sum(r, it.d) + mean(r, it.d) + lowest(r, it.d) + highest(r, it.d)", F(11) + F(11, 2) + 11, r=rows)
        self.check("all(r, it.d > 2) and not any(r, it.d > 8)", True, r=rows)
        self.check("count(r) = 0 and all(r, false)", True, r=[])

    def test_dates(self):
        facts = {"d": day("15/6/2017"), "n": NEVER}
        self.check("days_between(date('2017-06-01'), d)", 14, **facts)
        self.check("d < n and not happened(n) and happened(d) and n = n", True, **facts)
        self.check("add_days(period.from, 31) = date('2017-02-01') and year(d) = 2017", True, **facts)

    def test_round_half_up_and_floor(self):
        self.check("round(2.345, 2) + floor(-1.5)", F(35, 100))


class RuleKinds(unittest.TestCase):
    def test_levels(self):
        rule = {"kind": "levels", "levels": [{"id": "a", "points": 2}, {"id": "b", "share": "1/4"},
                                             {"id": "c", "free_points": ["0.25", 1]}]}
        self.assertEqual(points_of(rule, {"level": "a"}), 2)
        self.assertEqual(points_of(rule, {"level": "b"}), F(1, 2))
        self.assertEqual(points_of(rule, {"level": "c", "points": F(3, 4)}), F(3, 4))

    def test_checklist_is_capped(self):
        rule = {"kind": "checklist", "cap": 2, "items": [{"id": i, "points": 1} for i in "abc"]}
        self.assertEqual([points_of(rule, {"items": list(i)}) for i in ("a", "ab", "abc")], [1, 2, 2])

    def test_points_as_typed(self):
        self.assertEqual(points_of({"kind": "points", "step": "0.5"}, {"points": F(3, 2)}), F(3, 2))

    def test_bands_own_their_edges_as_written(self):
        rule = {"kind": "bands", "of": "answer", "bands": [
            {"above": "70%", "points": 2}, {"from": "50%", "to": "70%", "points": 1}, {"below": "50%", "points": 0}]}
        values = (F(71, 100), F(7, 10), F(1, 2), F(49, 100))
        self.assertEqual([points_of(rule, {"value": v}) for v in values], [2, 1, 1, 0])

    def test_overlapping_bands(self):
        bands = [{"to": 1, "points": 1}, {"from": 1, "points": 2}, {"equal": 1, "points": "0.5"}]
        for word, points in (("first", 1), ("highest", 2), ("lowest", F(1, 2))):
            rule = {"kind": "bands", "of": "answer", "bands": bands, "on_overlap": word}
            self.assertEqual(points_of(rule, {"value": F(1)}), points)

    def test_proportional(self):
        def at(ratio, **more):
            rule = {"kind": "proportional", "of": "answer", "above_one": "cap", **more}
            return points_of(rule, {"value": ratio})
        thresholds = {"full_from": "80%", "zero_below": "40%"}
        self.assertEqual(at(F(3, 2)), 2)
        self.assertEqual(at(F(3, 10)), F(3, 5))
        self.assertEqual(at(F(39, 100), between="linear", **thresholds), 0)
        self.assertEqual(at(F(4, 5), between="linear", **thresholds), 2)
        self.assertEqual(at(F(3, 5), between="linear", **thresholds), 1)
        self.assertEqual(at(F(3, 5), between="share_of_max", **thresholds), F(6, 5))
        self.assertEqual(at(F(3, 5), between="share_of_threshold", **thresholds), F(3, 2))

    def test_piecewise_linear(self):
        rule = {"kind": "piecewise_linear", "of": "answer", "outside": "cap",
                "through": [{"at": 0, "points": 0}, {"at": "50%", "points": "0.5"}, {"at": 1, "points": 2}]}
        values = (F(-1), F(1, 4), F(1, 2), F(3, 4), F(5))
        self.assertEqual([points_of(rule, {"value": v}) for v in values], [0, F(1, 4), F(1, 2), F(5, 4), 2])

    def test_deadline(self):
        def late(done, count="calendar_days"):
            rule = {"kind": "deadline", "done": "done", "due": "date('2017-02-17')", "count": count,
                    "steps": [{"late_by_at_most": 0, "points": 2}, {"late_by_at_most": 3, "points": 1},
                              {"points": "0.5"}], "never": {"points": 0}}
            return points_of(rule, facts={"done": day(done)})
        self.assertEqual([late(d) for d in ("2017-02-17", "2017-02-20", "2017-02-21", "never")], [2, 1, F(1, 2), 0])
        self.assertEqual(late("2017-02-22", "working_days"), 1)  # 17 February 2017 is a Friday

    def test_per_item_and_deduction(self):
        items = {"kind": "per_item", "count": "n", "points_each": "0.75"}
        self.assertEqual(points_of(items, facts={"n": F(2)}), F(3, 2))
        self.assertEqual(points_of({"kind": "per_item", "count": "n", "points_each": 1}, facts={"n": F(9)}), 2)
        rule = {"kind": "deduction", "floor": "0.25", "cap": "1.6", "items": [
            {"id": "a", "count": "n", "points_each": "0.5", "cap": 1}, {"id": "b", "count": "m", "points_each": 1}]}
        self.assertEqual(points_of(rule, facts={"n": F(9), "m": F(0)}), 1)
        self.assertEqual(points_of(rule, facts={"n": F(9), "m": F(1)}), F(2, 5))
        self.assertEqual(points_of({**rule, "cap": 3}, facts={"n": F(9), "m": F(1)}), F(1, 4))

    def test_cases_formula_condition(self):
        rule = {"kind": "cases", "cases": [{"when": "answer > 0.5", "points": "max / 4"},
                                           {"when": "answer > 0.6", "points": "3"}],
                "otherwise": "-1", "pick": "first", "above_max": "cap", "below_zero": "cap"}
        self.assertEqual(points_of(rule, {"value": F(7, 10)}), F(1, 2))
        self.assertEqual(points_of({**rule, "pick": "highest"}, {"value": F(7, 10)}), 2)
        self.assertEqual(points_of(rule, {"value": F(0)}), 0)
        formula = {"kind": "formula", "points": "max * a / b", "above_max": "cap", "below_zero": "cap"}
        self.assertEqual(points_of(formula, facts={"a": F(1), "b": F(3)}), F(2, 3))
        self.assertEqual(points_of({"kind": "condition", "met": "a >= 1"}, facts={"a": F(1)}), 2)

    def test_survey(self):
        rule = {"kind": "survey", "options": [{"id": "g", "weight": "100%", "count": "g"},
                                              {"id": "f", "weight": "60%", "count": "f"},
                                              {"id": "p", "weight": 0, "count": "p"}]}
        self.assertEqual(points_of(rule, facts={"g": F(18), "f": F(12), "p": F(5)}), F(2) * (F(18) + F(36, 5)) / 35)

    def test_zero_denominator(self):
        rule = {"kind": "proportional", "of": "a / b", "above_one": "cap"}
        facts = {"a": F(0), "b": F(0), "c": F(1), "d": F(2)}
        def stated(choice):
            return evaluation(bare_set([leaf(rule, when_denominator_is_zero=choice)]), facts=facts).result("1")
        self.assertEqual([stated(w).points for w in ("zero", "full_points", "not_arisen", "not_applicable")],
                         [0, 2, 2, None])
        self.assertTrue(stated("block").blocked)
        self.assertEqual(stated({"use": "c / d", "then": "zero"}).points, 1)
        self.assertEqual(stated({"use": "c / b", "then": "zero"}).points, 0)

    def test_states(self):
        rule = {"kind": "levels", "levels": [{"id": "a", "points": 2}]}
        def state(result):
            return result.state, result.effect, result.points, result.assigned
        def one(answers=None, **more):
            return state(evaluation(bare_set([leaf(rule, **more)]), answers).result("1"))
        self.assertEqual(one(), ("blank", "zero", 0, 2))
        self.assertEqual(one(scored_by=["survey"]), ("no_survey", "drop", None, 0))
        self.assertEqual(one({"1": {"state": "not_arisen"}}), ("not_arisen", "full_points", 2, 2))
        self.assertEqual(one(applies_when="agency.group = 'h'"), ("not_applicable", "drop", None, 0))
        self.assertEqual(one(states={"blank": "full_points"}), ("blank", "full_points", 2, 2))
        self.assertEqual(one(overrides=[{"when": "1 = 1", "points": "0.5"}]), ("scored", None, F(1, 2), 2))


class Parents(unittest.TestCase):
    def node(self, aggregate, maximum=6, answers=None, **weights):
        children = [leaf({"kind": "points"}, f"1.{n}", 4, **({"weight": weights[f"w{n}"]} if weights else {}))
                    for n in (1, 2, 3)]
        given = {f"1.{n + 1}": a for n, a in enumerate(answers) if a is not None}
        parent = {"id": "1", "max": maximum, "aggregate": aggregate, "children": children}
        return evaluation(bare_set([parent], maximum), given).result("1")

    def test_aggregates(self):
        answers = [{"points": F(1)}, {"points": F(2)}, {"state": "not_applicable"}]
        self.assertEqual(self.node("sum", 12, answers).points, 3)
        self.assertEqual(self.node("sum", 12, answers).assigned, 8)
        self.assertEqual(self.node("mean_times_max", 6, answers).points, (F(1, 4) + F(1, 2)) / 2 * 6)
        self.assertEqual(self.node("weighted_mean", 6, answers, w1=1, w2=3, w3=9).points, F(7, 16) * 6)
        self.assertEqual(self.node("best_of", 4, answers).points, 2)
        self.assertEqual(self.node("one_of", 4, [None, {"points": F(3)}, None]).points, 3)
        self.assertEqual(self.node("one_of", 4, [None, None, None]).state, "blank")

    def test_convert(self):
        bands = [{"from": 8, "points": 5}, {"from": 3, "below": 8, "points": 2}, {"below": 3, "points": 0}]
        answers = [{"points": F(1)}, {"points": F(2)}, {"points": F(0)}]
        self.assertEqual(self.node({"kind": "sum", "convert": bands}, 5, answers).points, 2)

    def test_grades(self):
        levels = {"kind": "levels", "levels": [{"id": i} for i in "ABCD"]}
        children = [{"id": f"1.{n}", "rule": levels} for n in (1, 2, 3)]
        answers = {f"1.{n}": {"level": level} for n, level in ((1, "B"), (2, "C"), (3, "B"))}
        weakest = {"id": "1", "aggregate": {"kind": "weakest_link", "scale": "abcd", "plus": "+"}, "children": children}
        made = bare_set([weakest], scales={"abcd": list("ABCD")})
        self.assertEqual(evaluation(made, answers).result("1").level, "C+")
        weakest["aggregate"] = {"kind": "lookup", "table": [{"levels": ["C", "B", "B"], "result": "D"}]}
        self.assertEqual(evaluation(made, answers).result("1").level, "D")


class Totals(unittest.TestCase):
    def whole(self, over="assigned", cap=None, bonus=F(1), penalty=F(1, 2), first=None):
        domains = [leaf({"kind": "points"}, "1", 6), leaf({"kind": "points"}, "2", 4),
                   leaf({"kind": "points"}, "3", 2, role="bonus"), leaf({"kind": "points"}, "4", 2, role="penalty")]
        made = bare_set(domains, 10)
        made["policies"] = {**POLICIES, "total": {"over": over, **({"cap": cap} if cap else {})}}
        made["classification"] = [{"of": "percent", "on": "rounded", "classes": [
            {"id": "A", "from": "90%"}, {"id": "B", "below": "90%"}]}]
        answers = {"1": first or {"points": F(5)}, "2": {"state": "not_applicable"}, "3": {"points": bonus},
                   "4": {"points": penalty}}
        return evaluation(made, answers)

    def test_rescaled_from_what_is_assigned_then_bonus_and_penalty(self):
        total = self.whole().total
        self.assertEqual((total["points"], total["assigned"]), (5, 6))
        self.assertEqual(total["exact"], F(50, 6) + 1 - F(1, 2))
        self.assertEqual((total["rounded"], total["percent"]), (F(883, 100), F(883, 1000)))
        self.assertEqual(self.whole().class_id(), "B")

    def test_over_the_maximum_and_capped(self):
        self.assertEqual(self.whole("maximum").total["exact"], F(11, 2))
        self.assertEqual(self.whole(cap=8).total["exact"], 8)

    def test_a_class_on_the_rounded_percentage(self):
        evaluation_at_the_edge = self.whole(bonus=F(16, 10), penalty=F(94, 100))  # 8.3333 + 0.66 = 8.9933, 89.9 %
        self.assertEqual(evaluation_at_the_edge.class_id(), "B")
        evaluation_at_the_edge = self.whole(bonus=F(16, 10), penalty=F(933, 1000))  # 9.00033, 90.0 %
        self.assertEqual(evaluation_at_the_edge.class_id(), "A")

    def test_what_is_pending_blocks(self):
        total = self.whole(first={"state": "pending"}).total
        self.assertEqual((total["exact"], total["blocked_by"]), (None, ["1"]))


class Ranking(unittest.TestCase):
    def places(self, ties, points, then_by=(), on="rounded"):
        domains = [leaf({"kind": "points"}, "1", 50), leaf({"kind": "points"}, "2", 50)]
        made = bare_set(domains, 100)
        made["policies"] = {**POLICIES, "ranking": {"on": on, "ties": ties, "then_by": list(then_by)}}
        group = [evaluation(made, {"1": {"points": F(a)}, "2": {"points": F(b)}}, name=n) for n, a, b in points]
        return [place for _, place, _ in rank(group)]

    def test_ties(self):
        points = [("Đ", 10, 0), ("D", 0, 30), ("Â", 10, 20), ("A", 5, "4.99")]
        self.assertEqual(self.places("competition", points), [3, 1, 1, 4])
        self.assertEqual(self.places("dense", points), [2, 1, 1, 3])
        self.assertEqual(self.places("dense", points, ["1"]), [3, 2, 1, 4])
        self.assertEqual(self.places("ordinal", points, ["name"]), [3, 2, 1, 4])

    def test_rounded_totals_may_tie_where_exact_ones_do_not(self):
        points = [("A", 10, 0), ("B", 10, "0.001")]
        self.assertEqual(self.places("competition", points), [1, 1])
        self.assertEqual(self.places("competition", points, on="exact"), [2, 1])

    def test_names(self):
        names = ["Ta", "Tà", "Tả", "Tã", "Tá", "Tạ", "Tă", "Tâ", "Te"]
        self.assertEqual(sorted(reversed(names), key=name_key), names)


class Council(unittest.TestCase):
    """Awards, exemptions and opinions, worked out by hand."""

    def test_awarded_points_go_before_overrides_and_are_rounded(self):
        made = bare_set([leaf({"kind": "points"}, overrides=[{"when": "1 = 1", "points": 0}])])
        made["policies"] = {**POLICIES, "rounding": {**POLICIES["rounding"], "points": {"digits": 1, "mode": "half_up"}}}
        self.assertEqual(evaluation(made, {"1": {"awarded": F(1, 4)}}).result("1").points, F(3, 10))

    def test_exemptions_take_what_is_below_and_the_own_maximum_counts(self):
        tree = [{"id": "1", "max": 6, "children": [leaf({"kind": "points"}, "1.1", 2), leaf({"kind": "points"}, "1.2", 4)]},
                leaf({"kind": "points"}, "2", 4)]
        made = bare_set(tree, 10)
        made["policies"] = {**POLICIES, "total": {"over": "own_maximum"}}
        answers = {"1.1": {"awarded": F(1)}, "1.2": {"points": F(3)}, "2": {"points": F(2)}}
        def total(*exempt):
            agency = {"id": "a", "name": "A", "group": "g"}
            return Evaluation(Set(made), agency, {"answers": answers, "facts": {}}, PERIOD, WorkCalendar(),
                              frozenset(exempt)).total
        self.assertEqual((total()["exact"], total()["percent"]), (6, F(6, 10)))
        self.assertEqual((total("1.1")["exact"], total("1.1")["percent"]), (5, F(625, 1000)))
        self.assertEqual((total("1")["exact"], total("1")["percent"]), (2, F(1, 2)))

    def test_points_agreed_by_each_rule(self):
        points = [F(1), F(0), F(1, 4), F(1, 2)]
        def agreed(rule, values, **more):
            return agreed_points({"rule": rule, **more}, values)
        self.assertEqual(agreed("mean", points), F(7, 16))
        self.assertEqual(agreed("median", points), F(3, 8))
        self.assertEqual(agreed("median", points[:3]), F(1, 4))
        self.assertEqual(agreed("trimmed_mean", points), F(3, 8))
        self.assertEqual(agreed("trimmed_mean", points[:2], trim=1), None)

    def test_answers_agreed(self):
        low, high = ({"points": F(1)}, F(1)), ({"points": F(2)}, F(2))
        self.assertEqual(agreed_answer({"rule": "mean"}, [low, high]), {"awarded": F(3, 2)})
        self.assertEqual(agreed_answer({"rule": "mean"}, [low, low]), {"points": F(1)})
        self.assertEqual(agreed_answer({"rule": "council"}, [low, low]), {"state": "pending"})
        self.assertEqual(agreed_answer({"rule": "trimmed_mean"}, [low, high]), {"state": "pending"})
        self.assertEqual(agreed_answer({"rule": "mean"}, [low, ({"state": "not_arisen"}, None)]), {"state": "pending"})
        self.assertEqual(agreed_answer({"rule": "mean"}, [({"items": ["a", "b"]}, None), ({"items": ["b", "a"]}, None)]),
                         {"items": ["a", "b"]})
        rounding = {"digits": 0, "mode": "half_up"}
        self.assertEqual(agreed_answer({"rule": "mean", "rounding": rounding}, [low, high]), {"awarded": 2})


class Examples(unittest.TestCase):
    """Totals of the example rounds that are stated in examples/README.md or follow by hand."""

    def totals(self, name, stage):
        groups = Round(ROOT / "examples" / name).evaluate(stage)
        return {e.agency["id"]: e for group in groups.values() for e in group}

    def test_zona_integritas(self):
        self.assertEqual(self.totals("zi-2021", "survey")["puskesmas"].total["exact"], F(261077, 2730))

    def test_zona_integritas_waits_for_its_surveys(self):
        self.assertEqual(self.totals("zi-2021", "self")["puskesmas"].total["blocked_by"], ["B.1.Q125", "B.2.Q127"])

    def test_police_units_by_what_they_lose(self):
        units = self.totals("police-2024", "self")
        self.assertEqual(units["don-vi-a"].total["exact"], 100 - (1 + 1 + 2))  # rows 1.2.3, 1.4.1, 2.1.1
        lost = [1, 1, 1, F(1, 2), 1, F(1, 2), F(1, 2), 1, F(1, 2), 2, 1, 1, 1, F(1, 2), 1, 1, 1, 1, F(3, 2), F(1, 8), 2,
                F(1, 4)]
        self.assertEqual(units["don-vi-e"].total["exact"], 100 - sum(lost))
        self.assertEqual(units["don-vi-e"].total["rounded"], F(7963, 100))  # 79.625, half up

    def test_a_department_by_what_it_loses(self):
        # 1.1.3, 1.5.1, 4.3.2, 4.4, 5.2, 5.3, 5.4, 6.2.1, 8.2, 8.3, and of the leaders' survey 8.1 with 21 good, 11 fair
        # and 3 medium answers at 100, 60 and 20 %.
        lost = F(5 + 5 + 2 + 5 + 2 + 5 + 5 + 5 + 20 + 15, 10) + 10 * (1 - (21 + 11 * F(3, 5) + 3 * F(1, 5)) / 35)
        total = self.totals("hai-phong-2017", "final")["so-a"].total
        self.assertEqual((total["points"], total["bonus"], total["penalty"]), (100 - lost, F(5, 2), 0))
        self.assertEqual(total["rounded"], F(9366, 100))

    def test_criteria_not_arisen_leave_the_assigned_maximum(self):
        department = self.totals("hai-phong-2017", "final")["so-khcn"]
        self.assertEqual(department.result("1.6").effect, "drop")
        self.assertEqual(department.total["assigned"], 99)
        self.assertEqual(department.result("3.2").points, F(3, 4) * 2 / F(4, 5))


if __name__ == "__main__":
    unittest.main()
