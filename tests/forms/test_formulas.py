"""The formulas of forms, computed by LibreOffice, against the program.

    test_formulas.py [agencies per set] [seed] [part of a set's name]

For every shipped set, and for sets made at random, hundreds of agencies get random answers: blanks, states, edges of
bands, zero denominators, texts in the place of numbers. Each agency is a column of one workbook with its inputs and all
the formulas of its form. Points, maximum and state of every node and the total must be the program's; what is said
not to be computed must need the other agencies.
"""

import json
import os
import random
import re
import subprocess
import sys
import tempfile
from fractions import Fraction
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE), str(HERE.parent / "oracle")]

import generate
from inputs import Inputs, in_cell, written
from spreadsheet import column_name, computed, write_workbook

PARINDEX = os.environ.get("PARINDEX", str(ROOT / "build/dev/bin/parindex"))
DUMP = os.environ.get("DUMP_FORMULAS", str(ROOT / "build/dev/tests/parindex_dump_formulas"))
HOLIDAYS = ["2017-01-02", "2017-01-26", "2017-01-27", "2017-01-30", "2017-04-06", "2017-05-01", "2017-05-02"]
TOTAL = ("points", "assigned", "bonus", "penalty", "exact", "rounded")
SHIPPED = sorted(p for p in (ROOT / "criteria").rglob("*.json") if "schema" not in p.parts)


def run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if not done.stdout:
        raise SystemExit(f"{command}: {done.stderr[:3000]}")
    return json.loads(done.stdout)


def parents(node_id, ids):
    """The nodes above, by their ids."""
    parts = node_id.split(".")
    return {above for above in (".".join(parts[:n]) for n in range(1, len(parts))) if above in ids}


class Form:
    """The formulas for one kind of agency, put into columns of a workbook."""

    def __init__(self, data):
        self.formulas, self.rows = data["formulas"], data["rows"]
        self.ids = [key[9:] for key in self.formulas if key.startswith("= status ")]
        excused = {note["id"] for note in data["not_computed"]}
        grown = True
        while grown:
            more = {to for of, to in data["references"] if of in excused} - excused
            grown = bool(more)
            excused |= more
        self.excused = excused

    def put(self, cells, column, inputs):
        """Every third agency has an empty text where nothing is given: forms of later stages look back that way."""
        letters = f"${column_name(column)}$"
        for key, row in self.rows.items():
            content = self.formulas.get(key, inputs.get(key, '=""' if column % 3 == 0 else None))
            if content is not None:
                formula = isinstance(content, str) and content.startswith("=")
                cells[row, column] = content.replace("$XFD$", letters) if formula else content

    def check_lengths(self):
        for key, formula in self.formulas.items():
            depth = highest = 0
            for bracket in re.findall(r'"(?:[^"]|"")*"|[()]', formula):
                depth += (bracket == "(") - (bracket == ")")
                highest = max(highest, depth)
            if len(formula) > 8000 or highest > 60 or depth != 0:
                yield f"{key}: {len(formula)} characters, {highest} brackets deep, {depth} open"


class Comparison:
    def __init__(self, form, values, column):
        self.form, self.values, self.column = form, values, column
        self.differences, self.compared, self.computed = [], 0, 0

    def value(self, key):
        row = self.form.rows[key] - 1
        line = self.values[row] if row < len(self.values) else []
        return line[self.column - 1] if self.column <= len(line) else ""

    def same(self, what, expected, found):
        """Texts alike, or numbers to 1e-9; nothing expected is anything but a number."""
        self.compared += 1
        number = as_number(found)
        if expected is None:
            equal = number is None and not found.startswith("#") and "Err:" not in found
        elif isinstance(expected, Fraction):
            equal = number is not None and abs(number - expected) <= Fraction(1, 10**9)
        else:
            equal = found == expected
        if not equal:
            self.differences.append(f"{what}: program {expected}, formula {found!r}")

    def node(self, node):
        name = node["id"]
        status = self.value(f"= status {name}")
        if status == "not_computed" and name in self.form.excused:
            return
        self.computed += 1
        self.same(f"{name} state", node["state"], status)
        self.same(f"{name} points", as_fraction(node.get("points")), self.value(f"= points {name}"))
        self.same(f"{name} assigned", as_fraction(node.get("assigned")), self.value(f"= assigned {name}"))

    def total(self, total, domains):
        if any(self.value(f"= status {name}") == "not_computed" for name in domains):
            for part in TOTAL:
                self.same(f"total {part}", None, self.value(f"= total {part}"))
            return
        self.computed += 1
        for part in TOTAL:
            absent = "0" if part in ("bonus", "penalty") else None
            self.same(f"total {part}", as_fraction(total.get(part, absent)), self.value(f"= total {part}"))
        if "percent" in total:
            self.same("percent", as_fraction(total["percent"]) / 100, self.value("= total percent_rounded"))


def as_number(text):
    try:
        return Fraction(text)
    except ValueError:
        return None


def as_fraction(written):
    return None if written is None else Fraction(str(written))


def check_round(folder, inputs_of, work):
    """What was compared, and the differences between the program and the formulas of every agency's form."""
    dumped = run(DUMP, folder)
    forms = [Form(data) for data in dumped["forms"]]
    differences = [line for form in forms for line in form.check_lengths()]
    result = run(PARINDEX, "evaluate", folder, "--format", "json")
    cells = {}
    agencies = [agency for agency in result["agencies"] if agency["submitted"]]
    for column, agency in enumerate(agencies, 1):
        forms[dumped["agencies"][agency["id"]]].put(cells, column, inputs_of[agency["id"]])
    book = work / f"{folder.name}.xlsx"
    write_workbook(book, cells)
    values = computed(book)
    compared = nodes = totals = 0
    for column, agency in enumerate(agencies, 1):
        form = forms[dumped["agencies"][agency["id"]]]
        one = Comparison(form, values, column)
        for node in agency["criteria"]:
            one.node(node)
        one.total(agency["total"], {n["id"] for n in agency["criteria"] if not parents(n["id"], set(form.ids))})
        differences += [f"{agency['id']} {line}" for line in one.differences]
        compared += one.compared
        nodes += one.computed
        totals += as_number(one.value("= total exact")) is not None
    return {"agencies": len(agencies), "formulas": sum(len(form.formulas) for form in forms), "nodes computed": nodes,
            "totals": totals, "comparisons": compared, "differences": differences}


def write_round(folder, sets, agencies, given):
    """`sets`: {group: file}."""
    folder.mkdir()
    generate.write_json(folder / "round.json", {
        "format": "parindex/round/1", "id": "formulas", "title": generate.text("formulas"),
        "statement": generate.text("Random, for tests."), "synthetic": True,
        "period": {"from": "2017-01-01", "to": "2017-06-30"}, "criteria": sets,
        "stages": [{"id": "self", "kind": "self", "title": generate.text("self")}],
        "holidays": HOLIDAYS, "worked_weekends": ["2017-02-04"]})
    generate.write_csv(folder / "agencies.csv", list(agencies[0]), agencies)
    (folder / "self").mkdir()
    for agency, one in given.items():
        generate.write_json(folder / "self" / f"{agency}.json",
                            {"format": "parindex/assessment/1", "agency": agency, **one})


def corrected(made):
    """The set with its documented corrections, as the program uses it."""
    for correction in made.get("corrections", []):
        *way, last = [part.replace("~1", "/").replace("~0", "~") for part in correction["at"].split("/")[1:]]
        place = made
        for part in way:
            place = place[int(part)] if isinstance(place, list) else place[part]
        place[int(last) if isinstance(place, list) else last] = correction["corrected"]
    return made


def shipped(file, count, maker, work):
    made = corrected(json.loads(file.read_text(encoding="utf-8")))
    agencies, given, inputs_of = [], {}, {}
    for n in range(count):
        agency = {"id": f"agency-{n}", "name": f"Agency {n}", "group": "g", "type": maker.choice(generate.TYPES[:2]),
                  "drafts_norms": maker.choice(("yes", "no"))}
        inputs = Inputs(maker, made, agency)
        agencies.append(agency)
        given[agency["id"]], inputs_of[agency["id"]] = inputs.assessment(), inputs.cells
    folder = work / file.stem
    write_round(folder, {"g": os.path.relpath(file, folder)}, agencies, given)
    return check_round(folder, inputs_of, work)


def random_set(seed, with_peers):
    """A set made at random; most are to have no functions of other agencies, which leave little to compute."""
    for attempt in range(1000):
        made = generate.SetMaker(generate.Maker(1000 * seed + attempt), f"vn/random-{seed}").make(["g"])
        if ("peer_" in json.dumps(made)) == with_peers:
            return made
    raise SystemExit(f"no such set for seed {seed}")


def at_random(seed, count, work):
    maker = generate.Maker(seed)
    made = random_set(seed, with_peers=seed % 4 == 0)
    set_file = work / f"set-{seed}.json"
    generate.write_json(set_file, made)
    agencies, given, inputs_of = [], {}, {}
    for n in range(count):
        agency = {"id": f"agency-{n}", "name": f"Agency {n}", "group": "g", "type": maker.choice(generate.TYPES)}
        inputs = Inputs(maker, made, agency)
        agencies.append(agency)
        given[agency["id"]], inputs_of[agency["id"]] = inputs.assessment(), inputs.cells
    folder = work / f"random-{seed}"
    write_round(folder, {"g": os.path.relpath(set_file, folder)}, agencies, given)
    return check_round(folder, inputs_of, work)


def bands(*edges):
    """[from, below) bands as listed, points rising with the place in the list."""
    return [{"from": low, "below": high, "points": points} for points, (low, high) in enumerate(edges)]


# Rules of one typed value and where their outcome changes. Ratios of the shipped sets seldom fall onto an edge.
ON_EDGES = {
    "rising": {"kind": "bands", "of": "answer", "unit": "number", "outside": "zero",
               "bands": bands((0, 2), (2, 4), (4, 6))},
    "falling": {"kind": "bands", "of": "answer", "unit": "number", "outside": "zero",
                "bands": bands((4, 6), (2, 4), (0, 2))},
    "above": {"kind": "bands", "of": "answer", "unit": "number", "outside": "zero",
              "bands": [{"from": 0, "to": 2, "points": 1}, {"above": 2, "to": 4, "points": 2}, {"above": 4, "points": 3}]},
    "highest": {"kind": "bands", "of": "answer", "unit": "number", "outside": "zero", "on_overlap": "highest",
                "bands": [{"from": 0, "to": 2, "points": 1}, {"from": 2, "to": 4, "points": 2}]},
    "lowest": {"kind": "bands", "of": "answer", "unit": "number", "outside": "zero", "on_overlap": "lowest",
               "bands": [{"from": 2, "to": 4, "points": 2}, {"from": 0, "to": 2, "points": 1}]},
    "line": {"kind": "piecewise_linear", "of": "answer", "unit": "number", "outside": "cap",
             "through": [{"at": 2, "points": 1}, {"at": 4, "points": 2}, {"at": 6, "points": 5}]},
    "share": {"kind": "proportional", "of": "answer / 6", "full_from": "2/3", "zero_below": "1/3",
              "between": "linear", "above_one": "cap"},
    "part": {"kind": "proportional", "of": "answer / 6", "zero_below": "1/3", "above_one": "cap"},
    "per item": {"kind": "per_item", "count": "answer", "points_each": "0.5", "cap": 2},
    "case": {"kind": "cases", "cases": [{"when": "answer > 4", "points": 5}, {"when": "answer >= 2", "points": 2}],
             "otherwise": 0, "above_max": "cap", "below_zero": "cap"},
    "third": {"kind": "formula", "points": "answer / 3", "above_max": "cap", "below_zero": "cap"},
    "tie": {"kind": "formula", "points": "answer / 5", "above_max": "cap", "below_zero": "cap"},
}
ROUNDINGS = ("half_up", "half_even", "down", "up")


def edge_set(mode):
    """One leaf for each of ON_EDGES; points rounded to one digit in that mode."""
    made = json.loads((ROOT / "criteria/vn/survey-demo-2024.json").read_text(encoding="utf-8"))
    leaves = [{"id": f"1.{n}", "max": 5, "title": generate.text(name), "scored_by": ["self"], "rule": rule}
              for n, (name, rule) in enumerate(ON_EDGES.items(), 1)]
    made.update(id="vn/edges", max=5 * len(leaves), facts=[],
                criteria=[{"id": "1", "max": 5 * len(leaves), "title": generate.text("edges"), "children": leaves}])
    made["policies"]["rounding"]["points"] = {"digits": 1, "mode": mode}
    return made


def at_edges(mode, work):
    """Every rule at, just below and just above each of its edges."""
    set_file, folder = work / f"edges-{mode}.json", work / f"edges-{mode}"
    generate.write_json(set_file, edge_set(mode))
    agencies, given, inputs_of = [], {}, {}
    for n, value in enumerate(edge + step for edge in range(0, 7) for step in (Fraction(-1, 100), 0, Fraction(1, 100),
                                                                               Fraction(1, 4), Fraction(3, 4))):
        agencies.append({"id": f"agency-{n}", "name": f"Agency {n}", "group": "g"})
        # A count is a whole number; the rule says so of all others, and the form must too.
        names = [f"1.{n}" for n in range(1, len(ON_EDGES) + 1)]
        given[f"agency-{n}"] = {"facts": {}, "answers": {name: {"value": written(value)} for name in names}}
        inputs_of[f"agency-{n}"] = {f"value {name}": in_cell(None, value) for name in names}
    write_round(folder, {"g": os.path.relpath(set_file, folder)}, agencies, given)
    return check_round(folder, inputs_of, work)


# What the importer refuses, by the input's key in the form; each makes its criterion, and those above it, unreadable.
WRONG = (
    ("fact comments.documents", "1.2.3", ("ba", "1.000", "1,000", -1, 1.5, "-2", "2 3", "5/0", "1/", "%", True, "1e3")),
    ("fact plan.issued", "1.1.1", ("31/02/2017", "2017-13-01", "4-1-2017", "hôm qua", 42736.5, 3, "1/1/17", True)),
    ("fact staff.downsizing_plan", "3.4.1", ("có lẽ", 2, "0,5")),
    ("fact staff.it_users_share", "6.1.1", ("95%%", "%95", "9/5/2", "0.5.5", "1 %0")),
    ("level 1.2.2", "1.2.2", ("maybe", 3, 0, 1.5, True)),
    ("points 1.5.2", "1.5.2", (0.6, -0.125, 0.1, "x", "0.500")),
    ("value 2.3.2", "2.3.2", ("64//66", "sáu", "1.000")),
    ("item 1.1.2#scope", "1.1.2", ("?", 2, "yes no")),
    ("state 1.2.2", "1.2.2", ("done", 1)),
    ("level 1.2.3", "1.2.3", ("full", 1)),
    ("value 1.2.2", "1.2.2", (1, "64/66")),
    ("points 1.2.2", "1.2.2", (0.5,)),
    ("awarded 1.2.2", "1.2.2", (1.5, -1, "x")),
    ("record reports 0 due", "1.5.1", ("32/01/2017", "soon")),
)
GIVEN = {"level 1.2.2": "yes", "record reports 0 name": "r", "record reports 0 due": "15/3/2017",
         "record reports 0 sent": "2017-03-10", "fact city_plan.issued": "2017-01-04"}


def wrong_cells(work):
    """Cells that cannot be read give no number, neither to their criterion nor to what stands above it."""
    folder = work / "wrong"
    agency = {"id": "a", "name": "A", "group": "g", "type": "with_units", "drafts_norms": "no"}
    file = ROOT / "criteria/vn/model-department-2017.json"
    write_round(folder, {"g": os.path.relpath(file, folder)}, [agency], {"a": {"facts": {}, "answers": {}}})
    form = Form(run(DUMP, folder)["forms"][0])
    cases = [(key, criterion, content) for key, criterion, contents in WRONG for content in contents]
    cells = {}
    for column, (key, _, content) in enumerate(cases, 1):
        form.put(cells, column, {**GIVEN, key: content})
    form.put(cells, len(cases) + 1, GIVEN)
    book = work / "wrong.xlsx"
    write_workbook(book, cells)
    values = computed(book)
    differences = []
    for column, (key, criterion, content) in enumerate(cases, 1):
        one = Comparison(form, values, column)
        for node in (criterion, *parents(criterion, set(form.ids))):
            if one.value(f"= status {node}") != "not_computed" or as_number(one.value(f"= points {node}")) is not None:
                one.differences.append(f"{node}: {one.value(f'= status {node}')} {one.value(f'= points {node}')!r}")
        one.total({}, {criterion.split(".")[0]})
        differences += [f"{key} = {content!r}: {line}" for line in one.differences]
    good = Comparison(form, values, len(cases) + 1)
    if as_number(good.value("= total exact")) is None:
        differences.append("without the wrong cells there is no total: the test shows nothing")
    return {"nodes computed": len(form.ids), "comparisons": len(cases), "differences": differences}


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    only = sys.argv[3] if len(sys.argv) > 3 else ""
    failed = 0
    with tempfile.TemporaryDirectory(prefix="parindex-formulas-") as place:
        work = Path(place)
        jobs = [(file.stem, lambda file=file: shipped(file, count, generate.Maker(seed), work)) for file in SHIPPED]
        jobs += [(f"edges {mode}", lambda mode=mode: at_edges(mode, work)) for mode in ROUNDINGS]
        jobs.append(("wrong cells", lambda: wrong_cells(work)))
        jobs += [(f"random {n}", lambda n=n: at_random(n, max(10, count // 10), work)) for n in range(seed, seed + 6)]
        for name, job in jobs:
            if only not in name:
                continue
            found = job()
            differences = found.pop("differences")
            print(f"{name}: {', '.join(f'{n} {what}' for what, n in found.items())}, {len(differences)} differences",
                  flush=True)
            for line in differences[:20]:
                print("   ", line)
            failed += len(differences) + (not found["comparisons"]) + (not found["nodes computed"])
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
