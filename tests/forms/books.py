"""Forms and workbooks for the tests of this folder: one content, written by many producers."""

import ctypes
import datetime
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "cli"))

from program import run  # noqa: E402

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


class Percent(float):
    """A number that is shown as a percentage."""


def both(text):
    return {"vi": text, "en": text}


SET = {
    "format": "parindex/criteria-set/1", "id": "vn/forms-2017", "title": both("Bộ thử"), "country": "VN", "level": "so",
    "languages": ["vi", "en"], "period": {"from": "2017-01-01", "to": "2017-12-31"}, "max": 9,
    "provenance": {"status": "model", "statement": both("Bộ thử của dự án."), "source": "test"},
    "policies": {
        "rounding": {"points": "none", "total": {"digits": 2, "mode": "half_up"},
                     "percent": {"digits": 2, "mode": "half_up"}},
        "states": {"not_applicable": "drop", "not_arisen": "full_points", "no_data": "zero", "no_survey": "drop",
                   "pending": "block", "blank": "zero"},
        "total": {"over": "maximum"}, "ranking": {"on": "rounded", "ties": "competition"}},
    "facts": [
        {"id": "dossiers", "type": "count", "title": both("Hồ sơ")},
        {"id": "rate", "type": "percent", "title": both("Tỷ lệ")},
        {"id": "mean", "type": "number", "title": both("Bình quân")},
        {"id": "issued", "type": "date", "title": both("Ngày ban hành")},
        {"id": "ended", "type": "date", "title": both("Ngày kết thúc")},
        {"id": "online", "type": "flag", "title": both("Trực tuyến")},
        {"id": "head", "type": "text", "title": both("Người ký")},
        {"id": "cases", "type": "records", "title": both("Hồ sơ mẫu"),
         "fields": {"days": "count", "late": "flag", "received": "date"}}],
    "criteria": [{"id": "1", "title": both("Một"), "max": 9, "children": [
        {"id": "1.1", "title": both("Kế hoạch"), "max": 2, "rule": {"kind": "levels", "levels": [
            {"id": "full", "label": {"vi": "Đầy đủ, kịp thời", "en": "Complete"}, "points": 2},
            {"id": "half", "label": {"vi": "Hoàn thành một phần", "en": "Partly"}, "points": 1},
            {"id": "none", "label": {"vi": "Không ban hành", "en": "None"}, "points": 0}]}},
        {"id": "1.2", "title": both("Danh mục"), "max": 1, "rule": {"kind": "checklist", "items": [
            {"id": "a", "label": both("a"), "points": 0.5}, {"id": "b", "label": both("b"), "points": 0.5}]}},
        {"id": "1.3", "title": both("Điểm"), "max": 2, "rule": {"kind": "points", "step": 0.25}},
        {"id": "1.4", "title": both("Tỷ lệ"), "max": 2, "rule": {
            "kind": "formula", "points": "answer * max", "above_max": "refuse", "below_zero": "refuse"}},
        {"id": "1.10", "title": both("Khác"), "max": 2, "rule": {"kind": "points"}}]}]}

ROUND = {
    "format": "parindex/round/1", "id": "forms", "title": both("Đợt thử"), "statement": both("Số liệu thử."),
    "synthetic": True, "period": {"from": "2017-01-01", "to": "2017-12-31"}, "criteria": {"so": "set.json"},
    "stages": [{"id": "self", "kind": "self"}, {"id": "appraisal-1", "kind": "appraisal"}]}

KEYS = ["id", "title", "max", "rule", "level", "value", "points", "state", "evidence", "explanation", "score"]
FACT_KEYS = ["title", "unit", "type", "value", "source", "evidence", "id"]
PAPER_KEYS = ["id", "number", "date", "issuer", "title", "section", "page", "file"]


def head(**changes):
    entries = {"format": "parindex/form/1", "kind": "self", "round": "forms", "stage": "self", "agency": "so-y-te",
               "set": "vn/forms-2017", "language": "vi"}
    entries.update(changes)
    return ("parindex", [[key, value] for key, value in entries.items()])


def table(title, keys, rows):
    """A sheet of a form; rows are dictionaries by key."""
    assert all(set(row) <= set(keys) for row in rows)
    return [[title], keys, [f"[{key}]" for key in keys], *[[row.get(key) for key in keys] for row in rows]]


def filled_form():
    """A form that uses every kind of cell."""
    answers = table("TỰ ĐÁNH GIÁ", KEYS, [
        {"id": "1", "title": "Một", "max": 9, "score": 5.25},
        {"id": "1.1", "max": 2, "level": "hoàn thành  MỘT phần ", "evidence": "01/KH-SYT; bc-02", "explanation": "Vì <thiếu> & \"chậm\"\nhai dòng"},
        {"id": "1.2", "max": 1},
        {"id": "1.2#a", "max": 0.5, "level": "x"},
        {"id": "1.2#b", "max": 0.5, "level": "không"},
        {"id": "1.3", "max": 2, "points": "\u00a01,25 "},
        {"id": "1.4", "max": 2, "value": Percent(0.95)},
        {"id": "1.10", "max": 2, "points": 4.1 - 2.3},
        {"title": "Tổng", "score": 5.25}])
    figures = table("SỐ LIỆU", FACT_KEYS, [
        {"id": "dossiers", "type": "count", "value": 1234567, "source": "Báo cáo, mục 2", "evidence": "bc-02"},
        {"id": "rate", "type": "percent", "value": "97,5 %"},
        {"id": "mean", "type": "number", "value": 0.1 + 0.2},
        {"id": "issued", "type": "date", "value": datetime.date(2017, 1, 4)},
        {"id": "ended", "type": "date", "value": "Chưa thực hiện"},
        {"id": "online", "type": "flag", "value": True},
        {"id": "head", "type": "text", "value": "=SUM(A1) Nguyễn Văn Đạt"}])
    papers = table("MINH CHỨNG", PAPER_KEYS, [
        {"number": "01/KH-SYT", "date": "04/01/2017", "issuer": "Sở Y tế", "page": 4},
        {"id": "bc-02", "number": "02/BC-SYT", "date": datetime.date(2017, 6, 15), "title": "Báo cáo"}])
    cases = [["fact:cases", "days", "late", "received"], ["STT", "Ngày", "Trễ", "Nhận"],
             [1, 12, "không", datetime.date(2017, 3, 1)], [2], [3, 30, "x", "02/03/2017"]]
    return [("Tự đánh giá", answers), ("Số liệu", figures), ("r.cases", cases), ("Minh chứng", papers), head()]


def filled_json():
    """What parindex must make of it."""
    return {
        "format": "parindex/assessment/1", "agency": "so-y-te",
        "facts": {
            "cases": [{"days": 12, "late": False, "received": "2017-03-01"},
                      {"days": 30, "late": True, "received": "2017-03-02"}],
            "dossiers": {"value": 1234567, "source": "Báo cáo, mục 2", "evidence": ["bc-02"]},
            "ended": "never", "head": "=SUM(A1) Nguyễn Văn Đạt", "issued": "2017-01-04", "mean": 0.3, "online": True,
            "rate": "97.5%"},
        "answers": {
            "1.1": {"level": "half", "evidence": ["01/KH-SYT", "bc-02"],
                    "explanation": "Vì <thiếu> & \"chậm\"\nhai dòng"},
            "1.2": {"items": ["a"]}, "1.3": {"points": 1.25}, "1.4": {"value": "95%"}, "1.10": {"points": 1.8}},
        "evidence": [
            {"id": "01/KH-SYT", "number": "01/KH-SYT", "date": "2017-01-04", "issuer": "Sở Y tế", "page": "4"},
            {"id": "bc-02", "number": "02/BC-SYT", "date": "2017-06-15", "title": "Báo cáo"}]}


# Producers: each takes a path and sheets [(name, rows)], a cell being None, text, number, Percent, bool or date.

def write_openpyxl(path, sheets):
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for r, row in enumerate(rows, 1):
            for c, value in enumerate(row, 1):
                if value is None:
                    continue
                cell = sheet.cell(r, c)
                cell.value = float(value) if isinstance(value, Percent) else value
                if isinstance(value, str):
                    cell.data_type = "s"  # never a formula
                if isinstance(value, Percent):
                    cell.number_format = "0.0%"
    book.save(path)


def write_libxlsxwriter(path, sheets):
    library = ctypes.CDLL("libxlsxwriter.so.4")
    for name, result, arguments in (
            ("workbook_new", ctypes.c_void_p, [ctypes.c_char_p]),
            ("workbook_add_worksheet", ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_char_p]),
            ("workbook_add_format", ctypes.c_void_p, [ctypes.c_void_p]),
            ("format_set_num_format", None, [ctypes.c_void_p, ctypes.c_char_p]),
            ("worksheet_write_string", ctypes.c_int, [ctypes.c_void_p, ctypes.c_uint32, ctypes.c_uint16, ctypes.c_char_p, ctypes.c_void_p]),
            ("worksheet_write_number", ctypes.c_int, [ctypes.c_void_p, ctypes.c_uint32, ctypes.c_uint16, ctypes.c_double, ctypes.c_void_p]),
            ("worksheet_write_boolean", ctypes.c_int, [ctypes.c_void_p, ctypes.c_uint32, ctypes.c_uint16, ctypes.c_int, ctypes.c_void_p]),
            ("workbook_close", ctypes.c_int, [ctypes.c_void_p])):
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    book = library.workbook_new(str(path).encode())
    day, share = library.workbook_add_format(book), library.workbook_add_format(book)
    library.format_set_num_format(day, b"dd/mm/yyyy")
    library.format_set_num_format(share, b"0.0%")
    for name, rows in sheets:
        sheet = library.workbook_add_worksheet(book, name.encode())
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if value is None:
                    continue
                if isinstance(value, str):
                    library.worksheet_write_string(sheet, r, c, value.encode(), None)
                elif isinstance(value, bool):
                    library.worksheet_write_boolean(sheet, r, c, value, None)
                elif isinstance(value, datetime.date):
                    library.worksheet_write_number(sheet, r, c, serial(value), day)
                else:
                    library.worksheet_write_number(sheet, r, c, value, share if isinstance(value, Percent) else None)
    assert library.workbook_close(book) == 0


def serial(day, system=1900):
    return (day - (datetime.date(1899, 12, 30) if system == 1900 else datetime.date(1904, 1, 1))).days


def package(book_part, sheets, extra=""):
    """Parts that lead to sheets: [(name, part)]."""
    listed = "".join(f'<sheet name={quoteattr(name)} sheetId="{i}" r:id="s{i}"/>'
                     for i, (name, _) in enumerate(sheets, 1))
    links = "".join(f'<Relationship Id="s{i}" Type="{OFFICE}/worksheet" Target="/{part}"/>'
                    for i, (_, part) in enumerate(sheets, 1))
    folder, _, name = book_part.rpartition("/")
    return {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="a" Type="{OFFICE}/officeDocument" '
                       f'Target="{book_part}"/></Relationships>',
        book_part: f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{extra}<sheets>{listed}</sheets></workbook>',
        f"{folder}/_rels/{name}.rels": f'<Relationships xmlns="{PACKAGE}">{links}</Relationships>'}


def sheet_part(rows_xml):
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows_xml}</sheetData></worksheet>'


STYLES = (f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd\\/mm\\/yyyy;@"/></numFmts>'
          '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="10"/></cellXfs></styleSheet>')


def style_link(parts, book_part):
    folder, _, name = book_part.rpartition("/")
    link = f'<Relationship Id="st" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
    rels = f"{folder}/_rels/{name}.rels"
    parts[rels] = parts[rels].replace("</Relationships>", link)
    parts[f"{folder}/styles.xml"] = STYLES


def write_by_hand(path, sheets):
    """Inline strings, no places of cells, absolute targets, folders of odd names."""
    def cell(value):
        if value is None:
            return "<c/>"
        if isinstance(value, bool):
            return f'<c t="b"><v>{int(value)}</v></c>'
        if isinstance(value, datetime.date):
            return f'<c s="1"><v>{serial(value)}</v></c>'
        if isinstance(value, Percent):
            return f'<c s="2"><v>{value!r}</v></c>'
        if isinstance(value, str):
            return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
        return f"<c><v>{value!r}</v></c>"
    named = [(name, f"tờ/{i}.xml") for i, (name, _) in enumerate(sheets)]
    parts = package("sổ/book.xml", named)
    style_link(parts, "sổ/book.xml")
    for (_, rows), (_, part) in zip(sheets, named):
        parts[part] = sheet_part("".join("<row>" + "".join(map(cell, row)) + "</row>" for row in rows))
    write_parts(path, parts)


def write_strict(path, sheets):
    """Strict namespaces, shared strings in runs with phonetic guides, UTF-16 sheets, the date system of 1904."""
    strings = []

    def cell(value, place):
        if value is None:
            return ""
        if isinstance(value, bool):
            return f'<x:c r="{place}" t="b"><x:v>{int(value)}</x:v></x:c>'
        if isinstance(value, datetime.date):
            return f'<x:c r="{place}" s="1"><x:v>{serial(value, 1904)}.0</x:v></x:c>'
        if isinstance(value, str):
            strings.append(value)
            return f'<x:c r="{place}" t="s"><x:v>{len(strings) - 1}</x:v></x:c>'
        style = 2 if isinstance(value, Percent) else 0
        return f'<x:c r="{place}" s="{style}"><x:v>{value:.17g}</x:v></x:c>'

    def run_of(text):
        half = len(text) // 2
        return "".join(f'<r><rPr><b/></rPr><t xml:space="preserve">{escape(piece)}</t></r>'
                       for piece in (text[:half], text[half:])) + '<rPh sb="0" eb="1"><t>guide</t></rPh>'

    named = [(name, f"xl/worksheets/Sheet{i}.xml") for i, (name, _) in enumerate(sheets)]
    parts = package("xl/workbook.xml", named, '<workbookPr date1904="true"/>')
    style_link(parts, "xl/workbook.xml")
    for (_, rows), (_, part) in zip(sheets, named):
        # Rows in reverse order: places count, not the order in the file.
        xml = "".join(f'<x:row r="{r}">' + "".join(cell(value, f"{chr(64 + c)}{r}") for c, value in enumerate(row, 1)) +
                      "</x:row>" for r, row in reversed(list(enumerate(rows, 1))))
        parts[part] = ('<?xml version="1.0" encoding="UTF-16"?>'
                       f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{xml}</x:sheetData></x:worksheet>')
    parts["xl/strings.xml"] = f'<sst xmlns="{MAIN}">' + "".join(f"<si>{run_of(text)}</si>" for text in strings) + "</sst>"
    rels = "xl/_rels/workbook.xml.rels"
    parts[rels] = parts[rels].replace("</Relationships>", f'<Relationship Id="ss" Type="{OFFICE}/sharedStrings" '
                                      'Target="../xl/./strings.xml"/></Relationships>')
    strict = {}
    for name, text in parts.items():
        text = text.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
        text = text.replace(OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships")
        strict[name] = text.encode("utf-16" if "Sheet" in name else "utf-8")
    write_parts(path, strict)


def write_parts(path, parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def libreoffice(files, target, out):
    """Files saved again by LibreOffice as `target`; [paths]."""
    with tempfile.TemporaryDirectory(prefix="parindex-lo-") as profile:
        subprocess.run(["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", target,
                        "--outdir", str(out), *map(str, files)],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300)
    return [out / (Path(file).stem + "." + target.split(":")[0]) for file in files]


class Place:
    """A folder of its own with a round in it."""

    def __init__(self):
        self.path = Path(tempfile.mkdtemp(prefix="parindex-forms-"))
        self.round = self.path / "round"
        self.write("round/round.json", json.dumps(ROUND))
        self.write("round/set.json", json.dumps(SET, ensure_ascii=False))
        self.write("round/agencies.csv", "id,name,group\nso-y-te,Sở Y tế,so\n")
        (self.round / "self").mkdir()
        (self.round / "appraisal-1").mkdir()

    def remove(self):
        shutil.rmtree(self.path, ignore_errors=True)

    def write(self, name, text):
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def import_book(self, book, *options, stage="self", **limits):
        limits.setdefault("seconds", 300)  # by the clock; tests that care for time count the processor's
        return run("import", self.round, book, "--stage", stage, "--replace", "--lang", "en", *options, **limits)

    def imported(self, stage="self"):
        file = self.round / stage / "so-y-te.json"
        return file.read_text(encoding="utf-8") if file.exists() else None
