"""The workbooks of `parindex template`, opened as another program opens them."""

import csv
import json
import re
import shutil
import sys
import tempfile
import unittest
import zipfile
from fractions import Fraction
from pathlib import Path

import openpyxl
from openpyxl.utils import range_boundaries

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "cli"))

from program import ROOT, run

SETS = sorted(path for path in ROOT.glob("criteria/*/*.json") if path.parent.name != "schema")
ROUNDS = sorted(path.parent for path in ROOT.glob("examples/**/round.json"))

# Names that would be formulas, commands or markup if anything took them for more than text.
HOSTILE = ["=cmd|' /C calc'!A1", "+1+1", "-2+3", "@SUM(A1)", "<b>&\"'", "Sở \u202eY tế", "a" * 300, "100%&P&N"]

FORMULA_KEYS = {"score", "check", "assigned", "status"}
INPUT_KEYS = {"level", "value", "points", "awarded", "state", "disputed", "evidence", "accepted_evidence",
              "refused_evidence", "explanation", "by"}


class Sheet:
    """A worksheet with a key row: its rows by the text in the column "id"."""

    def __init__(self, worksheet, key_row):
        self.worksheet = worksheet
        self.key_row = key_row
        cells = worksheet[key_row]
        self.columns = {cell.value: cell.column for cell in cells if cell.value}
        self.rows = {}
        if "id" in self.columns:
            for row in range(key_row + 2, worksheet.max_row + 1):
                key = worksheet.cell(row, self.columns["id"]).value
                if key is not None:
                    assert isinstance(key, str), f"{worksheet.title}: id {key!r} is no text"
                    assert key not in self.rows, f"{worksheet.title}: id {key} stands twice"
                    self.rows[key] = row

    def cell(self, row_id, key):
        return self.worksheet.cell(self.rows[row_id], self.columns[key])


def keyed(book, *keys):
    """The sheet whose key row has all of these keys."""
    for worksheet in book.worksheets:
        for row in range(1, min(worksheet.max_row, 100) + 1):
            found = {cell.value for cell in worksheet[row]}
            if found.issuperset(keys) and "handed_in" not in found:
                return Sheet(worksheet, row)
    return None


def meta(book):
    return {row[0].value: row[1].value for row in book["parindex"].iter_rows(max_col=2) if row[1].value}


def validations(worksheet):
    """Validation of each cell, by its coordinate."""
    result = {}
    for rule in worksheet.data_validations.dataValidation:
        for area in rule.sqref.ranges:
            for row in area.rows:
                for row_number, column in row:
                    result[(row_number, column)] = rule
    return result


def choices(book, rule):
    """Texts that a drop-down offers."""
    sheet, area = re.fullmatch(r"=?'?([^'!]+)'?!(.+)", rule.formula1).groups()
    left, top, right, bottom = range_boundaries(area.replace("$", ""))
    return [book[sheet].cell(row, left).value for row in range(top, bottom + 1)]


def corrected(criteria):
    """The set with its documented corrections, as the program uses it."""
    for correction in criteria.get("corrections", []):
        *way, last = [part.replace("~1", "/").replace("~0", "~") for part in correction["at"].split("/")[1:]]
        place = criteria
        for part in way:
            place = place[int(part)] if isinstance(place, list) else place[part]
        place[int(last) if isinstance(place, list) else last] = correction["corrected"]
    return criteria


def leaves(nodes):
    for node in nodes:
        if node.get("children"):
            yield from leaves(node["children"])
        else:
            yield node


def nodes_of(nodes):
    for node in nodes:
        yield node
        yield from nodes_of(node.get("children", []))


def text_in(text, language):
    if isinstance(text, str):
        return text
    return text.get(language) or next(iter(text.values()))


def levels_of(criteria, leaf):
    rule = leaf["rule"]
    if rule["kind"] != "levels":
        return []
    levels = rule["levels"]
    return criteria["level_sets"][levels] if isinstance(levels, str) else levels


class Forms(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="parindex-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def template(self, *arguments, code=0):
        done = run("template", *arguments, "--out", self.folder / "out", seconds=120)
        self.assertEqual(done.code, code, done.err.decode())
        return done

    def books(self):
        return {path.stem: openpyxl.load_workbook(path) for path in sorted((self.folder / "out").glob("*.xlsx"))}

    def check_book(self, book, kind):
        """What holds for every form."""
        self.assertEqual(meta(book)["format"], "parindex/form/1")
        self.assertEqual(meta(book)["kind"], kind)
        answers = keyed(book, "id", "max")
        self.assertIsNotNone(answers)
        sheet = answers.worksheet
        for worksheet in book.worksheets:
            self.assertTrue(worksheet.protection.sheet, worksheet.title)
            self.assertIn(worksheet.protection.password, (None, ""), worksheet.title)
        self.assertEqual([w.title for w in book.worksheets if w.sheet_state != "visible"],
                         [w.title for w in book.worksheets if w.title in ("lists", "inforce", "calc")])
        self.assertEqual(sheet.freeze_panes, f"C{answers.key_row + 3}")
        self.assertTrue(sheet.row_dimensions[answers.key_row].hidden)
        self.assertEqual((sheet.page_setup.orientation, int(sheet.page_setup.paperSize)), ("landscape", 9))
        self.assertEqual(sheet.print_title_rows, f"${answers.key_row + 1}:${answers.key_row + 1}")
        self.assertTrue(sheet.sheet_properties.pageSetUpPr.fitToPage)
        self.assertEqual((sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight), (1, 0))
        self.check_formulas(book, answers)
        self.check_locks(answers)
        return answers

    def check_formulas(self, book, answers):
        for worksheet in book.worksheets:
            for row in worksheet.iter_rows():
                for cell in row:
                    if cell.data_type != "f":
                        continue
                    self.assertNotIn("|", cell.value)
                    self.assertLess(len(cell.value), 8192)
                    self.assertNotIn("#REF", cell.value)
                    for sheet in re.findall(r"'((?:[^']|'')+)'!", re.sub(r'"(?:[^"]|"")*"', '""', cell.value)):
                        self.assertIn(sheet.replace("''", "'"), book.sheetnames)
        column_keys = {column: key for key, column in answers.columns.items()}
        for row in answers.worksheet.iter_rows(min_row=answers.key_row):
            for cell in row:
                if cell.data_type == "f":
                    self.assertIn(column_keys.get(cell.column), FORMULA_KEYS, cell.coordinate)
        names = book.defined_names
        self.assertEqual(list(names.keys() if hasattr(names, "keys") else names.definedName), [])

    def check_locks(self, answers):
        column_keys = {column: key for key, column in answers.columns.items()}
        for row in answers.worksheet.iter_rows(min_row=1):
            for cell in row:
                if not cell.protection.locked:
                    self.assertIn(column_keys[cell.column], INPUT_KEYS, cell.coordinate)
                    self.assertIsNone(cell.value, cell.coordinate)


class CriteriaSets(Forms):
    """A blank form of every set that is shipped."""

    def test_every_set_has_a_form_with_all_its_nodes(self):
        for path in SETS:
            with self.subTest(path=path.name):
                self.template(path)
                book = self.books()["form"]
                answers = self.check_book(book, "self")
                criteria = corrected(json.loads(path.read_text(encoding="utf-8")))
                expected = []
                for node in nodes_of(criteria["criteria"]):
                    expected.append(node["id"])
                    if node.get("rule", {}).get("kind") == "checklist":
                        expected += [f"{node['id']}#{item['id']}" for item in node["rule"]["items"]]
                self.assertEqual(list(answers.rows), expected)
                self.check_levels(book, answers, criteria)
                self.check_facts(book, criteria)

    def check_levels(self, book, answers, criteria):
        language = meta(book)["language"]
        rules = validations(answers.worksheet)
        for leaf in leaves(criteria["criteria"]):
            levels = levels_of(criteria, leaf)
            if not levels or leaf.get("scored_by") in (["survey"], ["appraisal"]):
                continue
            cell = answers.cell(leaf["id"], "level")
            rule = rules[(cell.row, cell.column)]
            self.assertEqual((rule.type, rule.errorStyle or "stop"), ("list", "stop"))
            self.assertEqual(choices(book, rule), [text_in(level["label"], language) for level in levels])
            self.assertFalse(cell.protection.locked)

    def check_facts(self, book, criteria):
        if not criteria.get("facts"):
            return
        figures = keyed(book, "id", "type", "value")
        self.assertEqual(list(figures.rows), [fact["id"] for fact in criteria["facts"]])
        rules = validations(figures.worksheet)
        kinds = {"count": "whole", "number": "decimal", "percent": "decimal", "date": "custom", "flag": "list"}
        for fact in criteria["facts"]:
            cell = figures.cell(fact["id"], "value")
            if cell.protection.locked or fact["type"] in ("text", "records"):
                self.assertNotIn((cell.row, cell.column), rules)
                continue
            self.assertEqual(rules[(cell.row, cell.column)].type, kinds[fact["type"]], fact["id"])

    def test_typed_points_have_bounds_and_steps(self):
        rule = {"kind": "points", "min": 0.5, "max": 2, "step": 0.25}
        path = self.set_with(rule)
        self.template(path)
        answers = keyed(self.books()["form"], "id", "max")
        cell = answers.cell("1", "points")
        found = validations(answers.worksheet)[(cell.row, cell.column)]
        self.assertEqual(found.type, "custom")
        for part in (">=0.5", "<=2", "/0.25"):
            self.assertIn(part, found.formula1)
        del rule["step"]
        shutil.rmtree(self.folder / "out")
        self.template(self.set_with(rule))
        answers = keyed(self.books()["form"], "id", "max")
        found = validations(answers.worksheet)[(cell.row, cell.column)]
        self.assertEqual((found.type, found.formula1, found.formula2), ("decimal", "0.5", "2"))

    def set_with(self, rule):
        """The set of totals only, with another rule."""
        criteria = json.loads((ROOT / "criteria/vn/published-total.json").read_text(encoding="utf-8"))
        criteria["criteria"][0]["rule"] = rule
        path = self.folder / "set.json"
        path.write_text(json.dumps(criteria), encoding="utf-8")
        return path

    def test_labels_longer_than_a_validation_takes_are_offered_whole(self):
        label = "Ban hành kịp thời, " + "đúng quy định, " * 30
        path = self.set_with({"kind": "levels", "levels": [{"id": "a", "label": {"vi": label, "en": label}, "points": 100},
                                                            {"id": "b", "label": {"vi": "Không", "en": "No"}, "points": 0}]})
        self.template(path)
        book = self.books()["form"]
        answers = keyed(book, "id", "max")
        cell = answers.cell("1", "level")
        self.assertEqual(choices(book, validations(answers.worksheet)[(cell.row, cell.column)])[0].strip(), label.strip())

    def test_texts_of_data_never_become_formulas(self):
        table = self.folder / "agencies.csv"
        with table.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["id", "name", "group"])
            writer.writerows([f"a{i}", name, "so"] for i, name in enumerate(HOSTILE))
        self.template(ROOT / "criteria/vn/model-department-2017.json", "--agencies", table)
        books = self.books()
        self.assertEqual(len(books), len(HOSTILE))
        for i, name in enumerate(HOSTILE):
            book = books[f"a{i}"]
            self.check_book(book, "self")
            for worksheet in book.worksheets:
                for row in worksheet.iter_rows():
                    for cell in row:
                        if cell.data_type == "f":
                            self.assertNotIn(name, cell.value)
            texts = [cell.value for row in book.worksheets[0].iter_rows() for cell in row if cell.data_type == "s"]
            self.assertIn(name, texts)

    def test_nothing_but_worksheets_is_in_the_file(self):
        self.template(ROOT / "criteria/vn/model-department-2017.json")
        with zipfile.ZipFile(self.folder / "out/form.xlsx") as package:
            for name in package.namelist():
                self.assertNotRegex(name, r"external|vba|embed|media")

    def test_same_input_gives_the_same_bytes(self):
        path = ROOT / "examples/hai-phong-2017"
        done = []
        for name in ("one", "two"):
            code = run("template", path, "--stage", "appraisal-1", "--threads", "2" if done else "1", "--out",
                       self.folder / name, seconds=120).code
            self.assertEqual(code, 0)
            done.append({file.name: file.read_bytes() for file in (self.folder / name).iterdir()})
        self.assertEqual(done[0], done[1])

    def test_both_languages(self):
        path = ROOT / "criteria/vn/model-department-2017.json"
        for language, title in (("vi", "Tự đánh giá"), ("en", "Self-assessment")):
            self.template(path, "--lang", language)
            book = self.books()["form"]
            self.assertIn(title, book.sheetnames)
            self.assertEqual(meta(book)["language"], language)


class Rounds(Forms):
    """Forms of every stage of the example rounds."""

    def test_every_stage_of_every_round(self):
        for folder in ROUNDS:
            stages = json.loads((folder / "round.json").read_text(encoding="utf-8"))["stages"]
            with (folder / "agencies.csv").open(encoding="utf-8-sig") as file:
                agencies = [row["id"] for row in csv.DictReader(file)]
            for stage in stages:
                with self.subTest(round=folder.name, stage=stage["id"]):
                    shutil.rmtree(self.folder / "out", ignore_errors=True)
                    chosen = agencies[:2]
                    only = [part for agency in chosen for part in ("--agency", agency)]
                    if stage["kind"] == "survey":
                        self.assertIn(b"F432", self.template(folder, "--stage", stage["id"], *only, code=2).err)
                        self.assertFalse((self.folder / "out").exists())
                        continue
                    self.template(folder, "--stage", stage["id"], *only)
                    books = self.books()
                    self.assertEqual(sorted(books), sorted(chosen))
                    for agency, book in books.items():
                        self.check_book(book, stage["kind"])
                        self.assertEqual((meta(book)["agency"], meta(book)["stage"]), (agency, stage["id"]))

    def test_appraisal_forms_show_what_the_agency_gave(self):
        self.template(ROOT / "examples/hai-phong-2017", "--stage", "appraisal-1", "--agency", "so-khcn")
        book = self.books()["so-khcn"]
        answers = keyed(book, "id", "max")
        given = json.loads((ROOT / "examples/hai-phong-2017/self/so-khcn.json").read_text(encoding="utf-8"))
        scored = json.loads(run("evaluate", ROOT / "examples/hai-phong-2017", "--stage", "self", "--format", "json").out)
        points = {node["id"]: node.get("points") for agency in scored["agencies"]
                  if agency["id"] == "so-khcn" for node in agency["criteria"]}
        for criterion, answer in given["answers"].items():
            if answer.get("explanation"):
                self.assertEqual(answers.cell(criterion, "earlier.self.explanation").value, answer["explanation"])
            for document in answer.get("evidence", []):
                self.assertIn(document, answers.cell(criterion, "earlier.self.evidence").value)
        shown = 0
        for criterion in answers.rows:
            cell = answers.worksheet.cell(answers.rows[criterion], answers.columns["earlier.self.points"])
            self.assertTrue(cell.protection.locked)
            if cell.value is not None:
                self.assertAlmostEqual(cell.value, float(Fraction(points[criterion])), places=9)
                shown += 1
        self.assertGreater(shown, 30)
        self.assertIn("awarded", answers.columns)
        self.assertIn("refused_evidence", answers.columns)
        self.assertNotIn("evidence", answers.columns)

    def test_criteria_of_others_are_closed(self):
        self.template(ROOT / "examples/hai-phong-2017", "--agency", "so-khcn")
        answers = keyed(self.books()["so-khcn"], "id", "max")
        for criterion in ("8.1", "8.2", "8.3", "1.5.2", "10.1"):
            for key in INPUT_KEYS & answers.columns.keys():
                self.assertTrue(answers.cell(criterion, key).protection.locked, (criterion, key))
        for criterion in ("1.2.1", "2.3.2"):
            self.assertFalse(answers.cell(criterion, "evidence").protection.locked)

    def test_what_does_not_apply_is_closed_and_says_why(self):
        with (ROOT / "examples/hai-phong-2017/agencies.csv").open(encoding="utf-8-sig") as file:
            other = next(row["id"] for row in csv.DictReader(file) if row["drafts_norms"] != "yes")
        self.template(ROOT / "examples/hai-phong-2017", "--agency", other)
        answers = keyed(self.books()[other], "id", "max")
        self.assertIn("Không áp dụng", answers.cell("1.6", "rule").value)
        self.assertTrue(answers.cell("1.6", "state").protection.locked)

    def test_wrong_use(self):
        path = ROOT / "examples/hai-phong-2017"
        self.assertIn(b"C102", self.template(path, "--agency", "nobody", code=2).err)
        self.assertIn(b"C101", self.template(path, "--stage", "nothing", code=2).err)
        self.assertEqual(run("template", path).code, 2)
        self.assertIn(b"F001", run("template", self.folder / "missing", "--out", self.folder / "out").err)
        self.assertFalse((self.folder / "out").exists())

    def test_a_full_disk_leaves_nothing(self):
        done = run("template", ROOT / "examples/hai-phong-2017", "--out", self.folder / "out", file_bytes=5000)
        self.assertEqual(done.code, 2)
        self.assertEqual(list((self.folder / "out").glob("*")) if (self.folder / "out").exists() else [], [])


if __name__ == "__main__":
    unittest.main()
