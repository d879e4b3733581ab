"""What must not change a byte of a result: the order of lines and keys, JSON or tables, the number of threads.

    test_invariance.py [--rounds N] [--seed S]
"""

import argparse
import copy
import json
import random
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from compare import run
from generate import RoundMaker, write_round


class Failed(Exception):
    pass


def equal(what, expected, given):
    if expected != given:
        at = next((i for i, (a, b) in enumerate(zip(expected, given)) if a != b), min(len(expected), len(given)))
        near = slice(max(0, at - 150), at + 150)
        raise Failed(f"{what}: differs at byte {at}\n- {expected[near].decode(errors='replace')}\n"
                     f"+ {given[near].decode(errors='replace')}")


def same_result(what, expected, given):
    """Every byte but the findings; these name places in files, and come in their order."""
    equal(what, *(output[:output.rindex(b'"findings"')] for output in (expected, given)))
    equal(f"{what}, findings", *map(findings_of, (expected, given)))


def findings_of(output):
    places = ("file", "line", "column", "pointer")
    return b"\n".join(sorted(as_bytes({k: v for k, v in finding.items() if k not in places})
                             for finding in json.loads(output)["findings"]))


def permutations(made, folder, seed):
    """The same inputs written in other orders and forms."""
    write_round(made, folder / "plain")
    plain = run(folder / "plain")
    agencies = [row["id"] for row in made["agencies"]]
    write_round(made, folder / "shuffled", shuffle=random.Random(seed))
    same_result("order of keys and agencies", plain, run(folder / "shuffled"))
    write_round(made, folder / "tables", tables=set(agencies))
    same_result("answers.csv and facts.csv", plain, run(folder / "tables"))
    write_round(made, folder / "mixed", tables=set(agencies[::2]), shuffle=random.Random(seed + 1))
    same_result("tables and files, shuffled", plain, run(folder / "mixed"))
    for threads in ("1", "2", "7", "0"):
        equal(f"--threads {threads}", plain, run(folder / "plain", "--threads", threads))
    return 7


def one_more_elsewhere(made, folder):
    """An agency more in one group changes nothing in the others, and nothing in its own group's scores where no rule
    looks at the other agencies."""
    groups = sorted({row["group"] for row in made["agencies"]})
    before = agencies_of(run(folder / "plain"))
    more = copy.deepcopy(made)
    joined = groups[0]
    pattern = next(row for row in more["agencies"] if row["group"] == joined)
    more["agencies"].append({**pattern, "id": "one-more", "name": "Sở Zeta 99"})
    for given in more["stages"].values():
        if pattern["id"] in given:
            given["one-more"] = copy.deepcopy(given[pattern["id"]])
    write_round(more, folder / "more")
    after = agencies_of(run(folder / "more"))
    for agency, result in before.items():
        if result["group"] != joined:
            equal(f"agency {agency} after one more in {joined}", as_bytes(result), as_bytes(after[agency]))
    if "peer_" in json.dumps(more["sets"][more["round"]["criteria"][joined]]):
        return 1
    for agency, result in before.items():
        if result["group"] == joined:
            equal(f"scores of {agency} after one more in its group",
                  as_bytes([result["total"], result["criteria"]]),
                  as_bytes([after[agency]["total"], after[agency]["criteria"]]))
    return 2


def agencies_of(output):
    return {agency["id"]: agency for agency in json.loads(output)["agencies"]}


def as_bytes(value):
    return json.dumps(value, sort_keys=True, ensure_ascii=False).encode()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    checks = 0
    for seed in range(options.seed, options.seed + options.rounds):
        made = RoundMaker(seed, 20).make()
        with tempfile.TemporaryDirectory() as place:
            try:
                checks += permutations(made, Path(place), seed)
                checks += one_more_elsewhere(made, Path(place))
            except Failed as failed:
                print(f"seed {seed}: {failed}")
                return 1
    print(f"{checks} equalities over {options.rounds} rounds")
    return 0 if checks else 1


if __name__ == "__main__":
    sys.exit(main())
