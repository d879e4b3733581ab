"""Random rounds: every node, total, class and rank of the program equals the oracle's.

    test_properties.py [--rounds N] [--seed S] [--agencies A] [--keep FOLDER]

Prints the seed and what the first difference depends on; `--keep` leaves that round's folder behind.
"""

import argparse
import json
import random
import re
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from compare import differences
from generate import RoundMaker, write_round
from rounds import Round


def one_round(seed, agencies, folder):
    """(differences, comparisons, stage) of the round with that seed, evaluated at one of its stages."""
    made = RoundMaker(seed, agencies).make()
    choice = random.Random(f"{seed} form")
    tables = {row["id"] for row in made["agencies"] if choice.random() < 0.3}
    write_round(made, folder, tables)
    stages = [stage["id"] for stage in made["round"]["stages"]]
    stage = choice.choice(stages) if choice.random() < 0.4 else stages[-1]
    found, count = differences(folder, stage)
    return found, count, stage


def context(folder, stage, line):
    """The criterion's definition, the answer in force and the facts that it names."""
    parts = line.split()
    agency, criterion = parts[0], parts[1].rstrip(":")
    for group in Round(folder).evaluate(stage).values():
        for evaluation in group:
            if evaluation.agency["id"] == agency and criterion in evaluation.set.nodes:
                data = evaluation.set.nodes[criterion].data
                written = json.dumps(data, default=str, ensure_ascii=False)
                facts = {name: str(value) for name, value in evaluation.scope.facts.items()
                         if re.search(rf"\b{re.escape(name)}\b", written)}
                return (f"  criterion {written[:3000]}\n  answer    {evaluation.answers.get(criterion)}\n"
                        f"  facts     {facts}\n  agency    {evaluation.agency}")
    return "  (no single criterion)"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=120)
    parser.add_argument("--seed", type=int, default=2017)
    parser.add_argument("--agencies", type=int, default=40)
    parser.add_argument("--keep", help="folder to which the first differing round is moved")
    options = parser.parse_args()
    compared = 0
    for seed in range(options.seed, options.seed + options.rounds):
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "round"
            found, count, stage = one_round(seed, options.agencies, folder)
            compared += count
            if found:
                print(f"seed {seed}, stage {stage}: {len(found)} differences")
                print("\n".join(found[:10]))
                print(context(folder, stage, found[0]))
                if options.keep:
                    shutil.move(folder, options.keep)
                return 1
    print(f"{options.rounds} rounds from seed {options.seed}: {compared} comparisons, no difference")
    return 0 if compared else 1


if __name__ == "__main__":
    sys.exit(main())
