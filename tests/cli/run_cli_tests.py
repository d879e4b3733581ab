"""Runs the *.test files of this folder: commands with all that they print.

    run_cli_tests.py [--record] [FILE...]

A file holds cases:

    == what the case shows, as a sentence
    $ parindex rank examples/published/egov-2017-provinces | head 3
    > a line of standard output
    ! a line of standard error
    ? 0

`?` is the exit code. A case may have several commands (parindex, cat, ls); they run in the repository's root. `{out}`
is a folder of the case that does not exist yet. After `|` stand filters on standard output: `json PATH`, `grep REGEX`,
`head N`, `count REGEX`. Lines with `#` are remarks. `--record` writes what the program prints now into the files; look
at the difference before you keep it.
"""

import argparse
import difflib
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from cli_cases import run_line

EXPECTED = (">", "!", "?")


def prefixed(mark, text):
    return [f"{mark} {line}".rstrip() for line in text.splitlines()]


def replay(lines):
    """The file's lines as they would be if all expected output were what the program prints now."""
    result, pending, places = [], [], {}
    with tempfile.TemporaryDirectory() as folder:
        for number, line in enumerate(lines, 1):
            if line.startswith(EXPECTED):
                continue
            result += pending
            pending = []
            if line.startswith("== "):
                places = {"{out}": Path(folder) / f"case-{number}"}
            result.append(line)
            if line.startswith("$ "):
                code, out, err = run_line(line[2:], places)
                pending = prefixed(">", out) + prefixed("!", err) + [f"? {code}"]
            elif line and not line.startswith(("== ", "#")):
                raise ValueError(f"line {number}: neither case, command, remark nor expected output: {line}")
    return result + pending


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--record", action="store_true")
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args()
    files = options.files or sorted(Path(__file__).resolve().parent.glob("*.test"))
    cases = failed = 0
    for file in files:
        written = file.read_text(encoding="utf-8").splitlines()
        cases += sum(line.startswith("== ") for line in written)
        now = replay(written)
        if written == now:
            continue
        if options.record:
            file.write_text("\n".join(now) + "\n", encoding="utf-8")
            print(f"recorded {file.name}")
            continue
        failed += 1
        print("\n".join(difflib.unified_diff(written, now, f"{file.name} (expected)", f"{file.name} (printed)", "", "",
                                             6, "")))
    print(f"{len(files)} files, {cases} cases, {failed} files differ")
    return 1 if failed or not cases else 0


if __name__ == "__main__":
    sys.exit(main())
