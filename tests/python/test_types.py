"""The annotations hold: mypy --strict on the package, and the stub of _core against the module as built."""

import os
import subprocess
import sys
from pathlib import Path

import parindex

ROOT = Path(__file__).parents[2]
CONFIG = Path(__file__).with_name("mypy.ini")
KNOWN = Path(__file__).with_name("stubtest_allowlist.txt")


def run(tmp_path, *arguments):
    environment = {**os.environ, "MYPYPATH": str(Path(parindex.__file__).parents[1]), "MYPY_CACHE_DIR": str(tmp_path)}
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, env=environment, cwd=tmp_path)
    return done.returncode, done.stdout + done.stderr


def test_package_passes_mypy_strict(tmp_path):
    code, output = run(tmp_path, "-m", "mypy", "--config-file", str(CONFIG), "-p", "parindex")
    assert code == 0, output


def test_stub_of_the_module_is_what_was_built(tmp_path):
    # The other modules are their own stubs.
    code, output = run(tmp_path, "-m", "mypy.stubtest", "--mypy-config-file", str(CONFIG), "--allowlist", str(KNOWN),
                       "--ignore-unused-allowlist", "parindex._core")
    assert code == 0, output


def test_a_wrong_use_is_seen_by_a_type_checker(tmp_path):
    use = tmp_path / "use.py"
    use.write_text("import parindex\nresult: int = parindex.evaluate('round')\n", encoding="utf-8")
    code, output = run(tmp_path, "-m", "mypy", "--config-file", str(CONFIG), str(use))
    assert code == 1
    assert 'expression has type "Result"' in output
