"""Reads a round's folder for the oracle: stages, agencies, exemptions, opinions, answers and facts in force."""

import csv
import json
import re
from fractions import Fraction
from pathlib import Path

from expressions import WorkCalendar, day, quantity
from oracle import Evaluation, Set, rounded
from survey import Survey


def read_json(path):
    return json.loads(Path(path).read_text(encoding="utf-8"), parse_float=Fraction)


def read_csv(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def fact_value(given, declaration, kind=None):
    kind = kind or declaration["type"]
    if kind == "records":
        # A field is its type, or an object that says the type.
        fields = {name: field if isinstance(field, str) else field["type"]
                  for name, field in declaration["fields"].items()}
        return [{key: fact_value(value, None, fields[key]) for key, value in row.items()} for row in given]
    if kind == "date":
        return day(given)
    if kind == "flag":
        return given if isinstance(given, bool) else {"true": True, "false": False}[given]
    return given if kind == "text" else quantity(given)


def read_answer(data):
    answer = {key: data[key] for key in ("level", "items", "state") if key in data}
    answer.update({key: quantity(data[key]) for key in ("value", "points", "awarded") if key in data})
    return answer


def read_answer_row(row):
    answer = {key: value for key, value in row.items() if value}
    if "items" in answer:
        answer["items"] = answer["items"].split(";")
    return read_answer(answer)


def same_input(a, b):
    def comparable(answer):
        return {**answer, "items": frozenset(answer["items"])} if "items" in answer else answer
    return comparable(a) == comparable(b)


def agreed_points(consensus, points):
    """Exact points by the round's rule, or none."""
    points = sorted(points)
    if consensus["rule"] == "median":
        middle = points[(len(points) - 1) // 2:len(points) // 2 + 1]
    elif consensus["rule"] == "trimmed_mean":
        trim = consensus.get("trim", 1)
        middle = points[trim:len(points) - trim] if len(points) > 2 * trim else []
    else:
        middle = points
    return sum(middle, Fraction(0)) / len(middle) if middle else None


def agreed_answer(consensus, votes):
    """The answer that follows from (answer, points) of several appraisers."""
    if consensus["rule"] == "council":
        return {"state": "pending"}
    if all(same_input(answer, votes[0][0]) for answer, _ in votes):
        return votes[0][0]
    if any(points is None for _, points in votes):
        return {"state": "pending"}
    points = agreed_points(consensus, [points for _, points in votes])
    return {"state": "pending"} if points is None else {"awarded": rounded(points, consensus.get("rounding", "none"))}


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
        self.exempt = {agency["id"]: self.exemptions_of(agency) for agency in self.agencies}
        self.given = [self.read_stage(self.folder / stage["id"]) for stage in self.stages]
        self.consensus = data.get("consensus", {"rule": "council"})
        for index, stage in enumerate(self.stages):
            self.settle(index, self.read_opinions(self.folder / stage["id"]))

    def exemptions_of(self, agency):
        path = self.folder / "exemptions.csv"
        rows = read_csv(path) if path.exists() else []
        return frozenset(row["criterion"] for row in rows
                         if row.get("agency") in (None, "", agency["id"])
                         and row.get("group") in (None, "", agency["group"]))

    @staticmethod
    def read_opinions(folder):
        """{agency: {criterion: [answer]}} of one stage; an opinion without input has no vote."""
        opinions = {}
        path = folder / "opinions.csv"
        for row in read_csv(path) if path.exists() else []:
            answer = read_answer_row(row)
            if answer:
                opinions.setdefault(row["agency"], {}).setdefault(row["criterion"], []).append(answer)
        return opinions

    def settle(self, index, opinions):
        """Puts what is agreed among the answers of the stage, criterion by criterion as they stand in the table:
        references lead to earlier ones."""
        for agency_id, by_criterion in opinions.items():
            own = self.given[index][agency_id]["answers"]
            for node_id in self.sets[self.by_id[agency_id]["group"]].nodes:
                if node_id not in by_criterion or own.get(node_id):
                    continue
                votes = [(answer, self.worth(index, agency_id, node_id, answer)) for answer in by_criterion[node_id]]
                own[node_id] = agreed_answer(self.consensus, votes)

    def worth(self, index, agency_id, node_id, answer):
        """Unrounded points of the answer in place of the one in force, or none when it cannot be scored."""
        group = [agency for agency in self.agencies if agency["group"] == self.by_id[agency_id]["group"]]
        evaluations = [self.evaluation(agency, index) for agency in group]
        evaluation = next(e for e in evaluations if e.agency["id"] == agency_id)
        evaluation.group = evaluations
        evaluation.answers = {**evaluation.answers, node_id: answer}
        result = evaluation.result(node_id)
        return result.unrounded if result.state == "scored" else None

    @staticmethod
    def agency(row):
        attributes = {key: value for key, value in row.items() if key not in ("id", "name", "group", "predecessors")}
        return {"id": row["id"], "name": row["name"], "group": row["group"], "attributes": attributes}

    def read_stage(self, folder):
        """{agency: {"answers": ..., "facts": ...}} as given at one stage."""
        stage = {agency_id: {"answers": {}, "facts": {}} for agency_id in self.by_id}
        for path in sorted(folder.glob("*.json")):
            data = read_json(path)
            if path.name == "survey.json":
                continue
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
                stage[row["agency"]]["answers"][row["criterion"]] = read_answer_row(row)
        if (folder / "survey.json").exists():
            self.add_survey(folder, stage)
        return stage

    def add_survey(self, folder, stage):
        """What raw answers say, where nothing is typed. An agency without forms for an estimate has no survey. Reading:
        that holds where no stage answers the criterion; rounds of the oracle do not give such facts by hand."""
        responses, strata = (read_csv(path) if path.exists() else []
                             for path in (folder / "responses.csv", folder / "strata.csv"))
        survey = Survey(read_json(folder / "survey.json"), responses, strata)
        for agency_id, here in stage.items():
            known = self.sets[self.by_id[agency_id]["group"]]
            answers, facts, without = survey.inputs(agency_id, known.nodes.__contains__, known.fact_types.__contains__)
            for criterion, share in answers.items():
                here["answers"].setdefault(criterion, {"value": share})
            for fact, value in facts.items():
                here["facts"].setdefault(fact, value)
            for estimate in without:
                for criterion in self.fed_by(known, estimate):
                    here["answers"].setdefault(criterion, {"state": "no_survey"})

    @staticmethod
    def fed_by(known, estimate):
        """Survey criteria that the estimate answers or whose rule names one of its facts."""
        facts = {estimate.get("fact"), *estimate.get("counts", {}).values()} - {None}
        for node in known.nodes.values():
            words = set(re.findall(r"[a-z_0-9.]+", json.dumps(node.data.get("rule", {}), default=str)))
            reads = facts & words and "survey" in node.data.get("scored_by", ())
            if node.id == estimate.get("criterion") or reads:
                yield node.id

    def in_force(self, agency_id, stage):
        """Reading: an answer that only cites evidence or explains does not take the place of an earlier one; one that
        answers replaces the earlier answer as a whole. What an agency explains changes nothing in force."""
        inputs = {"answers": {}, "facts": {}}
        for given, one in zip(self.given[:stage + 1], self.stages):
            if one["kind"] == "explanation":
                continue
            inputs["facts"].update(given[agency_id]["facts"])
            inputs["answers"].update({c: a for c, a in given[agency_id]["answers"].items() if a})
        return inputs

    def evaluation(self, agency, index):
        return Evaluation(self.sets[agency["group"]], agency, self.in_force(agency["id"], index), self.period, self.work,
                          self.exempt[agency["id"]])

    def evaluate(self, stage=None):
        """{group: [Evaluation]} at a stage, the last one unless it is named."""
        index = len(self.stages) - 1 if stage is None else [s["id"] for s in self.stages].index(stage)
        groups = {}
        for agency in self.agencies:
            groups.setdefault(agency["group"], []).append(self.evaluation(agency, index))
        for group in groups.values():
            for evaluation in group:
                evaluation.group = group
        return groups
