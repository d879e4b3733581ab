"""The Python lines of the README run as they are printed, and print what the README says."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
BLOCKS = re.compile(r"```python\n(.*?)```\s*```text\n(.*?)```", re.DOTALL)


def blocks():
    return BLOCKS.findall((ROOT / "README.md").read_text(encoding="utf-8"))


def test_there_are_ten_lines():
    code, _ = blocks()[0]
    assert len([line for line in code.splitlines() if line.strip()]) == 10


def test_they_print_what_is_printed(tmp_path):
    for code, expected in blocks():
        program = tmp_path / "readme.py"
        program.write_text(code.replace('"ranking.png"', repr(str(tmp_path / "ranking.png"))), encoding="utf-8")
        done = subprocess.run([sys.executable, program], capture_output=True, text=True, cwd=ROOT, encoding="utf-8",
                              env=environment(tmp_path))
        assert done.returncode == 0, done.stderr
        for line in expected.strip().splitlines():
            assert line == "..." or line.rstrip() in [shown.rstrip() for shown in done.stdout.splitlines()], done.stdout
    assert (tmp_path / "ranking.png").read_bytes().startswith(b"\x89PNG")


def environment(tmp_path):
    import os

    import parindex

    return {**os.environ, "PYTHONPATH": str(Path(parindex.__file__).parents[1]), "MPLBACKEND": "Agg",
            "PYTHONUTF8": "1", "MPLCONFIGDIR": os.environ.get("MPLCONFIGDIR", str(tmp_path))}
