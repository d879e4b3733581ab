"""Broken and hostile workbooks end in a clear, located message, in bounded time and memory, and change nothing."""

import io
import json
import os
import re
import resource
import struct
import sys
import unittest
import zipfile
import zlib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import books  # noqa: E402
from program import SANITIZED, SECONDS  # noqa: E402

STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def cpu_seconds():
    """Of all programs run so far: unlike the clock it does not depend on what else the machine does."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def parts_of(sheets):
    """A small sound workbook, part by part: name -> text."""
    path = io.BytesIO()
    books.write_by_hand(path, sheets)
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def zipped(entries, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return out.getvalue()


class Hostile(unittest.TestCase):
    def setUp(self):
        self.place = books.Place()
        self.addCleanup(self.place.remove)
        self.small = [("Tự đánh giá", books.table("T", books.KEYS, [{"id": "1.3", "max": 2, "points": 1}])), books.head()]

    def refuse(self, content, code, name="in.xlsx", writes=False, exit_code=1):
        """Imports the bytes; the message has the code, and nothing is written unless expected."""
        book = self.place.write(name, content)
        start = cpu_seconds()
        done = self.place.import_book(book)
        self.assertLess(cpu_seconds() - start, SECONDS)
        self.assertEqual(done.code, exit_code, done.err[:2000])
        text = done.err.decode()  # well-formed UTF-8
        self.assertNotRegex(text.replace("\n", ""), STEERING)
        if code:
            self.assertIn(f"[{code}]", text)
            self.assertTrue(all("in.xlsx" in line or name in line for line in text.splitlines()), text)
        self.assertEqual(self.place.imported() is not None, writes)
        # Nothing was unpacked beside it.
        self.assertEqual(sorted(p.name for p in self.place.path.iterdir()), sorted([name, "round"]))
        book.unlink()
        return text

    def refuse_or_same(self, content):
        """The content is refused as damaged, or, its checksums being right, read as it is. Returns whether it was read."""
        book = self.place.write("in.xlsx", content)
        start = cpu_seconds()
        done = self.place.import_book(book)
        self.assertLess(cpu_seconds() - start, SECONDS)
        text = self.place.imported()
        if text is None:
            self.assertEqual(done.code, 1)
            self.assertRegex(done.err.decode(), r"\[F40\d\]")
            return False
        self.assertEqual((done.code, json.loads(text)["answers"]), (0, {"1.3": {"points": 1}}))
        (self.place.round / "self/so-y-te.json").unlink()
        return True

    def refuse_parts(self, change, code, **more):
        parts = parts_of(self.small)
        change(parts)
        return self.refuse(zipped(parts.items()), code, **more)

    def test_the_small_workbook_is_sound(self):
        self.refuse_parts(lambda parts: None, None, writes=True, exit_code=0)

    def form_without(self, sheet, row):
        """The filled form, a row of one of its sheets deleted as a spreadsheet program does; as bytes."""
        form = [(name, [cells for i, cells in enumerate(rows) if (name, i) != (sheet, row)])
                for name, rows in books.filled_form()]
        path = io.BytesIO()
        books.write_openpyxl(path, form)
        return path.getvalue()

    def test_a_list_without_its_heading_loses_no_row(self):
        for sheet, heading, place in (("Minh chứng", 2, "Minh chứng!A3"), ("r.cases", 1, "r.cases!A2")):
            with self.subTest(sheet=sheet):
                text = self.refuse(self.form_without(sheet, heading), "F434")
                self.assertIn(place, text)

    def test_a_list_without_its_keys_is_not_passed_over(self):
        for sheet, keys in (("Minh chứng", 1), ("r.cases", 0)):
            with self.subTest(sheet=sheet):
                self.assertIn(sheet, self.refuse(self.form_without(sheet, keys), "F416"))

    def test_a_form_of_another_version_of_the_set_says_so(self):
        place = self.place
        books.run("template", place.round, "--stage", "self", "--out", place.path / "forms", "--lang", "vi")
        made = (place.path / "forms/so-y-te.xlsx").read_bytes()
        (place.path / "forms/so-y-te.xlsx").unlink()
        (place.path / "forms").rmdir()
        self.refuse(made, None, writes=True, exit_code=0)
        changed = json.loads(json.dumps(books.SET))
        changed["title"] = {"vi": "Tên khác", "en": "Another title"}
        place.write("round/set.json", json.dumps(changed, ensure_ascii=False))
        self.assertNotIn("F435", self.refuse(made, None, writes=True, exit_code=0))
        changed["criteria"][0]["children"][2]["rule"]["step"] = 0.5
        place.write("round/set.json", json.dumps(changed, ensure_ascii=False))
        text = self.refuse(made, "F435", writes=True)
        self.assertEqual(len(set(re.findall(r"\b[0-9a-f]{64}\b", text))), 2)

    def test_zip_bombs(self):
        blanks = " " * (1 << 20)
        row = "<row><c><v>1</v></c></row>"

        def one_part(parts):
            parts["tờ/0.xml"] = books.sheet_part(blanks * 600)
        self.refuse_parts(one_part, "F404")

        def many_parts(parts):  # each of them below the ratio that is refused
            noise = "".join(f"<!--{os.urandom(3000).hex()}-->" for _ in range(30))
            for name in ("tờ/0.xml", "tờ/1.xml"):
                parts[name] = books.sheet_part((noise + blanks * 2) * 40 + row)
        self.refuse_parts(many_parts, "F404")

        def same_part_often(parts):
            listed = "".join(f'<sheet name="s{i}" r:id="s1"/>' for i in range(3000))
            parts["sổ/book.xml"] = parts["sổ/book.xml"].replace("</sheets>", listed + "</sheets>")
            parts["tờ/0.xml"] = books.sheet_part(row + " " * 400_000)
        self.refuse_parts(same_part_often, "F404")

    def test_a_repeated_string_does_not_multiply(self):
        def long_string(parts):
            rels = "sổ/_rels/book.xml.rels"
            parts[rels] = parts[rels].replace("</Relationships>", f'<Relationship Id="q" Type="{books.OFFICE}/sharedStrings" '
                                              'Target="q.xml"/></Relationships>')
            parts["sổ/q.xml"] = f'<sst xmlns="{books.MAIN}"><si><t>{"đ" * 400_000}</t></si></sst>'
            parts["tờ/0.xml"] = books.sheet_part("<row>" + '<c t="s"><v>0</v></c>' * 10_000 + "</row>")
        self.refuse_parts(long_string, "F404")

    def test_nested_archives_are_not_opened(self):
        inner = zipped([("bomb.xml", " " * (50 << 20))])
        for _ in range(3):
            inner = zipped([("inner.zip", inner)])
        parts = parts_of(self.small)
        self.refuse(zipped([*parts.items(), ("xl/inner.xlsx", inner)]), None, writes=True, exit_code=0)
        (self.place.round / "self/so-y-te.json").unlink()
        self.refuse(inner, "F401")

    def test_billion_laughs_and_external_entities(self):
        laughs = "<!DOCTYPE x [" + '<!ENTITY a0 "ha">' + "".join(
            f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 30)) + "]>"
        outside = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        for doctype in (laughs, outside, "<!DOCTYPE x>", '<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">'):
            for name in ("tờ/0.xml", "sổ/book.xml", "_rels/.rels", "[Content_Types].xml", "sổ/styles.xml"):
                with self.subTest(doctype=doctype[:40], part=name):
                    def change(parts):
                        parts[name] = doctype + parts[name]
                    self.refuse_parts(change, "F407")

    def test_deep_and_endless_xml(self):
        def deep(parts):
            parts["tờ/0.xml"] = books.sheet_part("<a>" * 500_000)
        self.refuse_parts(deep, "F013")

        def endless_attribute(parts):
            noise = os.urandom(4_000_000).hex()
            parts["tờ/0.xml"] = f'<worksheet xmlns="{books.MAIN}" a="{noise}'
        self.refuse_parts(endless_attribute, "F406")

        def many_attributes(parts):
            listed = " ".join(f'a{i}="1"' for i in range(200_000))
            parts["tờ/0.xml"] = books.sheet_part(f"<row {listed}><c><v>1</v></c></row>")
        self.refuse_parts(many_attributes, "F416")

    def test_a_million_rows(self):
        def rows(cell, count):
            def change(parts):
                parts["tờ/0.xml"] = books.sheet_part("".join(f'<row r="{r}">{cell}</row>' for r in range(1, count + 1)))
            return change
        self.refuse_parts(rows("<c/>", 1_048_576), "F416")  # blank ones
        self.refuse_parts(rows("<c><v>1</v></c>", 900_000), "F416")
        self.refuse_parts(rows("<c><v>1</v></c><c><v>2</v></c>", 600_000), "F014")
        self.refuse_parts(rows("<c/>", 1_048_577), "F413")

    def test_absurd_places_and_values(self):
        cells = ('<c r="XFE1"><v>1</v></c>', '<c r="A99999999999999999999"><v>1</v></c>', '<c r=""><v>1</v></c>',
                 '<c t="s"><v>-1</v></c>', '<c t="s"><v>18446744073709551616</v></c>', '<c><v>1e999999</v></c>',
                 f'<c><v>{"9" * 100}x</v></c>', "<c><v>NaN</v></c>", '<c t="b"><v>9</v></c>', '<c t="d"><v>2017-02-30</v></c>')
        for cell in cells:
            with self.subTest(cell):
                def change(parts):
                    parts["tờ/0.xml"] = parts["tờ/0.xml"].replace("</sheetData>", f'<row r="9">{cell}</row></sheetData>')
                self.refuse_parts(change, "F413")
        style = '<c r="Z9" s="4294967295"><v>1e300</v></c><c r="AA9" s="x"><v>1e-300</v></c>'

        def huge(parts):
            parts["tờ/0.xml"] = parts["tờ/0.xml"].replace("</sheetData>", f'<row r="9">{style}</row></sheetData>')
        self.refuse_parts(huge, None, writes=True, exit_code=0)

    def test_external_links_macros_and_objects(self):
        def link(parts):
            parts["xl/externalLinks/externalLink1.xml"] = (
                f'<externalLink xmlns="{books.MAIN}"><ddeLink ddeService="cmd" ddeTopic="/C calc"/></externalLink>')
        self.assertIn("warning", self.refuse_parts(link, "F409", writes=True))
        (self.place.round / "self/so-y-te.json").unlink()

        def macro(parts):
            parts["xl/vbaProject.bin"] = "x"
        self.refuse_parts(macro, "F408")

        def type_only(parts):
            parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
                "</Types>", '<Override PartName="/a" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>')
        self.refuse_parts(type_only, "F408")

        def outside(parts):
            rels = "sổ/_rels/book.xml.rels"
            parts[rels] = parts[rels].replace('Target="/tờ/0.xml"', 'Target="http://127.0.0.1/x.xml" TargetMode="External"')
        self.refuse_parts(outside, "F405")

    def test_formulas_that_are_texts_stay_texts(self):
        evil = "=cmd|' /C calc'!A1"
        rows = [{"id": "1.3", "max": 2, "points": 1, "explanation": evil, "evidence": "=HYPERLINK(\"http://127.0.0.1\")"}]
        form = [("Tự đánh giá", books.table(evil, books.KEYS, rows)), books.head()]
        book = self.place.path / "in.xlsx"
        books.write_openpyxl(book, form)
        done = self.place.import_book(book, "--by", "@SUM(1)", "--format", "csv")
        self.assertEqual((done.code, done.err), (0, b""))
        self.assertNotRegex(done.out.decode("utf-8-sig"), r'(?m)(^|,)"?[=@]')
        answer = json.loads(self.place.imported())["answers"]["1.3"]
        self.assertEqual((answer["explanation"], answer["by"]), (evil, "@SUM(1)"))

    def test_names_of_agencies_and_sheets_cannot_inject(self):
        for agency in ("../../etc/passwd", "so-y-te/../x", "=1+1", "<script>alert(1)</script>", "so-y-te\u202e", "x\ny",
                       "a" * 5000, "", "CON", "so-y-te\u0000"):
            with self.subTest(agency[:30]):
                form = [self.small[0], books.head(agency=agency.replace("\u0000", "_x0000_"))]
                out = io.BytesIO()
                books.write_by_hand(out, form)
                # "_x0000_" is no character of a text and is kept as it stands.
                self.assertNotIn("passwd.json", self.refuse(out.getvalue(), "F319"))
        form = [("\u202eTờ <b>", books.table("T", books.KEYS, [{"id": "1.3", "points": "\x1b[31mđỏ".replace("\x1b", "_x001B_")}])),
                books.head()]
        out = io.BytesIO()
        books.write_by_hand(out, form)
        self.assertIn("\\x1B", self.refuse(out.getvalue(), "A108"))

    def test_wrong_extensions(self):
        for content, word in ((b"agency,criterion,points\nso-y-te,1.3,1\n", "CSV"),
                              (b"<html><body><table></table></body></html>", "HTML"),
                              (b"%PDF-1.4\n%\xe2\xe3", "PDF"), (b"\xd0\xcf\x11\xe0" + bytes(2000), ".xls"),
                              (b"{}", "text"), (bytes(5000), "unknown"),
                              (zipped([("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "<a/>")]), ".ods")):
            with self.subTest(word):
                self.assertIn(word, self.refuse(content, "F401"))
        encrypted = b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
        self.refuse(encrypted, "F402")
        self.refuse(b"", "F004")

    def test_truncated_and_altered_files(self):
        out = io.BytesIO()
        books.write_by_hand(out, books.filled_form())
        whole = out.getvalue()
        book = self.place.path / "in.xlsx"
        step = 97 * (8 if SANITIZED else 1)
        for length in range(1, len(whole), step):
            with self.subTest(length=length):
                book.write_bytes(whole[:length])
                done = self.place.import_book(book)
                self.assertEqual(done.code, 1, done.err)
                self.assertRegex(done.err.decode(), r"\[F40\d\]")
                self.assertIsNone(self.place.imported())
        for at in range(0, len(whole), step):
            with self.subTest(altered=at):
                book.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1:])
                done = self.place.import_book(book)
                self.assertIn(done.code, (0, 1))
                text = self.place.imported()
                if text is not None:  # a byte that does not matter, such as a date of the archive
                    self.assertEqual(json.loads(text), books.filled_json())
                    (self.place.round / "self/so-y-te.json").unlink()

    def test_names_that_lead_out_and_entries_that_stand_twice(self):
        parts = parts_of(self.small)
        self.refuse(zipped([*parts.items(), ("../../evil.txt", "x"), ("/etc/evil", "x"), ("C:\\evil", "x")]), None,
                    writes=True, exit_code=0)
        (self.place.round / "self/so-y-te.json").unlink()
        import warnings
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.refuse(zipped([*parts.items(), ("tờ/0.xml", parts["tờ/0.xml"])]), "F412")
        self.refuse(zipped([*parts.items(), ("TỜ/../tờ/0.XML", parts["tờ/0.xml"])]), "F412")
        self.refuse(zipped([*parts.items(), *((f"x/{i}", "") for i in range(5000))]), "F404")

    def test_absurd_sizes_in_headers(self):
        whole = zipped(parts_of(self.small).items())
        central = [m.start() for m in re.finditer(b"PK\x01\x02", whole)]
        for size in (0, 1, 0x7FFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF):
            for offset in (20, 24):  # compressed, uncompressed
                changed = bytearray(whole)
                for start in central:
                    struct.pack_into("<I", changed, start + offset, size)
                with self.subTest(size=size, offset=offset):
                    self.refuse_or_same(bytes(changed))
        end = whole.rindex(b"PK\x05\x06")
        changed = bytearray(whole)
        struct.pack_into("<HH", changed, end + 8, 0xFFFE, 0xFFFE)
        self.refuse_or_same(bytes(changed))

    def test_other_compressions_and_passwords(self):
        parts = parts_of(self.small)
        self.refuse(zipped(parts.items(), zipfile.ZIP_BZIP2), "F403")
        self.refuse(zipped(parts.items(), zipfile.ZIP_LZMA), "F403")
        whole = bytearray(zipped(parts.items()))
        for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
            for match in re.finditer(re.escape(mark), bytes(whole)):
                whole[match.start() + offset] |= 1
        self.refuse(bytes(whole), "F402")

    def test_wrong_checksum(self):
        parts = parts_of(self.small)
        whole = zipped(parts.items(), zipfile.ZIP_STORED)
        right = zlib.crc32(parts["tờ/0.xml"].encode())
        self.assertIn(struct.pack("<I", right), whole)
        self.refuse(whole.replace(struct.pack("<I", right), struct.pack("<I", right ^ 1)), "F403")

    def test_a_wrong_sheet_or_nothing_at_all(self):
        for sheets, code in (([("Sheet1", [])], "F410"), ([("Sheet1", [["x"]])], "F414"),
                             ([("Trả lời", [["id"], ["1.3"]]), books.head()], "F416"),
                             ([self.small[0], books.head(stage="appraisal-1", kind="appraisal")], "F415"),
                             ([self.small[0], books.head(set="vn/khác")], "F415"),
                             ([self.small[0], books.head(round="năm trước")], "F415"),
                             ([self.small[0], ("Sao", self.small[0][1]), books.head()], "F427")):
            with self.subTest(code):
                out = io.BytesIO()
                books.write_by_hand(out, sheets)
                self.refuse(out.getvalue(), code, name="so-y-te.xlsx")

    def test_what_cannot_be_written_leaves_the_old_file(self):
        book = self.place.path / "in.xlsx"
        books.write_by_hand(book, self.small)
        self.assertEqual(self.place.import_book(book).code, 0)
        before = self.place.imported()
        books.write_by_hand(book, books.filled_form())
        done = self.place.import_book(book, file_bytes=100)
        self.assertEqual(done.code, 1)
        self.assertIn("[F051]", done.err.decode())
        self.assertEqual(self.place.imported(), before)
        self.assertEqual([p.name for p in (self.place.round / "self").iterdir()], ["so-y-te.json"])


if __name__ == "__main__":
    unittest.main()
