"""What the program must find and compute on the shipped sets and rounds, by lists and computations of its own."""

import csv
import io
import itertools
import json
import re
import shutil
import sys
import tempfile
import unittest
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from program import ROOT, run

PUBLISHED = ROOT / "examples/published"


def read_json(path):
    return json.loads((ROOT / path).read_text(encoding="utf-8"), parse_float=str, parse_int=str)


def output(*arguments, code=0):
    done = run(*arguments, "--format", "json")
    if done.code != code:
        raise AssertionError(f"exit {done.code}, not {code}: {arguments}\n{done.err.decode()}")
    return json.loads(done.out)


class ZonaIntegritas(unittest.TestCase):
    """The filled sheet of a health centre, worked out by hand with exact fractions."""

    # Twelve decimals; nodes of the sheet form kuesioner.xlsx of github:axxpxmd/zona_integritas.
    NODES = {
        "A.1.1.1": "0.5", "A.1.1.2": "1", "A.1.1.3": "1", "A.1.1.4": "1.5", "A.1.1": "4", "A.1.2.1": "1",
        "A.1.2.2": "2",
        "A.1.2.3": "0.5", "A.1.2": "3.5", "A.1.3.1": "0.25", "A.1.3.2": "0.5", "A.1.3.3": "1.25", "A.1.3.4": "2",
        "A.1.3.5": "0.75", "A.1.3.6": "0.25", "A.1.3": "5", "A.1.4.1": "2.5", "A.1.4.2": "2.5", "A.1.4": "5",
        "A.1.5.1": "1.5", "A.1.5.2": "1.5", "A.1.5.3": "1.5", "A.1.5.4": "1.5", "A.1.5.5": "1.5", "A.1.5": "7.5",
        "A.1.6.1": "1", "A.1.6.2": "1", "A.1.6.3": "1", "A.1.6.4": "1", "A.1.6.5": "1", "A.1.6": "5", "A.1": "30",
        "A.2.1.1": "1.142857142857", "A.2.1.2": "1", "A.2.1.3": "1", "A.2.1": "3.142857142857", "A.2.2.1": "0.5",
        "A.2.2.2": "1", "A.2.2.3": "2", "A.2.2": "3.5", "A.2.3.1": "1.5", "A.2.3.2": "1.5", "A.2.3.3": "2",
        "A.2.3": "5",
        "A.2.4.1": "1.2", "A.2.4.2": "1.5", "A.2.4.3": "1.5", "A.2.4": "4.2", "A.2.5.1": "2.5", "A.2.5.2": "0.5",
        "A.2.5.3.1": "0.866666666667", "A.2.5.3.2": "0.923076923077", "A.2.5.3": "1.789743589744",
        "A.2.5": "4.789743589744", "A.2.6.1": "2.5", "A.2.6.2": "2.5", "A.2.6": "5", "A.2": "25.632600732601",
        "A": "55.632600732601", "B.1": "22.5", "B.2": "17.5", "B": "40"}

    def test_the_total_is_exactly_261077_over_2730(self):
        total = output("evaluate", "examples/zi-2021")["agencies"][0]["total"]
        self.assertEqual(total["exact"], "261077/2730")
        self.assertEqual(total["assigned"], "100")

    def test_every_node_has_the_value_of_the_sheet_to_twelve_digits(self):
        nodes = {one["id"]: one for one in output("evaluate", "examples/zi-2021")["agencies"][0]["criteria"]}
        for name, expected in self.NODES.items():
            with self.subTest(name):
                self.assertEqual(round(Fraction(nodes[name]["points"]), 12), Fraction(expected))

    def test_both_titles_are_granted(self):
        titles = output("evaluate", "examples/zi-2021")["agencies"][0]["titles"]
        self.assertEqual([(one["id"], one["outcome"]) for one in titles], [("WBK", "granted"), ("WBBM", "granted")])

    def test_the_figures_of_r5_r6_and_r7_are_questioned(self):
        found = output("check", "examples/zi-2021", code=1)["findings"]
        self.assertEqual([(one["code"], one["criterion"]) for one in found],
                         [("D101", "r5-complaints-close"), ("D101", "r6-not-another-report"),
                          ("D101", "r7-parts-add-up")])

    def test_r7_is_twelve_thirteenths_with_its_denominator_shown(self):
        one = output("explain", "examples/zi-2021", "--agency", "puskesmas", "--criterion", "A.2.5.3.2.R7")
        one = one["explanations"][0]
        self.assertEqual(one["points"], "12/13")
        self.assertIn("12 / (0 + 1 + 12)", one["working"][0]["en"])

    def test_the_two_parts_of_a_2_5_3_are_added(self):
        one = output("explain", "examples/zi-2021", "--agency", "puskesmas", "--criterion", "A.2.5.3")
        one = one["explanations"][0]
        self.assertEqual(Fraction(one["points"]), Fraction(13, 15) + Fraction(12, 13))


class PoliceTables(unittest.TestCase):
    """Defects of tables I and II of a provincial police force, 2024 (GitHub devnhatlong/solieucoban @11d98bc,
    Mockup/Bảng 1.xlsx and Bảng 2.xlsx), found by reading both tables row by row."""

    LOST_EDGE, OVERLAP, STORED_NUMBER, NOT_UNDER, TWICE, TOO_LOW, TOO_HIGH = (
        "L203", "L201", "L106", "L104", "L105", "L102", "L103")
    EDGES = ("from", "above", "to", "below", "equal")
    DEFECTS = {
        1: [("1.6.2", LOST_EDGE), ("2.2.2", OVERLAP), ("2.3.2", OVERLAP), ("2.5.2", OVERLAP),
            ("4.0999999999999996", STORED_NUMBER), ("4.4000000000000004", STORED_NUMBER), ("4.5.1", NOT_UNDER),
            ("4.5.2", NOT_UNDER), ("5.0999999999999996", STORED_NUMBER)],
        2: [("1.6.3", LOST_EDGE), ("2.2.2", OVERLAP), ("2.5.3", OVERLAP), ("3.2.2", OVERLAP), ("3.2.3", OVERLAP),
            ("4.0999999999999996", STORED_NUMBER), ("5.0999999999999996", STORED_NUMBER), ("5.5.1", NOT_UNDER),
            ("5.5.2", NOT_UNDER), ("6.1.2", TOO_LOW), ("7.4.1", TOO_HIGH), ("8.1999999999999993", STORED_NUMBER),
            ("8.3000000000000007", STORED_NUMBER), ("9.1999999999999993", STORED_NUMBER),
            ("9.3000000000000007", STORED_NUMBER), ("9.3.2", TWICE)]}

    def path(self, table):
        return f"criteria/vn/police-2024-table{table}.json"

    def test_every_defect_of_the_printed_tables_is_found(self):
        for table, defects in self.DEFECTS.items():
            found = {(one.get("criterion"), one["code"]) for one in
                     output("lint", self.path(table), "--edition", "printed", code=1)["findings"]}
            for defect in defects:
                with self.subTest(table=table, defect=defect):
                    self.assertIn(defect, found)

    def test_nothing_else_is_reported_than_what_is_wrong(self):
        """A lost upper edge also leaves a level that overlaps those above it."""
        for table, defects in self.DEFECTS.items():
            allowed = set(defects) | {(name, self.OVERLAP) for name, code in defects if code == self.LOST_EDGE}
            found = output("lint", self.path(table), "--edition", "printed", code=1)["findings"]
            self.assertEqual([], [one for one in found if (one["criterion"], one["code"]) not in allowed], table)

    def test_the_corrected_edition_has_no_finding(self):
        for table in self.DEFECTS:
            self.assertEqual(output("lint", self.path(table), "--edition", "corrected")["findings"], [])

    def test_seventy_percent_is_settled_by_the_corrected_edition_only(self):
        """2.2.2 of table I gives 2 points from 70% to 100% and 1 point from 50% to 70%."""
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "round"
            (folder / "self").mkdir(parents=True)
            shutil.copy(ROOT / self.path(1), place)
            (folder / "round.json").write_text(json.dumps({
                "format": "parindex/round/1", "id": "r", "title": "x", "statement": "x", "synthetic": True,
                "period": {"from": "2024-01-01", "to": "2024-12-31"}, "criteria": {"g": "../police-2024-table1.json"},
                "stages": [{"id": "self", "kind": "self", "title": "x"}]}))
            (folder / "agencies.csv").write_text("id,name,group\na,A,g\n")
            (folder / "self/answers.csv").write_text("agency,criterion,value\na,2.2.2,7/10\n")
            for edition, code, points in (("corrected", 0, "2"), ("printed", 1, None)):
                with self.subTest(edition):
                    done = output("evaluate", folder, "--edition", edition, code=code)
                    one = next(one for one in done["agencies"][0]["criteria"] if one["id"] == "2.2.2")
                    self.assertEqual(one.get("points"), points)
                    self.assertEqual("exact" in done["agencies"][0]["total"], edition == "corrected")
                    self.assertEqual("A204" in {found["code"] for found in done["findings"]}, edition == "printed")

    def corrected(self, table):
        data = read_json(self.path(table))
        for one in data["corrections"]:
            *way, last = one["at"].split("/")[1:]
            place = data
            for part in way:
                place = place[int(part)] if isinstance(place, list) else place[part]
            place[int(last) if isinstance(place, list) else last] = one["corrected"]
        return data

    @staticmethod
    def number(text):
        return Fraction(text.rstrip("%")) / (100 if text.endswith("%") else 1)

    def holds(self, band, value):
        edges = {key: self.number(band[key]) for key in self.EDGES if band.get(key) is not None}
        return ((value >= edges.get("from", value)) and (value <= edges.get("to", value)) and
                (value == edges.get("equal", value)) and not ("above" in edges and value <= edges["above"]) and
                not ("below" in edges and value >= edges["below"]))

    def reachable(self, rule):
        """Points of every level, or of every band that some value falls into: edges, and values between and beyond."""
        if rule["kind"] == "levels":
            return [Fraction(one["points"]) for one in rule["levels"]]
        edges = sorted({Fraction(0), *(self.number(band[key]) for band in rule["bands"]
                                       for key in self.EDGES if band.get(key) is not None)})
        edges.append(Fraction(1) if rule["unit"] == "percent" else edges[-1] + 2)
        values = edges + [(a + b) / 2 for a, b in itertools.pairwise(edges)]
        limit = 1 if rule["unit"] == "percent" else values[-1] + 100
        return [Fraction(band["points"]) for value in values if value <= limit for band in rule["bands"]
                if self.holds(band, value)]

    def best(self, node):
        if "children" in node:
            return sum(map(self.best, node["children"]))
        return max(self.reachable(node["rule"]))

    def test_the_highest_total_in_reach_is_what_trying_every_level_gives(self):
        for table, edition in itertools.product(self.DEFECTS, ("printed", "corrected")):
            with self.subTest(table=table, edition=edition):
                data = read_json(self.path(table)) if edition == "printed" else self.corrected(table)
                highest = sum(map(self.best, data["criteria"]))
                self.assertEqual(highest, 100)
                said = run("lint", self.path(table), "--edition", edition, "--lang", "en").out.decode()
                self.assertIn(f"highest total in reach {highest} of 100", said)
                tree = output("show", self.path(table), "--edition", edition)["criteria"]
                self.assertEqual(sum(Fraction(one["highest"]) for one in tree), highest)


class Report2017(unittest.TestCase):
    """The report of one department, first half of 2017: what a reader with a pencil finds in it."""

    def setUp(self):
        found = output("check", "examples/hai-phong-2017", "--agency", "so-khcn", code=1)["findings"]
        self.lines = [(one["code"], one["message"]["en"]) for one in found]

    def said(self, code, *words):
        self.assertTrue(any(one == code and all(word in text for word in words) for one, text in self.lines),
                        self.lines)

    def test_received_and_waiting_do_not_make_registered(self):
        self.said("D101", "5118 = 3764 + 105", "5118 ≠ 3869")

    def test_in_process_and_settled_do_not_make_received(self):
        self.said("D101", "3764 = 1265 + 3748", "3764 ≠ 5013")

    def test_waiting_in_process_and_settled_do_make_registered(self):
        done = run("check", "examples/hai-phong-2017", "--agency", "so-khcn", "--lang", "en").out.decode()
        self.assertIn("5118 = 105 + 1265 + 3748", done)
        self.assertEqual(105 + 1265 + 3748, 5118)

    def test_one_directive_has_two_dates(self):
        self.said("D105", "21/CT-UBND", "2016-09-26", "2017-09-26")

    def test_one_of_its_dates_is_later_than_the_report(self):
        self.said("D104", "21/CT-UBND", "2017-09-26")

    def test_checks_change_no_score(self):
        text = run("check", "examples/hai-phong-2017", "--agency", "so-khcn", "--lang", "en").out.decode()
        self.assertIn("Data checks do not change any score.", text)


class PublishedRankings(unittest.TestCase):
    def printed(self, name):
        with open(PUBLISHED / name / "published.csv", encoding="utf-8-sig", newline="") as file:
            return {row["agency"]: row for row in csv.DictReader(file)}

    def computed(self, name, code=0):
        rows = output("rank", f"examples/published/{name}", code=code)
        evaluated = output("evaluate", f"examples/published/{name}")
        return rows, {one["id"]: one for one in evaluated["agencies"]}

    def compare(self, name, count):
        printed, (_, ours) = self.printed(name), self.computed(name)
        self.assertEqual(len(printed), count)
        self.assertEqual({k: (one["rank"], Fraction(one["total"]["rounded"])) for k, one in ours.items()},
                         {k: (int(row["rank"]), Fraction(row["total"])) for k, row in printed.items()})
        return printed, ours

    def test_twenty_departments_of_hai_phong_2017(self):
        self.compare("hai-phong-2017-departments", 20)

    def test_twenty_one_departments_of_hue_2021_with_their_classes(self):
        printed, ours = self.compare("hue-2021-departments", 21)
        self.assertEqual({k: one["class"]["id"] for k, one in ours.items()},
                         {k: row["class"] for k, row in printed.items()})
        self.assertEqual(len({row["class"] for row in printed.values()}), 3)

    def test_provinces_of_2017_with_three_ties(self):
        _, ours = self.compare("egov-2017-provinces", 53)
        tied = sorted(one["rank"] for one in ours.values() if one.get("tied"))
        self.assertEqual(tied, [17, 17, 32, 32, 40, 40])
        self.assertTrue({19, 34, 42} <= {one["rank"] for one in ours.values()})

    def test_equal_scores_with_different_places_are_a_disagreement(self):
        ranking, ours = self.computed("hung-yen-police-2024", code=1)
        self.assertEqual({one["code"] for one in ranking["findings"]}, {"R202"})
        self.assertEqual(sorted(one["rank"] for one in ours.values() if one.get("tied")), [6, 6, 6, 15, 15])
        printed = self.printed("hung-yen-police-2024")
        differ = {k for k, row in printed.items() if int(row["rank"]) != ours[k]["rank"]}
        self.assertEqual(differ, {"cong-an-thanh-pho-hung-yen", "phong-canh-sat-qlhc-ve-ttxh", "cong-an-huyen-van-lam"})


class MachineFiles(unittest.TestCase):
    """Numbers for programs are exact and have a decimal point, whatever the language."""

    NUMBER = re.compile(r"-?\d+(\.\d+|/\d+)?|")
    COLUMNS = {"max", "in reach", "tối đa", "đạt được", "total_exact", "total", "percent", "rank", "points", "assigned"}

    def test_numbers_in_csv_are_numbers(self):
        for command in (("show", "criteria/vn/police-2024-table1.json"),
                        ("show", "criteria/vn/model-department-2017.json"),
                        ("rank", "examples/hai-phong-2017"), ("rank", "examples/zi-2021"),
                        ("evaluate", "examples/zi-2021")):
            for language in ("vi", "en"):
                done = run(*command, "--format", "csv", "--lang", language)
                rows = list(csv.DictReader(io.StringIO(done.out.decode("utf-8-sig"), newline="")))
                self.assertTrue(rows, command)
                wanted = {key for key in rows[0] if key in self.COLUMNS or re.fullmatch(r"[0-9]+|[A-Z]", key)}
                self.assertTrue(wanted, command)
                wrong = [(key, row[key]) for row in rows for key in wanted if not self.NUMBER.fullmatch(row[key])]
                with self.subTest(command=command, language=language):
                    self.assertEqual(wrong[:5], [])

    def test_columns_of_csv_have_one_name_in_every_language(self):
        for command in (("show", "criteria/vn/egov-2017.json"), ("rank", "examples/zi-2021"),
                        ("check", "examples/zi-2021"),
                        ("evaluate", "examples/zi-2021"), ("lint", "criteria/vn/766-qd-ttg-2022.json")):
            with self.subTest(command):
                self.assertEqual(*[run(*command, "--format", "csv", "--lang", language).out.splitlines()[0]
                                   for language in ("vi", "en")])


if __name__ == "__main__":
    unittest.main()
