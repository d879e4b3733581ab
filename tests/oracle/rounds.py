"""Reads a round's folder for the oracle: stages, agencies, answers and facts in force."""

import csv
import json
from fractions import Fraction
from pathlib import Path

from expressions import WorkCalendar, day, quantity
from oracle import Evaluation, Set


def read_json(path):
    return json.loads(Path(path).read_text(encoding="utf-8"), parse_float=Fraction)


def read_csv(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def fact_value(given, declaration, kind=None):
    kind = kind or declaration["type"]
    if kind == "records":
        fields = declaration["fields"]
        return [{key: fact_value(value, None, fields[key]) for key, value in row.items()} for row in given]
    if kind == "date":
        return day(given)
    if kind == "flag":
        return given if isinstance(given, bool) else {"true": True, "false": False}[given]
    return given if kind == "text" else quantity(given)


def read_answer(data):
    answer = {key: data[key] for key in ("level", "items", "state") if key in data}
    answer.update({key: quantity(data[key]) for key in ("value", "points") if key in data})
    return answer


class Round:
    def __init__(self, folder):
        self.folder = Path(folder)
        data = read_json(self.folder / "round.json")
        self.stages = data["stages"]
        self.period = tuple(day(data["period"][key]) for key in ("from", "to"))
        self.work = WorkCalendar(frozenset(map(day, data.get("holidays", []))),
                                 frozenset(map(day, data.get("worked_weekends", []))))
        files = {name: Set(read_json(self.folder / name)) for name in set(data["criteria"].values())}
        self.sets = {group: files[name] for group, name in data["criteria"].items()}
        self.agencies = [self.agency(row) for row in read_csv(self.folder / "agencies.csv")]
        self.by_id = {agency["id"]: agency for agency in self.agencies}
        self.given = [self.read_stage(self.folder / stage["id"]) for stage in self.stages]

    @staticmethod
    def agency(row):
        attributes = {key: value for key, value in row.items() if key not in ("id", "name", "group", "predecessors")}
        return {"id": row["id"], "name": row["name"], "group": row["group"], "attributes": attributes}

    def read_stage(self, folder):
        """{agency: {"answers": ..., "facts": ...}} as given at one stage."""
        stage = {agency_id: {"answers": {}, "facts": {}} for agency_id in self.by_id}
        for path in sorted(folder.glob("*.json")):
            data = read_json(path)
            here = stage[data["agency"]]
            declared = self.sets[self.by_id[data["agency"]]["group"]].fact_types
            for fact_id, fact in data.get("facts", {}).items():
                value = fact["value"] if isinstance(fact, dict) else fact
                here["facts"][fact_id] = fact_value(value, declared[fact_id])
            for criterion, answer in data.get("answers", {}).items():
                here["answers"][criterion] = read_answer(answer)
        if (folder / "facts.csv").exists():
            for row in read_csv(folder / "facts.csv"):
                declared = self.sets[self.by_id[row["agency"]]["group"]].fact_types
                stage[row["agency"]]["facts"][row["fact"]] = fact_value(row["value"], declared[row["fact"]])
        if (folder / "answers.csv").exists():
            for row in read_csv(folder / "answers.csv"):
                answer = {key: value for key, value in row.items() if value}
                if "items" in answer:
                    answer["items"] = answer["items"].split(";")
                stage[row["agency"]]["answers"][row["criterion"]] = read_answer(answer)
        return stage

    def in_force(self, agency_id, stage):
        """Reading: an answer that only cites evidence or explains does not take the place of an earlier one; one that
        answers replaces the earlier answer as a whole."""
        inputs = {"answers": {}, "facts": {}}
        for given in self.given[:stage + 1]:
            inputs["facts"].update(given[agency_id]["facts"])
            inputs["answers"].update({c: a for c, a in given[agency_id]["answers"].items() if a})
        return inputs

    def evaluate(self, stage=None):
        """{group: [Evaluation]} at a stage, the last one unless it is named."""
        index = len(self.stages) - 1 if stage is None else [s["id"] for s in self.stages].index(stage)
        groups = {}
        for agency in self.agencies:
            evaluation = Evaluation(self.sets[agency["group"]], agency, self.in_force(agency["id"], index),
                                    self.period, self.work)
            groups.setdefault(agency["group"], []).append(evaluation)
        for group in groups.values():
            for evaluation in group:
                evaluation.group = group
        return groups
