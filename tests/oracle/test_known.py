"""The shipped sets with the example rounds: program and oracle agree at every stage."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from compare import ROOT, differences
from rounds import read_json


def main():
    failed = compared = 0
    for file in sorted((ROOT / "examples").rglob("round.json")):
        for stage in read_json(file)["stages"]:
            found, count = differences(file.parent, stage["id"])
            compared += count
            for line in found[:20]:
                print(f"{file.parent.relative_to(ROOT)} {stage['id']}: {line}")
            failed += len(found)
    print(f"{compared} comparisons, {failed} differences")
    return 1 if failed or not compared else 0


if __name__ == "__main__":
    sys.exit(main())
