"""Every figure of a report is the same figure: result.json, the annex as a workbook and as a document, scorecards, site."""

import json
import sys
import tempfile
import unittest
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "cli"))

from program import ROOT, run
from report_files import page_rows, plain, same, short_text, word_tables, workbook_tables

ROUNDS = ("hai-phong-2017", "zi-2021", "police-2024")


def figures(agency):
    """(domains, total, index) as published."""
    points = {one["id"]: one.get("points") for one in agency["criteria"]}
    domains = [points[one["id"]] for one in agency["criteria"] if is_domain(one["id"], points)]
    total = agency["total"]
    return ([same(short_text(Fraction(one))) if one is not None else "–" for one in domains],
            published(total.get("rounded"), 6), published(total.get("percent"), 4))


def is_domain(criterion, points):
    return "." not in criterion and criterion in points


def published(text, digits):
    """A rounded figure of result.json as people see it: fractions are cut and marked."""
    if text is None:
        return "–"
    return same(short_text(Fraction(text), digits) if "/" in text else text)


class Report:
    """A report in a folder of its own."""

    def __init__(self, name, *options):
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name)
        done = run("report", ROOT / "examples" / name, "--out", self.path, "--lang", "vi", *options, seconds=60)
        assert done.code in (0, 1), done.err.decode()
        self.result = json.loads((self.path / "result.json").read_text(encoding="utf-8"))
        self.agencies = {one["id"]: one for one in self.result["agencies"]}

    def places(self):
        """[[agency of result.json in ranking order]] by group."""
        return [[self.agencies[place["agency"]] for place in group["places"]] for group in self.result["rankings"]]


class Figures(unittest.TestCase):
    def setUp(self):
        self.reports = {}

    def report(self, name):
        if name not in self.reports:
            options = ("--edition", "corrected")
            self.reports[name] = Report(name, *options)
            self.addCleanup(self.reports[name].folder.cleanup)
        return self.reports[name]

    def check_table(self, report, agencies, titles, rows, read):
        """One decision table; the first row holds the maxima."""
        self.assertEqual(len(rows), len(agencies) + 1)
        for number, (agency, row) in enumerate(zip(agencies, rows[1:]), 1):
            with self.subTest(agency["id"]):
                domains, total, index = figures(agency)
                cells = [read(cell) for cell in row]
                self.assertEqual(row[:2], [str(number), agency["name"]])
                self.assertEqual(cells[2:2 + len(domains)], domains)
                at = titles.index("Tổng điểm")
                self.assertEqual(at, 2 + len(domains))
                self.assertEqual(cells[at:at + 2], [total, index])
                self.assertEqual(row[at + 2], str(agency.get("rank", "–")))

    def test_the_workbook_of_the_annex(self):
        for name in ROUNDS:
            with self.subTest(name):
                report = self.report(name)
                tables = list(workbook_tables(report.path / "annex.xlsx").values())
                for agencies, (titles, rows) in zip(report.places(), tables):
                    self.check_table(report, agencies, titles, rows, same)

    def test_the_document_of_the_annex(self):
        for name in ROUNDS:
            with self.subTest(name):
                report = self.report(name)
                tables = word_tables(report.path / "annex.docx")
                self.assertEqual(len(tables), len(report.places()))
                for agencies, table in zip(report.places(), tables):
                    self.check_table(report, agencies, table[0], table[1:], plain)

    def test_scorecards_have_the_points_of_every_stage(self):
        for name in ROUNDS:
            report = self.report(name)
            stages = self.stages_of(name)
            for agency in report.agencies.values():
                with self.subTest(f"{name} {agency['id']}"):
                    ((titles, rows),) = workbook_tables(report.path / "scorecards" / f"{agency['id']}.xlsx").values()
                    at = titles.index("Điểm đạt")
                    by_id = {row[0]: row for row in rows if row[0]}
                    for criterion in agency["criteria"]:
                        self.assertEqual(same(by_id[criterion["id"]][at]), self.points(criterion), criterion["id"])
                        for column, stage in zip(range(3, at - 1), stages):
                            own = next(one for one in stage[agency["id"]]["criteria"] if one["id"] == criterion["id"])
                            self.assertEqual(same(by_id[criterion["id"]][column]), self.points(own), criterion["id"])
                    total = next(row for row in rows if row[1] == "Tổng điểm")
                    self.assertEqual(same(total[at]), figures(agency)[1])
                    index = next(row for row in rows if row[1] == "Chỉ số (%)")
                    self.assertEqual(same(index[at]), figures(agency)[2])

    @staticmethod
    def points(criterion):
        return same(short_text(Fraction(criterion["points"]))) if "points" in criterion else ""

    @staticmethod
    def stages_of(name):
        """{agency: its result} of each stage of self-assessment and appraisal, by the program itself."""
        stages = json.loads((ROOT / "examples" / name / "round.json").read_text(encoding="utf-8"))["stages"]
        results = []
        for stage in stages:
            if stage["kind"] in ("self", "appraisal"):
                done = run("evaluate", ROOT / "examples" / name, "--stage", stage["id"], "--edition", "corrected",
                           "--format", "json")
                results.append({one["id"]: one for one in json.loads(done.out)["agencies"]})
        return results

    def test_losses_of_the_group_are_those_of_the_agencies(self):
        for name in ROUNDS:
            with self.subTest(name):
                report = self.report(name)
                tables = workbook_tables(report.path / "annex.xlsx")
                titles, by_criterion = tables["Điểm mất theo tiêu chí"]
                lost = titles.index("Tổng điểm mất")
                _, by_agency = tables["Điểm mất theo đơn vị"]
                total = sum(Fraction(row[lost].lstrip("≈")) for row in by_criterion)
                self.assertEqual(total, sum(Fraction(row[6].lstrip("≈")) for row in by_agency))
                self.assertEqual(sum(int(row[5]) for row in by_criterion), len(by_agency))

    def test_the_site(self):
        for name in ROUNDS:
            report = self.report(name)
            rows = page_rows(report.path / "site" / "index.html")
            for agency in report.agencies.values():
                with self.subTest(f"{name} {agency['id']}"):
                    _, total, index = figures(agency)
                    own = [row for row in rows if any(agency["name"] in cell for cell in row)]
                    self.assertTrue(own)
                    seen = [[plain(cell) for cell in row] for row in own]
                    self.assertTrue(any(total in cells and index in cells for cells in seen), (total, index, seen))

    def test_options_do_not_change_a_figure(self):
        one = self.report("hai-phong-2017")
        other = Report("hai-phong-2017", "--edition", "corrected", "--threads", "4")
        self.addCleanup(other.folder.cleanup)
        for file in sorted(one.path.rglob("*")):
            if file.is_file():
                with self.subTest(file.name):
                    self.assertEqual(file.read_bytes(), (other.path / file.relative_to(one.path)).read_bytes())


if __name__ == "__main__":
    unittest.main()
