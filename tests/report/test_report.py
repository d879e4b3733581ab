"""`parindex report` as a user meets it: the form of the document, hostile names, options, interruption, full disks."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import openpyxl

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "cli"))

from program import ROOT, program, run
from report_files import WORD, word_tables, word_text

HAI_PHONG = ROOT / "examples/hai-phong-2017"
DECISION = ("--decision", "216/QĐ-UBND", "--decision-date", "05/02/2018", "--issuer", "Ủy ban nhân dân tỉnh A",
            "--place", "Tỉnh A", "--signer", "Nguyễn Văn A", "--signer-title", "TM. ỦY BAN NHÂN DÂN; CHỦ TỊCH")
HOSTILE = ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "<w:p>", "]]>", "</w:t></w:r>", "&amp;", "\"><script>",
           "a\u202eb", "So\u031b\u0309 No\u0323\u0302i vu\u0323", "x" * 40_000, "{{a}}", "%s%n", "\u200b")


def sample_set(status="official"):
    """A set with one typed criterion."""
    def both(text):
        return {"vi": text, "en": text}
    provenance = {"status": status, "statement": both("Bảng thử."), "source": "test"}
    if status == "official":
        provenance["decision"] = {"number": "1/QĐ-T", "date": "2016-01-01", "issuer": "T"}
    template = json.loads((ROOT / "criteria/vn/published-total.json").read_text(encoding="utf-8"))
    return {**template, "provenance": {**template["provenance"], **provenance}}


class Folder:
    """A round of many agencies in a temporary folder; totals typed."""

    def __init__(self, names, synthetic=False, status="official"):
        self.temporary = tempfile.TemporaryDirectory()
        self.path = Path(self.temporary.name)
        self.round = self.path / "round"
        self.out = self.path / "out"
        (self.round / "final").mkdir(parents=True)
        source = ROOT / "examples/published/hai-phong-2017-departments"
        about = json.loads((source / "round.json").read_text(encoding="utf-8"))
        group = next(iter(about["criteria"]))
        about["criteria"] = {group: "../set.json"}
        about["synthetic"] = synthetic
        (self.path / "set.json").write_text(json.dumps(sample_set(status)), encoding="utf-8")
        (self.round / "round.json").write_text(json.dumps(about), encoding="utf-8")
        with open(self.round / "agencies.csv", "w", encoding="utf-8") as file:
            file.write("id,name,group\n")
            for i, name in enumerate(names):
                quoted = name.replace('"', '""')
                file.write(f'a{i},"{quoted}",{group}\n')
        with open(self.round / "final/answers.csv", "w", encoding="utf-8") as file:
            file.write("agency,criterion,points\n")
            for i in range(len(names)):
                file.write(f"a{i},1,{50 + i % 40}.25\n")

    def report(self, *options, **limits):
        return run("report", self.round, "--out", self.out, "--lang", "vi", *options, seconds=120, **limits)


class Form(unittest.TestCase):
    """The document as an administrative document."""

    def make(self, *options, status="official", synthetic=False):
        folder = Folder(["Sở A", "Sở Đ", "Sở B"], synthetic, status)
        self.addCleanup(folder.temporary.cleanup)
        done = folder.report("--annex", *options)
        self.assertEqual(done.code, 0, done.err.decode())
        return folder.out / "annex.docx"

    def test_a_decision_has_its_number_dates_and_signature(self):
        text = word_text(self.make(*DECISION))
        lines = [line for line in text.splitlines() if line.strip()]
        self.assertEqual(lines[0], "Ủy ban nhân dân tỉnh A")
        for line in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 216/QĐ-UBND",
                     "Tỉnh A, ngày 05 tháng 02 năm 2018", "Phụ lục",
                     "(Ban hành kèm theo Quyết định số 216/QĐ-UBND ngày 05 tháng 02 năm 2018 của Ủy ban nhân dân tỉnh A)",
                     "Danh sách gồm 3 đơn vị, trong đó 3 đơn vị được xếp hạng./.", "Nơi nhận:", "TM. ỦY BAN NHÂN DÂN",
                     "CHỦ TỊCH", "Nguyễn Văn A"):
            self.assertIn(line, lines)
        self.assertNotIn("DỰ THẢO", text)
        self.assertNotIn("MINH HỌA", text)

    def test_without_number_or_date_it_is_a_draft(self):
        for options in ((), DECISION[:2], DECISION[2:]):
            self.assertEqual(word_text(self.make(*options)).splitlines()[0], "DỰ THẢO")

    def test_invented_data_and_models_never_look_like_a_decision(self):
        for given in ({"synthetic": True}, {"status": "model"}):
            file = self.make(*DECISION, **given)
            self.assertEqual(word_text(file).splitlines()[0], "DỰ THẢO MINH HỌA")
            with zipfile.ZipFile(file) as package:
                footer = package.read("word/footer1.xml").decode()
                document = package.read("word/document.xml").decode()
            self.assertIn("KHÔNG PHẢI KẾT QUẢ CỦA CƠ QUAN NÀO", footer)
            self.assertEqual(document.count('<w:footerReference w:type="first"'), 1)

    def test_statements_stand_in_every_document(self):
        for given in ({"synthetic": True}, {"status": "model"}, {"status": "transcribed"}, {}):
            text = word_text(self.make(**given))
            self.assertIn("Số liệu: ", text)
            self.assertIn("trạng thái: ", text)

    def test_page_margins_and_numbers(self):
        with zipfile.ZipFile(self.make()) as package:
            body = ElementTree.fromstring(package.read("word/document.xml"))
            styles = package.read("word/styles.xml").decode()
        (section,) = body.iter(WORD + "sectPr")
        margins = {key.split("}")[1]: int(value) / 56.7 for key, value in section.find(WORD + "pgMar").items()}
        self.assertTrue(20 <= round(margins["top"]) <= 25 and 20 <= round(margins["bottom"]) <= 25)
        self.assertTrue(30 <= round(margins["left"]) <= 35 and 15 <= round(margins["right"]) <= 20)
        self.assertIsNotNone(section.find(WORD + "titlePg"))
        self.assertIn("Times New Roman", styles)

    def test_elements_stand_in_the_order_of_the_schema(self):
        order = {"rPr": "rFonts b bCs i iCs caps color sz szCs lang",
                 "pPr": "pStyle keepNext pBdr spacing ind jc outlineLvl rPr sectPr",
                 "tblPr": "tblW tblBorders tblLayout tblCellMar", "tcPr": "tcW shd vAlign",
                 "sectPr": "headerReference footerReference pgSz pgMar titlePg", "tbl": "tblPr tblGrid tr",
                 "tc": "tcPr p", "pBdr": "top left bottom right"}
        done = run("report", HAI_PHONG, "--out", self.scratch(), "--annex")
        self.assertEqual(done.code, 0)
        for file in (self.make(*DECISION), Path(self.folder.name) / "annex.docx"):
            with zipfile.ZipFile(file) as package:
                for name in package.namelist():
                    for element in ElementTree.fromstring(package.read(name)).iter():
                        names = order.get(element.tag.split("}")[1])
                        if names is None:
                            continue
                        found = [child.tag.split("}")[1] for child in element]
                        places = [names.split().index(child) for child in found]
                        self.assertEqual(places, sorted(places), (name, element.tag, found))

    def scratch(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        return self.folder.name

    def test_many_domains_turn_the_page(self):
        done = run("report", HAI_PHONG, "--out", self.scratch(), "--annex")
        self.assertEqual(done.code, 0)
        with zipfile.ZipFile(Path(self.folder.name) / "annex.docx") as package:
            self.assertIn('w:orient="landscape"', package.read("word/document.xml").decode())
        with zipfile.ZipFile(self.make()) as package:
            self.assertNotIn('w:orient="landscape"', package.read("word/document.xml").decode())

    def test_tables_of_other_countries_have_no_vietnamese_head(self):
        done = run("report", ROOT / "examples/zi-2021", "--out", self.scratch(), "--annex", "--lang", "vi")
        self.assertIn(done.code, (0, 1))
        self.assertNotIn("CỘNG HÒA", word_text(Path(self.folder.name) / "annex.docx"))

    def test_names_stand_in_vietnamese_order(self):
        folder = Folder(["Đống Đa", "Ba Đình", "Ăn Thi", "Anh Sơn", "Cầu Giấy"])
        self.addCleanup(folder.temporary.cleanup)
        (folder.round / "final/answers.csv").write_text(
            "agency,criterion,points\n" + "".join(f"a{i},1,50\n" for i in range(5)), encoding="utf-8")
        self.assertEqual(folder.report("--annex").code, 0)
        (table,) = word_tables(folder.out / "annex.docx")
        self.assertEqual([row[1] for row in table[2:]], ["Anh Sơn", "Ăn Thi", "Ba Đình", "Cầu Giấy", "Đống Đa"])


class Hostile(unittest.TestCase):
    def test_names_stay_text(self):
        folder = Folder(HOSTILE)
        self.addCleanup(folder.temporary.cleanup)
        done = folder.report("--annex", "--scorecards")
        self.assertIn(done.code, (0, 1), done.err.decode()[:500])
        for file in [folder.out / "annex.xlsx", *sorted((folder.out / "scorecards").iterdir())]:
            for sheet in openpyxl.load_workbook(file).worksheets:
                for row in sheet.iter_rows():
                    for cell in row:
                        self.assertNotEqual(cell.data_type, "f", (file.name, cell.coordinate))
        with zipfile.ZipFile(folder.out / "annex.docx") as package:
            for name in package.namelist():
                ElementTree.fromstring(package.read(name))
        (table,) = word_tables(folder.out / "annex.docx")
        self.assertEqual(len(table), len(HOSTILE) + 2)
        names = {row[1] for row in table}
        for name in ("=cmd|' /C calc'!A0", "<w:p>", "]]>", "</w:t></w:r>", "&amp;", "\"><script>", "Sở Nội vụ", "%s%n"):
            self.assertIn(name, names)

    def test_decision_texts_stay_text(self):
        folder = Folder(["Sở A"])
        self.addCleanup(folder.temporary.cleanup)
        done = folder.report("--annex", "--decision", "<w:p>", "--issuer", "]]>&", "--signer-title", ";;",
                             "--signer", "\x07\x1b[2J", "--place", "x" * 10_000)
        self.assertEqual(done.code, 0, done.err.decode()[:500])
        self.assertIn("Số: <w:p>", word_text(folder.out / "annex.docx"))
        self.assertNotIn(b"\x1b", done.out + done.err)


class Options(unittest.TestCase):
    def setUp(self):
        self.folder = Folder(["Sở A", "Sở B"])
        self.addCleanup(self.folder.temporary.cleanup)

    def names(self):
        out = self.folder.out
        return sorted(str(file.relative_to(out)) for file in out.rglob("*") if file.is_file()) if out.exists() else []

    def test_what_is_asked_for_is_written(self):
        self.assertEqual(self.folder.report("--annex").code, 0)
        self.assertEqual(self.names(), ["annex.docx", "annex.xlsx", "result.json"])
        shutil.rmtree(self.folder.out)
        self.assertEqual(self.folder.report("--scorecards").code, 0)
        self.assertEqual(self.names(), ["result.json", "scorecards/a0.xlsx", "scorecards/a1.xlsx"])
        shutil.rmtree(self.folder.out)
        self.assertEqual(self.folder.report().code, 0)
        self.assertLess({"annex.docx", "annex.xlsx", "result.json", "scorecards/a0.xlsx", "site/index.html"},
                        set(self.names()))

    def test_wrong_use(self):
        for options in (("--decision-date", "31/02/2018"), ("--decision-date", "x"), ("--stage", "nowhere"),
                        ("--previous", "/nowhere")):
            with self.subTest(options):
                self.assertEqual(self.folder.report(*options).code, 2)
                self.assertEqual(self.names(), [])
        self.assertEqual(run("report", self.folder.round).code, 2)

    def test_a_full_disk_leaves_nothing(self):
        done = self.folder.report("--annex", file_bytes=4_000)
        self.assertEqual(done.code, 2)
        self.assertRegex(done.err.decode(), r"\[(C110|F051)\]")
        self.assertEqual(self.names(), [])

    def test_no_place_for_temporary_files(self):
        environment = {**os.environ, "TMPDIR": str(self.folder.path / "missing")}
        done = subprocess.run([program(), "report", self.folder.round, "--out", self.folder.out, "--lang", "en"],
                              env=environment, capture_output=True, timeout=60, check=False)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"[C110]", done.stderr)
        self.assertEqual(self.names(), [])

    def test_no_bar_without_a_terminal(self):
        self.assertNotIn(b"[=", self.folder.report("--scorecards").err)


class Interruption(unittest.TestCase):
    def test_ctrl_c_leaves_nothing(self):
        folder = Folder([f"Sở {i}" for i in range(4_000)])
        self.addCleanup(folder.temporary.cleanup)
        temporary = folder.path / "tmp"
        temporary.mkdir()
        process = subprocess.Popen([program(), "report", folder.round, "--out", folder.out, "--scorecards", "--lang",
                                    "en"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   env={**os.environ, "TMPDIR": str(temporary)})
        deadline = time.monotonic() + 60
        while not any(temporary.iterdir()) and time.monotonic() < deadline:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 2, err.decode())
        self.assertIn(b"[C111]", err)
        self.assertFalse(folder.out.exists())
        self.assertEqual(list(temporary.iterdir()), [])


if __name__ == "__main__":
    unittest.main()
