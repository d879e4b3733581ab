"""Runs the program on a round and holds every number of its result to the oracle's."""

import json
import os
import subprocess
from fractions import Fraction
from pathlib import Path

from expressions import NEVER, quantity
from oracle import rank
from rounds import Round

ROOT = Path(__file__).resolve().parents[2]


def program():
    path = os.environ.get("PARINDEX", str(ROOT / "build/default/bin/parindex"))
    if not Path(path).exists():
        raise SystemExit(f"{path}: no such program (set PARINDEX)")
    return path


def run(folder, *arguments):
    """The bytes that `evaluate --format json` writes. Exit 1 says that there are findings, which is no failure here."""
    command = [program(), "evaluate", str(folder), "--format", "json", *arguments]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode not in (0, 1) or not done.stdout:
        raise AssertionError(f"{' '.join(command)}: exit {done.returncode}\n{done.stderr.decode()[:2000]}")
    return done.stdout


def number(value):
    return None if value is None else quantity(value)


def differences(folder, stage=None):
    """(differences as texts, number of comparisons) between program and oracle."""
    output = json.loads(run(folder, *(["--stage", stage] if stage else [])))
    printed = {agency["id"]: agency for agency in output["agencies"]}
    comparison = Comparison()
    evaluations = Round(folder).evaluate(stage)
    for group in evaluations.values():
        for evaluation, place, shared in rank(group):
            comparison.agency(evaluation, place, shared, printed.pop(evaluation.agency["id"]))
    comparison.same("agencies", set(), set(printed))
    return comparison.found, comparison.count


class Comparison:
    def __init__(self):
        self.found, self.count = [], 0

    def same(self, what, expected, given):
        self.count += 1
        if expected != given:
            self.found.append(f"{what}: oracle {shown(expected)}, program {shown(given)}")

    @staticmethod
    def present(value, absent):
        return absent if value is None else value

    def agency(self, evaluation, place, shared, given):
        name = evaluation.agency["id"]
        self.same(f"{name} rank", place, given.get("rank"))
        if place is not None:
            self.same(f"{name} tied", shared, given.get("tied", False))
        self.same(f"{name} class", evaluation.class_id(), (given.get("class") or {}).get("id"))
        self.total(f"{name} total", evaluation.total, given["total"])
        criteria = {criterion["id"]: criterion for criterion in given["criteria"]}
        for node_id, result in evaluation.all_results().items():
            self.node(f"{name} {node_id}", evaluation.set.nodes[node_id], result, criteria.pop(node_id))
        self.same(f"{name} criteria", set(), set(criteria))

    def total(self, what, expected, given):
        for key in ("exact", "rounded"):
            self.same(f"{what} {key}", expected[key], number(given.get(key)))
        percent = None if expected["percent"] is None else expected["percent"] * 100
        self.same(f"{what} percent", percent, number(given.get("percent")))
        if not expected["blocked_by"]:  # what is printed of a blocked total is what is settled so far
            for key in ("points", "assigned"):
                self.same(f"{what} {key}", expected[key], number(given.get(key)))
            for key in ("bonus", "penalty"):
                self.same(f"{what} {key}", expected[key], number(given.get(key, 0)))
        self.same(f"{what} blocked_by", sorted(expected["blocked_by"]), sorted(given.get("blocked_by", [])))

    def node(self, what, node, expected, given):
        settled = ("points", "assigned") if "rule" in node.data or not expected.blocked else ()
        for key in ("max", *settled):
            absent = 0 if key == "assigned" else None
            self.same(f"{what} {key}", self.present(getattr(expected, key), absent),
                      number(given.get(key, absent)))
        self.same(f"{what} state", expected.state, given.get("state"))
        if node.role != "monitor":
            refused = "block" if "refusal" in given else None
            self.same(f"{what} effect", expected.effect, given.get("effect", refused))
            self.same(f"{what} blocked", expected.blocked, given.get("blocked", False))
        if expected.state == "scored":
            self.same(f"{what} level", expected.level, given.get("level"))


def shown(value):
    return str(value) if isinstance(value, (Fraction, type(NEVER))) else repr(value)
