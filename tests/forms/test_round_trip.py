"""From the form to the score and back: template, filled in, computed by a spreadsheet program, imported, evaluated.

    test_round_trip.py [agencies per set] [seed]

For every shipped set, agencies of a new round get forms, which a script fills in at random as people would, and LibreOffice
computes and saves them. The round with the imported forms must give the result of a round in which the same
answers were typed as JSON, and each figure that a form shows must be the program's. Then an appraisal form of an
example round, on top of what the agency gave.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from fractions import Fraction
from pathlib import Path

import openpyxl

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE), str(HERE.parent / "oracle")]

import generate
from inputs import Inputs
from test_formulas import SHIPPED, corrected, write_round

PARINDEX = os.environ.get("PARINDEX", str(ROOT / "build/dev/bin/parindex"))
SOFFICE = os.environ.get("SOFFICE", "soffice")


def parindex(*arguments, code=0):
    done = subprocess.run([PARINDEX, *map(str, arguments)], capture_output=True, text=True, check=False)
    if done.returncode != code:
        raise SystemExit(f"parindex {' '.join(map(str, arguments))}: exit {done.returncode}\n{done.stderr[:4000]}")
    return done


def recomputed(books, folder):
    """The workbooks as LibreOffice saves them: openpyxl stores no values, so all formulas are computed."""
    folder.mkdir()
    with tempfile.TemporaryDirectory(prefix="parindex-office-") as profile:
        subprocess.run([SOFFICE, "--headless", f"-env:UserInstallation=file://{profile}", "--convert-to", "xlsx",
                        "--outdir", str(folder), *map(str, books)], check=True, capture_output=True, timeout=1500)
    return [folder / book.name for book in books]


class Form:
    """A form's cells by what stands in them."""

    def __init__(self, path, **how):
        self.book = openpyxl.load_workbook(path, **how)
        self.cells = {}
        for sheet in self.book.worksheets:
            self.read_sheet(sheet)

    def read_sheet(self, sheet):
        for row in range(1, min(sheet.max_row, 12) + 1):
            keys = {cell.value: cell.column for cell in sheet[row] if cell.value}
            first = next(iter(keys), "")
            if "handed_in" in keys:
                return
            if isinstance(first, str) and first.startswith("fact:"):
                return self.read_records(sheet, row, first[5:], keys)
            if {"id", "max"} <= keys.keys() or {"id", "type", "value"} <= keys.keys():
                return self.read_rows(sheet, row, keys)

    def read_records(self, sheet, row, fact, keys):
        for line in range(sheet.max_row - row - 1):
            for field, column in keys.items():
                self.cells[f"record {fact} {line} {field}"] = sheet.cell(row + 2 + line, column)

    def read_rows(self, sheet, row, keys):
        is_figures = "type" in keys
        for at in range(row + 2, sheet.max_row + 1):
            name = sheet.cell(at, keys["id"]).value
            if name is None and not is_figures:
                for key in ("score", "max"):
                    if key in keys and sheet.cell(at, keys["title"]).value in ("TỔNG ĐIỂM", "TOTAL"):
                        self.cells["total " + key] = sheet.cell(at, keys[key])
                continue
            for key, column in keys.items():
                if is_figures:
                    self.cells["fact " + name if key == "value" else f"fact.{key} {name}"] = sheet.cell(at, column)
                elif "#" in str(name) and key == "level":
                    self.cells["item " + name] = sheet.cell(at, column)
                else:
                    self.cells[f"{key} {name}"] = sheet.cell(at, column)

    def is_open(self, key):
        return key in self.cells and not self.cells[key].protection.locked

    def fill(self, key, content):
        self.cells[key].value = content


def subject(key):
    """What an input belongs to: "answer 1.2.3" or "fact plan.issued"."""
    kind, _, rest = key.partition(" ")
    if kind in ("fact", "record"):
        return "fact " + rest.split(" ")[0]
    return "answer " + rest.split("#")[0]


def peer_leaves(nodes):
    for node in nodes:
        if "children" in node:
            yield from peer_leaves(node["children"])
        elif "peer_" in json.dumps(node):
            yield node["id"]


def fill_in(form, inputs, made):
    """Types what the form lets one type; the rest is taken from the inputs, too."""
    for leaf in peer_leaves(made["criteria"]):
        # Only the program knows the other agencies; the form would have no total.
        inputs.cells = {key: value for key, value in inputs.cells.items() if subject(key) != "answer " + leaf}
        inputs.answers[leaf] = {"state": "not_arisen"}
        inputs.cells["state " + leaf] = "không phát sinh"
    for name, answer in inputs.answers.items():
        # The number of a level may be the points of another; the importer then asks, and the drop-down offers none.
        if isinstance(inputs.cells.get("level " + name), int):
            inputs.cells["level " + name] = answer["level"]
    closed = {subject(key) for key in inputs.cells if not form.is_open(key)}
    for key, content in inputs.cells.items():
        if subject(key) not in closed:
            form.fill(key, content)
    inputs.answers = {name: value for name, value in inputs.answers.items() if "answer " + name not in closed}
    inputs.facts = {name: value for name, value in inputs.facts.items() if "fact " + name not in closed}


def evaluated(folder, *more):
    done = subprocess.run([PARINDEX, "evaluate", str(folder), "--format", "json", *more], capture_output=True, text=True,
                          check=False)
    if not done.stdout:
        raise SystemExit(f"evaluate {folder}: {done.stderr[:3000]}")
    return {agency["id"]: agency for agency in json.loads(done.stdout)["agencies"]}


def number(cell):
    """The figure that a cell shows; None for words and empty cells."""
    value = cell.value
    return Fraction(repr(value)) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def same(found, expected):
    if expected is None:
        return found is None
    return found is not None and abs(found - Fraction(expected)) <= Fraction(1, 10**9)


def compare_cells(form, agency):
    """Differences between the figures of a form and the program's, and how many were compared."""
    differences, compared = [], 0
    for node in agency["criteria"]:
        cell = form.cells[f"score {node['id']}"]
        status = form.cells[f"status {node['id']}"].value
        if status == "not_computed":
            differences.append(f"{agency['id']} {node['id']}: not computed: {cell.value!r}")
            continue
        compared += 1
        if status != node["state"]:
            differences.append(f"{agency['id']} {node['id']}: form {status}, program {node['state']}")
        if not same(number(cell), node.get("points")):
            differences.append(f"{agency['id']} {node['id']}: form {cell.value!r}, program {node.get('points')}")
    total = form.cells["total score"]
    compared += 1
    if not same(number(total), agency["total"].get("rounded")):
        differences.append(f"{agency['id']} total: form {total.value!r}, program {agency['total'].get('rounded')}")
    return differences, compared


def scores_of(agency):
    """Without the history, which keeps answers as they were written (64/66 and 32/33)."""
    return {"total": agency["total"],
            "criteria": [{key: value for key, value in node.items() if key != "history"} for node in agency["criteria"]]}


def check_set(file, count, seed, work):
    made = corrected(json.loads(file.read_text(encoding="utf-8")))
    maker = generate.Maker(seed)
    agencies = [{"id": f"agency-{n}", "name": f"Agency {n}", "group": "g", "type": maker.choice(generate.TYPES[:2]),
                 "drafts_norms": maker.choice(("yes", "no"))} for n in range(count)]
    folder = work / file.stem
    write_round(folder, {"g": os.path.relpath(file, folder)}, agencies, {})
    forms = work / (file.stem + "-forms")
    parindex("template", folder, "--out", forms, "--lang", maker.choice(("vi", "en")))
    given, books = {}, []
    for agency in agencies:
        book = forms / f"{agency['id']}.xlsx"
        form = Form(book)
        inputs = Inputs(maker, made, agency)
        fill_in(form, inputs, made)
        form.book.save(book)
        books.append(book)
        given[agency["id"]] = inputs.assessment()
    saved = recomputed(books, work / (file.stem + "-saved"))
    imported = parindex("import", folder, "--stage", "self", *saved)
    differences = [line for line in imported.stderr.splitlines() if "F42" in line]
    typed = work / (file.stem + "-typed")
    write_round(typed, {"g": os.path.relpath(file, typed)}, agencies, given)
    expected, found = evaluated(typed), evaluated(folder)
    compared = 0
    for agency, book in zip(agencies, saved):
        name = agency["id"]
        if scores_of(expected[name]) != scores_of(found[name]):
            wrong = [(a["id"], a, b) for a, b in zip(expected[name]["criteria"], found[name]["criteria"]) if a != b]
            differences.append(f"{name}: imported differs from typed: {wrong[:3]}")
        more, checked = compare_cells(Form(book, data_only=True), found[name])
        differences += more
        compared += checked
    return len(agencies), compared, differences


def copy_example(name, work):
    """An example round beside the criteria sets, as in the project."""
    (work / "criteria").symlink_to(ROOT / "criteria")
    folder = work / "examples" / name
    shutil.copytree(ROOT / "examples" / name, folder)
    return folder


def check_appraisal(work):
    """The council keeps, changes and awards; what it leaves empty stays as the agency gave it."""
    folder = copy_example("hai-phong-2017", work)
    for stage in ("appraisal-1", "final"):
        shutil.rmtree(folder / stage)
    forms = work / "appraisal-forms"
    parindex("template", folder, "--stage", "appraisal-1", "--agency", "so-a", "--agency", "so-khcn", "--out", forms)
    books = sorted(forms.glob("*.xlsx"))
    for book in books:
        form = Form(book)
        # 9.1 looks at the other agencies, which a form does not know.
        for key, content in {"awarded 1.1.1": 0.75, "explanation 1.1.1": "Ban hành chậm so với yêu cầu",
                             "level 2.2.2": "Chưa xử lý", "explanation 2.2.2": "Chưa có văn bản trình",
                             "points 1.5.2": 0.375, "explanation 1.5.2": "Báo cáo đủ nội dung",
                             "fact data_errors": 0, "fact dossiers.late": 12, "fact self_assessment.submitted": "15/7/2017",
                             "item 5.1#issued": "có", "item 5.1#adopted": "không", "explanation 5.1": "Thiếu biên bản",
                             "awarded 9.1": 0, "explanation 9.1": "Chưa có công nhận"}.items():
            form.fill(key, content)
        form.book.save(book)
    saved = recomputed(books, work / "appraisal-saved")
    parindex("import", folder, "--stage", "appraisal-1", *saved)
    result = evaluated(folder, "--stage", "appraisal-1")
    differences, compared = [], 0
    for book in saved:
        agency = result[book.stem]
        points = {node["id"]: node.get("points") for node in agency["criteria"]}
        for criterion, expected in {"1.1.1": "0.75", "2.2.2": "0", "1.5.2": "0.375", "5.1": "0.5", "9.1": "0"}.items():
            if points[criterion] is None or Fraction(points[criterion]) != Fraction(expected):
                differences.append(f"{book.stem} {criterion}: program {points[criterion]}, expected {expected}")
        more, checked = compare_cells(Form(book, data_only=True), agency)
        differences += more
        compared += checked
    return len(saved), compared, differences


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 4
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    failed = 0
    with tempfile.TemporaryDirectory(prefix="parindex-round-trip-") as place:
        work = Path(place)
        jobs = [(file.stem, lambda file=file: check_set(file, count, seed, work)) for file in SHIPPED]
        jobs.append(("appraisal", lambda: check_appraisal(work)))
        for name, job in jobs:
            forms, compared, differences = job()
            print(f"{name}: {forms} forms, {compared} figures, {len(differences)} differences", flush=True)
            for line in differences[:20]:
                print("   ", line)
            failed += bool(differences) or compared == 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
