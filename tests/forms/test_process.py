"""The council's whole process on workbooks: 20 filled forms to the decision's annex, and the same figures as from JSON.

    test_process.py

For each stage of an example round the program makes the forms on top of what the stages before gave, a script fills in
what the example's JSON and CSV files say, LibreOffice computes and saves them, and they are put into the stage's folder.
One command, `parindex report`, then makes the site and the annex. Every figure must be that of the round as typed,
of every stage: in the forms, in result.json, in the annex (workbook and document), the scorecards and the site.
"""

import csv
import json
import shutil
import sys
import tempfile
import unittest
from collections import defaultdict
from fractions import Fraction
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE), str(HERE.parent / "oracle"), str(HERE.parent / "report")]

from inputs import serial
from report_files import page_rows, plain, word_tables, workbook_tables
from test_round_trip import Form, compare_cells, evaluated, parindex, recomputed

EXAMPLE = "tinh-mau-2017"
STAGES = ("self", "appraisal-1", "explanation", "appraisal-2", "final")
# Points given by several appraisers, times of handing in and returns have no place in a form and stay as typed.
KEPT = ("opinions.csv", "submissions.csv")


def rows_of(path):
    """The rows of a table; none where there is no such file."""
    if not path.exists():
        return []
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_stage(folder):
    """{agency: {"facts", "answers", "evidence"}} of a stage as typed: JSON files and tables."""
    given = defaultdict(lambda: {"facts": {}, "answers": {}, "evidence": []})
    for path in folder.glob("*.json"):
        said = json.loads(path.read_text(encoding="utf-8"))
        given[path.stem].update({key: said[key] for key in ("facts", "answers", "evidence") if key in said})
    for row in rows_of(folder / "answers.csv"):
        row = {key: value for key, value in row.items() if value}
        answer = {key: value for key, value in row.items() if key not in ("agency", "criterion", "at")}
        if "items" in answer:
            answer["items"] = answer["items"].split(";")
        given[row["agency"]]["answers"][row["criterion"]] = answer
    for row in rows_of(folder / "facts.csv"):
        given[row["agency"]]["facts"][row["fact"]] = {"value": row["value"], "source": row["source"]}
    for row in rows_of(folder / "evidence.csv"):
        given[row["agency"]]["evidence"].append({key: value for key, value in row.items() if key != "agency"})
    return dict(given)


class Clerk:
    """Fills in forms as the example's files say."""

    def __init__(self, made):
        self.types = {fact["id"]: fact for fact in made["facts"]}
        self.items = {node["id"]: [item["id"] for item in node["rule"]["items"]]
                      for node in self.nodes(made["criteria"]) if node.get("rule", {}).get("kind") == "checklist"}

    def nodes(self, criteria):
        for node in criteria:
            yield node
            yield from self.nodes(node.get("children", []))

    def fill(self, form, said):
        for name, answer in said["answers"].items():
            self.fill_answer(form, name, answer)
        for name, fact in said["facts"].items():
            self.fill_fact(form, name, fact)
        for line, document in enumerate(said["evidence"]):
            self.fill_document(form, line, document)

    def fill_answer(self, form, name, answer):
        for key, content in answer.items():
            if key == "items":
                for item in self.items[name]:
                    form.fill(f"item {name}#{item}", "có" if item in content else "không")
            elif key == "evidence":
                form.fill(f"evidence {name}", "; ".join(content) if isinstance(content, list) else content)
            elif key == "disputed":
                form.fill(f"disputed {name}", "có")
            elif key in ("value", "points", "awarded"):
                form.fill(f"{key} {name}", self.number(content))
            elif key != "by" or f"by {name}" in form.cells:  # An agency's form has no column for who wrote.
                form.fill(f"{key} {name}", content)

    @staticmethod
    def number(content):
        """A number as a number cell where the cell holds it exactly."""
        text = str(content)
        return float(text) if "%" not in text and "/" not in text else text

    def in_cell(self, kind, value):
        if kind == "date" and value != "never":
            return serial(value)
        if kind == "flag":
            return "có" if value in (True, "true") else "không"
        if kind in ("count", "number"):
            return self.number(value)
        return value

    def fill_fact(self, form, name, fact):
        kind = self.types[name]["type"]
        if kind == "records":
            for line, record in enumerate(fact["value"]):
                for field, value in record.items():
                    form.fill(f"record {name} {line} {field}", self.in_cell(self.types[name]["fields"][field]["type"], value))
            return
        form.fill("fact " + name, self.in_cell(kind, fact["value"]))
        form.fill("fact.source " + name, fact["source"])
        if "evidence" in fact:
            form.fill("fact.evidence " + name, "; ".join(fact["evidence"]))

    @staticmethod
    def fill_document(form, line, document):
        sheet = next(sheet for sheet in form.book.worksheets if sheet.cell(4, 2).value == "id"
                     and sheet.cell(4, 3).value == "number" and sheet.cell(4, 1).value is None)
        keys = {cell.value: cell.column for cell in sheet[4] if cell.value}
        for key, content in document.items():
            sheet.cell(6 + line, keys[key]).value = serial(content) if key == "date" else content


class Process(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.place = tempfile.TemporaryDirectory(prefix="parindex-process-")
        cls.addClassCleanup(cls.place.cleanup)
        cls.work = Path(cls.place.name)
        (cls.work / "criteria").symlink_to(ROOT / "criteria")
        (cls.work / "examples").mkdir()
        for name in (EXAMPLE, "tinh-mau-2016"):
            (cls.work / "examples" / name).symlink_to(ROOT / "examples" / name)
        cls.typed = cls.work / "examples" / EXAMPLE
        cls.folder = cls.work / "examples" / "workbooks"
        cls.forms = {stage: cls.walk(stage) for stage in cls.opened()}
        cls.reports = {}
        for name, folder in (("typed", cls.typed), ("workbooks", cls.folder)):
            cls.reports[name] = cls.work / name
            done = parindex("report", folder, "--out", cls.reports[name], "--lang", "vi")
            assert "[F" not in done.stderr, done.stderr

    @classmethod
    def opened(cls):
        """The stages in order, the folder of the round made first."""
        shutil.copytree(cls.typed, cls.folder, ignore=lambda _, names: set(names) & set(STAGES))
        for stage in STAGES:
            (cls.folder / stage).mkdir()
            for name in KEPT:
                if (cls.typed / stage / name).exists():
                    shutil.copy(cls.typed / stage / name, cls.folder / stage)
        return STAGES

    @classmethod
    def walk(cls, stage):
        """Fills in the stage's forms and puts them into the round; the saved workbooks by agency."""
        made = json.loads((ROOT / "criteria/vn/model-department-2017.json").read_text(encoding="utf-8"))
        given = read_stage(cls.typed / stage)
        forms = cls.work / ("forms-" + stage)
        chosen = [text for agency in given for text in ("--agency", agency)]
        parindex("template", cls.folder, "--stage", stage, "--out", forms, "--lang", "vi", *chosen, code=0)
        clerk, books = Clerk(made), []
        for agency, said in given.items():
            book = forms / f"{agency}.xlsx"
            form = Form(book)
            clerk.fill(form, said)
            form.book.save(book)
            books.append(book)
        saved = recomputed(books, cls.work / ("saved-" + stage))
        for book in saved:
            shutil.copy(book, cls.folder / stage)
        return {book.stem: book for book in saved}

    def test_there_are_forms_of_twenty_agencies(self):
        self.assertEqual([len(self.forms[stage]) for stage in STAGES], [20, 20, 9, 9, 1])

    def test_every_stage_scores_as_typed(self):
        for stage in STAGES:
            expected, found = (evaluated(folder, "--stage", stage) for folder in (self.typed, self.folder))
            self.assertEqual(list(expected), list(found))
            for agency in expected:
                with self.subTest(f"{stage} {agency}"):
                    for key in ("total", "rank", "class"):
                        self.assertEqual(expected[agency].get(key), found[agency].get(key), key)
                    for one, other in zip(expected[agency]["criteria"], found[agency]["criteria"]):
                        self.assertEqual(self.scores(one), self.scores(other))

    @staticmethod
    def scores(node):
        return {key: value for key, value in node.items() if key != "history"}

    def test_earlier_values_are_kept_as_typed(self):
        expected, found = (evaluated(folder) for folder in (self.typed, self.folder))
        for agency in expected:
            for one, other in zip(expected[agency]["criteria"], found[agency]["criteria"]):
                with self.subTest(f"{agency} {one['id']}"):
                    self.assertEqual(self.steps(one), self.steps(other))

    @staticmethod
    def steps(node):
        """Stage and exact points of each step of the history."""
        return [(step["stage"], step.get("points") and Fraction(step["points"])) for step in node.get("history", [])]

    def test_forms_show_what_the_program_computes(self):
        compared = 0
        for stage in STAGES:
            if stage == "explanation":
                continue  # The agency explains; nothing is scored.
            result = evaluated(self.folder, "--stage", stage)
            for agency, book in self.forms[stage].items():
                differences, checked = compare_cells(Form(book, data_only=True), result[agency])
                compared += checked
                unknown = self.unknown_to_forms(stage)
                self.assertEqual([], [line for line in differences if line.split()[1].rstrip(":") not in unknown], stage)
        self.assertEqual(compared, 50 * 80)  # 50 forms of 79 criteria and the total

    def unknown_to_forms(self, stage):
        """Criteria scored from what no form holds: the other agencies (9.1) and opinions of the stage, and all above."""
        leaves = {"9.1"} | {row["criterion"] for row in rows_of(self.folder / stage / "opinions.csv")}
        above = {leaf.rsplit(".", level)[0] for leaf in leaves for level in range(1, leaf.count(".") + 1)}
        return leaves | above | {"total"}

    def pair(self, name):
        return self.reports["typed"] / name, self.reports["workbooks"] / name

    def test_the_annex(self):
        expected, found = map(workbook_tables, self.pair("annex.xlsx"))
        self.assertEqual(expected, found)
        self.assertGreater(sum(len(rows) for _, rows in found.values()), 20)
        expected, found = map(word_tables, self.pair("annex.docx"))
        self.assertEqual(expected, found)
        self.assertEqual([len(table) for table in found], [22])  # the head, the maxima, 20 agencies

    def test_the_scorecards(self):
        for agency in self.forms["self"]:
            with self.subTest(agency):
                expected, found = (self.figures(*tables.values())
                                   for tables in map(workbook_tables, self.pair(f"scorecards/{agency}.xlsx")))
                self.assertEqual(expected, found)
                self.assertGreater(len(found), 80)

    @staticmethod
    def figures(table):
        """Up to the points in force; in the notes after them a form does not say who wrote and when."""
        titles, rows = table
        return [row[:titles.index("Điểm đạt") + 1] for row in rows]

    def test_the_site(self):
        expected, found = (page_rows(path) for path in self.pair("site/index.html"))
        self.assertEqual(expected, found)
        result = {one["id"]: one for one in json.loads(self.pair("result.json")[1].read_text(encoding="utf-8"))["agencies"]}
        for agency in result.values():
            with self.subTest(agency["id"]):
                row = next(row for row in found if any(agency["name"] in cell for cell in row))
                self.assertIn(plain(agency["total"]["rounded"].replace(".", ",")), [plain(cell) for cell in row])


if __name__ == "__main__":
    unittest.main()
