"""One form, whoever wrote the workbook: openpyxl, LibreOffice, libxlsxwriter, Excel's strict format, a text editor."""

import json
import shutil
import sys
import unicodedata
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import books  # noqa: E402
from program import ROOT  # noqa: E402


class Readers(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.place = books.Place()
        self.addCleanup(self.place.remove)

    def expect_whole(self, book):
        done = self.place.import_book(book)
        self.assertEqual((done.code, done.err.decode()), (0, ""))
        self.assertIn(" 5 ", done.out.decode())
        text = self.place.imported()
        self.assertEqual(json.loads(text), books.filled_json())
        return text

    def test_every_producer_gives_the_same_assessment(self):
        form, folder = books.filled_form(), self.place.path
        producers = {"openpyxl": books.write_openpyxl, "libxlsxwriter": books.write_libxlsxwriter,
                     "hand": books.write_by_hand, "strict": books.write_strict}
        texts = {}
        for name, write in producers.items():
            with self.subTest(name):
                write(folder / f"{name}.xlsx", form)
                texts[name] = self.expect_whole(folder / f"{name}.xlsx")
        self.assertEqual(len(set(texts.values())), 1)

    @unittest.skipUnless(shutil.which("soffice"), "LibreOffice is not installed")
    def test_files_that_libreoffice_saved_again_read_the_same(self):
        form, folder = books.filled_form(), self.place.path
        books.write_openpyxl(folder / "openpyxl.xlsx", form)
        books.write_libxlsxwriter(folder / "libxlsxwriter.xlsx", form)
        names = [folder / f"{name}.xlsx" for name in ("openpyxl", "libxlsxwriter")]
        for file in books.libreoffice(names, "xlsx:Calc MS Excel 2007 XML", folder / "again"):
            with self.subTest(again=file.stem):
                self.expect_whole(file)
        sheets = books.libreoffice(names[:1], "ods", folder / "ods")
        for file in books.libreoffice(sheets, "xlsx:Calc MS Excel 2007 XML", folder / "from-ods"):
            with self.subTest(from_ods=file.stem):
                self.expect_whole(file)
        done = self.place.import_book(sheets[0])
        self.assertEqual(done.code, 1)
        self.assertIn("OpenDocument file (.ods)", done.err.decode())

    def test_decomposed_text_is_the_same_text(self):
        def decompose(value):
            return unicodedata.normalize("NFD", value) if isinstance(value, str) else value
        form = [(name, [[decompose(cell) for cell in row] for row in rows]) for name, rows in books.filled_form()]
        books.write_openpyxl(self.place.path / "nfd.xlsx", form)
        self.expect_whole(self.place.path / "nfd.xlsx")

    def test_sheets_rows_and_columns_may_be_moved_hidden_and_added(self):
        import openpyxl

        path = self.place.path / "moved.xlsx"
        form = books.filled_form()
        name, rows = form[0]
        order = [10, 4, 0, 9, 8, 7, 6, 5, 3, 2, 1]
        moved = [[row[i] if i < len(row) else None for i in order] + ["ghi chú riêng"] for row in rows[1:]]
        moved = [["Của tôi"], [], *moved[:2], *reversed(moved[2:])]
        form = [("Nháp", [["id", "nháp"], ["1.1", 5]]), *reversed(form[1:]), ("Tên khác", moved)]
        books.write_openpyxl(path, form)
        book = openpyxl.load_workbook(path)
        sheet = book["Tên khác"]
        sheet.row_dimensions[7].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet.insert_rows(3)
        sheet.merge_cells("A1:F1")
        book["Số liệu"].sheet_state = "hidden"
        book.save(path)
        self.expect_whole(path)

    def test_a_workbook_in_the_stage_folder_counts_as_a_file_of_the_agency(self):
        path = self.place.round / "self" / "so-y-te.xlsx"
        books.write_openpyxl(path, books.filled_form())
        direct = books.run("evaluate", self.place.round, "--format", "json", "--lang", "en")
        self.assertEqual(direct.code, 0, direct.err.decode())
        other = path.rename(self.place.path / "so-y-te.xlsx")
        self.expect_whole(other)
        imported = books.run("evaluate", self.place.round, "--format", "json", "--lang", "en")

        def points(done):
            result = json.loads(done.out)
            return [[(node["id"], node.get("points")) for node in agency["criteria"]]
                    for agency in result["agencies"]]
        self.assertEqual(points(direct), points(imported))

    def test_an_official_form_is_read_by_the_map_of_its_set(self):
        """The answers of the example, on the sheet Jawaban of Indonesia's Zona Integritas 2021, come back."""
        shutil.copytree(ROOT / "examples/zi-2021", self.place.path / "examples/zi-2021")
        shutil.copytree(ROOT / "criteria", self.place.path / "criteria")
        target = self.place.path / "examples/zi-2021"
        given = json.loads((target / "self/puskesmas.json").read_text(encoding="utf-8"))
        form = json.loads((ROOT / "criteria/id/lke-zi-2021.json").read_text(encoding="utf-8"))["forms"][0]
        self.assertEqual((form["columns"]["answer"], form["columns"]["note"]), ("K", "L"))
        rows = {}
        expected = {"answers": {}, "facts": {}}
        for criterion, row in form["criteria"].items():
            answer = given["answers"].get(criterion, {})
            if "level" in answer:
                rows[row] = [None] * 10 + [answer["level"].lower(), f"catatan {criterion}"]
                expected["answers"][criterion] = (answer["level"], f"catatan {criterion}")
        for fact, row in form["facts"].items():
            if fact in given["facts"]:
                rows[row] = [None] * 10 + [given["facts"][fact]["value"]]
                expected["facts"][fact] = given["facts"][fact]["value"]
        path = self.place.path / "puskesmas.xlsx"
        books.write_openpyxl(path, [("LKE ZI", [["Lembar"]]),
                                    (form["sheet"], [rows.get(row, []) for row in range(1, max(rows) + 1)])])
        done = books.run("import", target, path, "--stage", "self", "--replace", "--lang", "en")
        self.assertEqual((done.code, done.err.decode()), (0, ""))
        read = json.loads((target / "self/puskesmas.json").read_text(encoding="utf-8"))
        self.assertGreater(len(expected["answers"]), 50)
        self.assertGreater(len(expected["facts"]), 10)
        self.assertEqual({id: (a["level"], a["explanation"]) for id, a in read["answers"].items()}, expected["answers"])
        self.assertEqual(read["facts"], expected["facts"])


if __name__ == "__main__":
    unittest.main()
