"""The Vietnamese guide can be followed: its commands, in order, in one working folder, print what it shows.

    test_guide.py [--record]

Blocks are as in test_docs.py. All blocks of one page share a folder of their own with the project's `examples/` and
`criteria/` in it, so that a command finds what the ones before it made; `cp`, `rm` and `ls` are run as well. A page is
run through bash, as its reader would. `--record` replaces what differs.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from program import ROOT, SECONDS, program
from test_docs import BLOCK, examples, matches, one_line, recorded

PAGES = ("README.vi.md", "docs/vi/huong-dan.md")


class Workspace:
    """A folder with the examples, in which commands are run one after another."""

    def __init__(self, folder):
        self.folder = Path(folder)
        for name in ("examples", "criteria"):
            shutil.copytree(ROOT / name, self.folder / name)
        tools = self.folder / ".bin"
        tools.mkdir()
        (tools / "parindex").symlink_to(program())
        self.environment = {**os.environ, "LC_ALL": "C.UTF-8", "PATH": f"{tools}:{os.environ['PATH']}"}

    def run(self, command):
        done = subprocess.run(["bash", "-c", one_line(command)], cwd=self.folder, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=SECONDS * 8,
                              env=self.environment)
        text = (done.stdout + done.stderr).decode("utf-8").replace("\ufeff", "").replace("\r", "")
        return [line.rstrip() for line in text.splitlines()], done.returncode


class Guide(unittest.TestCase):
    def test_every_command_prints_what_the_page_shows(self):
        for page in PAGES:
            with tempfile.TemporaryDirectory() as folder:
                workspace = Workspace(folder)
                for block in BLOCK.findall((ROOT / page).read_text(encoding="utf-8")):
                    for command, expected in examples(block):
                        with self.subTest(f"{page}: {command}"):
                            printed, code = workspace.run(command)
                            self.assertIn(code, (0, 1), "\n".join(printed))
                            if not matches(expected, printed):
                                self.assertEqual(expected, printed)

    def test_the_pages_have_examples(self):
        self.assertGreater(len(BLOCK.findall((ROOT / PAGES[1]).read_text(encoding="utf-8"))), 12)

    def test_pictures_exist_and_have_a_text(self):
        for page in PAGES:
            for text, picture in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", (ROOT / page).read_text(encoding="utf-8")):
                self.assertTrue(text, picture)
                self.assertTrue(((ROOT / page).parent / picture).is_file(), picture)


def record():
    for page in PAGES:
        with tempfile.TemporaryDirectory() as folder:
            workspace = Workspace(folder)

            def renew(match):
                lines = []
                for command, expected in examples(match[1]):
                    printed, _ = workspace.run(command)
                    lines += [f"$ {command}",
                              *(expected if matches(expected, printed) else recorded(expected, printed))]
                return "```console\n" + "".join(line + "\n" for line in lines) + "```"
            text = (ROOT / page).read_text(encoding="utf-8")
            (ROOT / page).write_text(BLOCK.sub(renew, text), encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:] == ["--record"]:
        record()
    else:
        unittest.main()
