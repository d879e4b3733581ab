#!/usr/bin/env python3
"""Every code of a finding in the sources stands in docs/findings.md, and every code there is one of the sources'."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# C, A, ... in quotes: the way codes are written in C++.
IN_SOURCE = re.compile(r'"([FAXLDRCP][0-9]{3})"')
IN_TABLE = re.compile(r"^\| ([FAXLDRCP][0-9]{3}) \|", re.MULTILINE)


def main():
    used = {code for path in ROOT.glob("src/**/*.cpp") for code in IN_SOURCE.findall(path.read_text(encoding="utf-8"))}
    text = (ROOT / "docs/findings.md").read_text(encoding="utf-8")
    documented = IN_TABLE.findall(text)
    problems = [f"{code}: not in docs/findings.md" for code in sorted(used - set(documented))]
    problems += [f"{code}: in docs/findings.md, not in the sources" for code in sorted(set(documented) - used)]
    problems += [f"{code}: documented twice" for code in sorted({c for c in documented if documented.count(c) > 1})]
    print("\n".join(problems) if problems else f"{len(used)} codes, all documented")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
