"""Reads back what `parindex report` writes: sheets, documents and pages as rows of texts as a reader sees them."""

import re
import zipfile
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from html.parser import HTMLParser
from xml.etree import ElementTree

import openpyxl

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def decimal_text(value, digits):
    """A Fraction rounded half away from zero to that many places."""
    scaled = abs(value) * 10 ** digits
    whole = int(scaled + Fraction(1, 2))
    text = str(whole).rjust(digits + 1, "0")
    text = text[:-digits] + "." + text[-digits:] if digits else text
    return "-" + text if value < 0 and whole else text


def short_text(value, digits=4):
    """The exact decimal if it has at most `digits` places, else rounded and marked."""
    for places in range(digits + 1):
        if (value * 10 ** places).denominator == 1:
            return decimal_text(value, places)
    return "≈" + decimal_text(value, digits)


def plain(text):
    """A Vietnamese figure without grouping, with a point and without zeros at the end: "1.234,50" -> "1234.5"."""
    text = text.strip().replace(".", "").replace(",", ".")
    return same(text)


def same(text):
    """The figure without zeros at the end; a text that is no figure as it is."""
    if not re.fullmatch(r"≈?-?\d+(\.\d+)?", text):
        return text
    return re.sub(r"\.?0+$", "", text) if "." in text else text


def shown(cell):
    """What a spreadsheet program shows in a cell, with a point, made from its number and format."""
    if cell.value is None:
        return ""
    if not isinstance(cell.value, (int, float)):
        return str(cell.value)
    match = re.fullmatch(r'("≈")?#,##0(?:\.(0+))?', cell.number_format)
    assert match, (cell.coordinate, cell.number_format)
    digits = len(match.group(2) or "")
    quantum = Decimal(1).scaleb(-digits)
    return ("≈" if match.group(1) else "") + str(Decimal(repr(cell.value)).quantize(quantum, ROUND_HALF_UP))


def workbook_tables(path):
    """Sheet name -> (titles of the columns, rows of shown texts until the first empty row)."""
    tables = {}
    for sheet in openpyxl.load_workbook(path).worksheets:
        rows = [[shown(cell) for cell in row] for row in sheet.iter_rows()]
        top = next(i for i, row in enumerate(rows) if sum(cell != "" for cell in row) > 1)
        body = []
        for row in rows[top + 1:]:
            if not any(row):
                break
            body.append(row)
        tables[sheet.title] = (rows[top], body)
    return tables


def word_tables(path):
    """[rows of cell texts] of each table of a document that has a repeated head."""
    with zipfile.ZipFile(path) as package:
        body = ElementTree.fromstring(package.read("word/document.xml"))
    tables = []
    for table in body.iter(WORD + "tbl"):
        if table.find(f".//{WORD}tblHeader") is None:
            continue
        tables.append([[" ".join(text.text or "" for text in cell.iter(WORD + "t")) for cell in row.iter(WORD + "tc")]
                       for row in table.iter(WORD + "tr")])
    return tables


def word_text(path):
    """The text of a document, a line for each paragraph."""
    with zipfile.ZipFile(path) as package:
        body = ElementTree.fromstring(package.read("word/document.xml"))
    return "\n".join("".join(text.text or "" for text in one.iter(WORD + "t")) for one in body.iter(WORD + "p"))


class TableReader(HTMLParser):
    """Rows of cell texts of every table of a page."""

    def __init__(self):
        super().__init__()
        self.rows = []
        self.in_cell = False

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append("")
            self.in_cell = True

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.in_cell = False

    def handle_data(self, data):
        if self.in_cell:
            self.rows[-1][-1] += data


def page_rows(path):
    reader = TableReader()
    reader.feed(path.read_text(encoding="utf-8"))
    return [[" ".join(cell.split()) for cell in row] for row in reader.rows]
