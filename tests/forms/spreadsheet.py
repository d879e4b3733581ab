"""A minimal workbook of one sheet, and its values as a spreadsheet program computes them."""

import csv
import os
import subprocess
import tempfile
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

PARTS = {
    "[Content_Types].xml": '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package'
    '/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application'
    '/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/'
    '2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    'officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/'
    'spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
    '<sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.'
    'openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
# Separator, quote, UTF-8, first line, no formats, no language, texts not quoted, numbers in full and not as shown.
CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false"


def column_name(number):
    """1 -> A, 27 -> AA."""
    name = ""
    while number:
        number, letter = divmod(number - 1, 26)
        name = chr(65 + letter) + name
    return name


def cell_xml(reference, content):
    if isinstance(content, bool):
        return f'<c r="{reference}" t="b"><v>{int(content)}</v></c>'
    if isinstance(content, (int, float)):
        return f'<c r="{reference}"><v>{content!r}</v></c>'
    if content.startswith("="):
        return f'<c r="{reference}"><f>{escape(content[1:])}</f></c>'
    return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{escape(content)}</t></is></c>'


def write_workbook(path, cells):
    """`cells`: {(row, column): number, text, or formula with its "="}, both counted from 1."""
    rows = {}
    for (row, column), content in cells.items():
        rows.setdefault(row, []).append((column, content))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for name, xml in PARTS.items():
            file.writestr(name, xml)
        with file.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(b'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/'
                        b'spreadsheetml/2006/main"><sheetData>')
            for row in sorted(rows):
                line = "".join(cell_xml(f"{column_name(column)}{row}", content)
                               for column, content in sorted(rows[row], key=lambda one: one[0]))
                sheet.write(f'<row r="{row}">{line}</row>'.encode())
            sheet.write(b"</sheetData></worksheet>")


def computed(path):
    """Values of the first sheet as texts, by rows: LibreOffice computes every formula, as none has a stored value."""
    path = Path(path)
    with tempfile.TemporaryDirectory(prefix="parindex-office-") as profile:
        subprocess.run([os.environ.get("SOFFICE", "soffice"), "--headless", f"-env:UserInstallation=file://{profile}",
                        "--convert-to", CSV, "--outdir", str(path.parent), str(path)],
                       check=True, capture_output=True, timeout=1500)
    with open(path.with_suffix(".csv"), encoding="utf-8", newline="") as file:
        return list(csv.reader(file))
