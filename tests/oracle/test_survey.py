"""Survey estimates: the program against an own computation in fractions, and that computation against simulation.

    test_survey.py [seed]
"""

import csv
import json
import math
import os
import random
import statistics
import subprocess
import sys
import tempfile
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from compare import differences, program
from survey import Survey, wilson

AGENCIES = 40
TOLERANCE = 2e-6  # the program prints six decimals

SET = {
    "format": "parindex/criteria-set/1", "id": "vn/oracle-survey", "title": "T", "country": "VN", "level": "department",
    "languages": ["vi"], "period": {"from": "2024-01-01", "to": "2024-12-31"}, "max": 40,
    "provenance": {"status": "model", "statement": "S", "source": "test"},
    "policies": {"rounding": {"points": "none", "total": "none", "percent": "none"},
                 "states": {"not_applicable": "drop", "not_arisen": "zero", "no_data": "zero", "no_survey": "zero",
                            "pending": "block", "blank": "zero"},
                 "total": {"over": "maximum"}, "ranking": {"on": "exact", "ties": "competition"}},
    "facts": [{"id": "share", "type": "percent", "title": "F"}],
    "criteria": [{"id": "1", "title": "A", "max": 40, "children": [
        {"id": "1.1", "title": "B", "max": 10, "scored_by": ["survey"],
         "rule": {"kind": "proportional", "of": "answer", "above_one": "refuse"}},
        {"id": "1.2", "title": "C", "max": 10, "scored_by": ["survey"],
         "rule": {"kind": "proportional", "of": "answer", "above_one": "refuse"}},
        {"id": "1.3", "title": "D", "max": 10, "scored_by": ["survey"],
         "rule": {"kind": "proportional", "of": "share", "above_one": "refuse"}},
        {"id": "1.4", "title": "E", "max": 10, "scored_by": ["self"], "rule": {"kind": "points", "min": 0}}]}]}

ROUND = {
    "format": "parindex/round/1", "id": "r", "title": "R", "statement": "S", "synthetic": True,
    "period": {"from": "2024-01-01", "to": "2024-12-31"}, "criteria": {"so": "../set.json"},
    "stages": [{"id": "self", "kind": "self"}, {"id": "survey", "kind": "survey"}]}

SURVEY = {
    "format": "parindex/survey/1", "confidence": "90%",
    "scales": {"five": [{"id": str(i), "weight": f"{i - 1}/4"} for i in range(5, 0, -1)],
               "abc": [{"id": "A", "weight": "100%"}, {"id": "B", "weight": 0.6}, {"id": "C", "weight": 0},
                       {"id": "X", "weight": None}],
               "yes": [{"id": "y", "weight": 1}, {"id": "n", "weight": 0}]},
    "questionnaires": [{"id": "c", "questions": [{"id": "q1", "options": "five"}, {"id": "q2", "options": "abc"},
                                                 {"id": "q3", "options": "abc"}]},
                       {"id": "d", "questions": [{"id": "q4", "options": "yes"}]}],
    "estimates": [
        {"id": "ratio", "method": "answers", "parts": [{"questionnaire": "c", "questions": ["q1", "q2", "q3"]}],
         "criterion": "1.1"},
        {"id": "parts", "method": "respondents", "criterion": "1.2",
         "parts": [{"questionnaire": "c", "questions": ["q1"], "weight": 2},
                   {"questionnaire": "c", "questions": ["q2", "q3"], "weight": 3},
                   {"questionnaire": "d", "questions": ["q4"], "weight": "1/2"}]},
        {"id": "plain", "method": "respondents", "parts": [{"questionnaire": "d", "questions": ["q4"]}], "fact": "share"}]}


def write_csv(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def random_forms(rng, agency):
    """(responses, strata) of one agency: with or without strata, populations, weights, gaps."""
    responses, strata = [], []
    kind = rng.choice(["plain", "population", "strata", "weights", "strata"])
    names = ["h1", "h2", "h3"][:rng.randint(2, 3)] if kind == "strata" else [""]
    level = rng.random()
    for questionnaire, questions in (("c", {"q1": "54321", "q2": "ABCX", "q3": "ABCX"}), ("d", {"q4": "yn"})):
        number = 0
        for name in names:
            forms = rng.choice([0, 1, 2, 3, 6, 12]) if kind == "strata" else rng.choice([0, 1, 2, 5, 15])
            for _ in range(forms):
                number += 1
                row = {"agency": agency, "questionnaire": questionnaire, "respondent": str(number), "stratum": name}
                if kind == "weights" and rng.random() < 0.7:
                    row["weight"] = f"{rng.randint(1, 400) / 100}"
                for question, options in questions.items():
                    if rng.random() < 0.85:
                        row[question] = options[0] if rng.random() < level else rng.choice(options)
                        if rng.random() < 0.1:
                            row[question] = row[question].lower() if options != "yn" else row[question].upper()
                responses.append(row)
            if kind in ("strata", "population"):
                strata.append({"agency": agency, "questionnaire": questionnaire, "stratum": name,
                               "population": str(max(forms, 1) + rng.choice([0, 1, 10, 500]))})
    return responses, strata


def make_round(folder, rng):
    agencies = [f"a{i:02d}" for i in range(AGENCIES)]
    responses, strata = [], []
    for agency in agencies:
        forms, populations = random_forms(rng, agency)
        responses += forms
        strata += populations
    rng.shuffle(responses)
    for stage in ("self", "survey"):
        (folder / "r" / stage).mkdir(parents=True)
    for name, data in (("set.json", SET), ("r/round.json", ROUND), ("r/survey/survey.json", SURVEY)):
        (folder / name).write_text(json.dumps(data), encoding="utf-8")
    write_csv(folder / "r/agencies.csv", ["id", "name", "group"],
              [{"id": agency, "name": agency, "group": "so"} for agency in agencies])
    write_csv(folder / "r/self/answers.csv", ["agency", "criterion", "points"],
              [{"agency": agency, "criterion": "1.4", "points": str(rng.randint(0, 10))} for agency in agencies])
    write_csv(folder / "r/survey/responses.csv",
              ["agency", "questionnaire", "respondent", "stratum", "weight", "q1", "q2", "q3", "q4"], responses)
    write_csv(folder / "r/survey/strata.csv", ["agency", "questionnaire", "stratum", "population"], strata)
    return Survey(json.loads(json.dumps(SURVEY), parse_float=Fraction), responses, strata)


def student_quantile(p, degrees):
    """By bisection of the integrated density; Simpson's rule in the angle, where the density is a power of a cosine."""
    scale = math.exp(math.lgamma((degrees + 1) / 2) - math.lgamma(degrees / 2)) / math.sqrt(math.pi)

    def below(angle):
        steps = 400
        width = angle / steps
        values = [math.cos(i * width) ** (degrees - 1) for i in range(steps + 1)]
        return 0.5 + scale * width / 3 * (values[0] + values[-1] + 4 * sum(values[1:-1:2]) + 2 * sum(values[2:-1:2]))

    low, high = 0.0, math.pi / 2
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle) < p else (low, middle)
    return math.sqrt(degrees) * math.tan(low)


def interval(survey, estimate, agency, figure):
    """(lower, upper) as docs/rounds.md says, or None where Wilson's interval for weighted forms is not checked here."""
    share, confidence = float(figure["share"]), 0.9
    z = statistics.NormalDist().inv_cdf((1 + confidence) / 2)
    name = estimate["parts"][0]["questionnaire"]
    plain = (estimate["id"] == "plain" and survey.populations(agency, name) is None
             and len({unit[2] for unit in survey.part(estimate, estimate["parts"][0], agency)}) == 1)
    if plain:
        return wilson(share, figure["respondents"], z)
    if share in (0, 1):
        return None
    if figure["degrees"] == 0:
        return (None, None)
    half = student_quantile((1 + confidence) / 2, figure["degrees"]) * math.sqrt(figure["variance"])
    return max(share - half, 0), min(share + half, 1)


def compare_figures(survey, printed):
    """(differences, comparisons)"""
    found, count = [], 0
    estimates = {estimate["id"]: estimate for estimate in SURVEY["estimates"]}

    def same(what, expected, given):
        nonlocal count
        count += 1
        close = (expected is None) == (given is None) and (
            expected is None or (given == expected if isinstance(expected, (Fraction, int))
                                 else abs(given - expected) <= TOLERANCE))
        if not close:
            found.append(f"{what}: oracle {expected}, program {given}")

    for one in printed["figures"]:
        what = f"{one['agency']} {one['estimate']}"
        estimate = estimates[one["estimate"]]
        expected = survey.figure(estimate, one["agency"])
        same(f"{what} share", expected["share"], Fraction(one["share"]) if "share" in one else None)
        same(f"{what} counts", True, expected["counts"] == one["counts"])
        if expected["share"] is None:
            continue
        same(f"{what} respondents", expected["respondents"], one["respondents"])
        same(f"{what} answers", expected["answers"], one["answers"])
        error = math.sqrt(expected["variance"]) if expected["degrees"] > 0 else None
        same(f"{what} standard error", error, float(one["standard_error"]) if "standard_error" in one else None)
        ends = interval(survey, estimate, one["agency"], expected)
        for key, end in zip(("lower", "upper"), ends or ()):
            same(f"{what} {key}", end, float(one[key]) if key in one else None)
    return found, count


def check_program(rng):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        survey = make_round(folder, rng)
        done = subprocess.run([program(), "survey", str(folder / "r"), "--format", "json"], capture_output=True, check=False)
        if done.returncode not in (0, 1) or not done.stdout:
            return [f"survey: exit {done.returncode}: {done.stderr.decode()[:1500]}"], 1
        found, count = compare_figures(survey, json.loads(done.stdout))
        scores, compared = differences(folder / "r")
        return found + scores, count + compared


def population(rng, size, level):
    """People with their answers to two questions; who answers both is more content, so that the ratio is no mean."""
    people = []
    for _ in range(size):
        both = rng.random() < level
        answers = [rng.choices("ABC", (level, 0.3, 1 - level))[0] for _ in range(2 if both else 1)]
        people.append(dict(zip(("q2", "q3"), answers)))
    return people


def check_by_simulation(rng, method, trials=400):
    """Over samples of a known finite population the estimate has the true mean and the variance that is estimated."""
    strata = {"h1": population(rng, 120, 0.8), "h2": population(rng, 60, 0.3)}
    sizes = {"h1": 30, "h2": 20}
    weights = {"A": 1.0, "B": 0.6, "C": 0.0}
    answers = [[weights[option] for option in person.values()] for people in strata.values() for person in people]
    truth = (sum(map(sum, answers)) / sum(map(len, answers)) if method == "answers"
             else statistics.fmean(statistics.fmean(one) for one in answers))
    estimate = {"id": "e", "method": method, "parts": [{"questionnaire": "c", "questions": ["q2", "q3"]}]}
    populations = [{"agency": "a", "questionnaire": "c", "stratum": name, "population": str(len(people))}
                   for name, people in strata.items()]
    shares, variances = [], []
    for _ in range(trials):
        rows = [{"agency": "a", "questionnaire": "c", "respondent": f"{name}{i}", "stratum": name, **person}
                for name, people in strata.items() for i, person in enumerate(rng.sample(people, sizes[name]))]
        survey = Survey(json.loads(json.dumps(SURVEY), parse_float=Fraction), rows, populations)
        for question in ("q2", "q3"):  # no need for exact sums here
            survey.weights["c", question] = weights
        figure = survey.figure(estimate, "a")
        shares.append(float(figure["share"]))
        variances.append(float(figure["variance"]))
    spread = statistics.variance(shares)
    found = []
    if abs(statistics.fmean(shares) - truth) > 4 * math.sqrt(spread / trials) + 0.002:
        found.append(f"{method}: mean {statistics.fmean(shares):.5f}, true share {truth:.5f}")
    # The variance of a simulated variance is about 2 / trials of its square.
    ratio = statistics.fmean(variances) / spread
    if abs(ratio - 1) > 4 * math.sqrt(2 / trials) + 0.03:
        found.append(f"{method}: estimated variance is {ratio:.3f} of the simulated one")
    return found


def main(arguments):
    seed = int(arguments[0]) if arguments else int(os.environ.get("PARINDEX_SEED", "20240917"))
    found, count = [], 0
    for i in range(4):
        differences_found, compared = check_program(random.Random(f"{seed} {i}"))
        found += [f"round {i}: {line}" for line in differences_found]
        count += compared
    for method in ("answers", "respondents"):
        found += check_by_simulation(random.Random(f"{seed} {method}"), method)
        count += 2
    print("\n".join(found[:40]))
    print(f"{count} comparisons, {len(found)} differences (seed {seed})")
    return 1 if found or not count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
