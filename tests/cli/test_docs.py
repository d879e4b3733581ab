"""The console examples of the documents print what they show, and the reference of the command line is complete.

    test_docs.py [--record]

A fenced ```console block holds commands (`$ parindex ...`), run in the repository's root, each followed by its standard
output, then its standard error. A line `...` stands for any lines. What is written to `out/` goes elsewhere, for all
commands of a block to the same place. `--record` replaces what differs by what is printed now, cut as before; look at the difference before you keep it.
"""

import difflib
import re
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from cli_cases import run_line
from program import ROOT, run

REFERENCE = "docs/cli.md"
DOCUMENTS = (REFERENCE, "README.md", "criteria/README.md", "examples/README.md")
COMMANDS = ("lint", "show", "template", "import", "evaluate", "explain", "check", "evidence", "monitor", "survey",
            "sample-size", "rank", "compare", "freeze", "reopen", "audit", "report")
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def examples(block):
    """[(command, expected lines)] of one block; a command may go on in the next line after a backslash."""
    found = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif found and found[-1][0].endswith("\\"):
            found[-1] = (found[-1][0] + "\n" + line, [])
        else:
            found[-1][1].append(line)
    return found


def one_line(command):
    return re.sub(r"\\\n\s*", "", command)


def matches(expected, printed):
    """Whether the lines are the same, `...` standing for any lines, also none."""
    pattern = "".join("(?:.*\n)*" if line == "..." else re.escape(line) + "\n" for line in expected)
    return re.fullmatch(pattern, "".join(line + "\n" for line in printed)) is not None


def printed_by(command, folder):
    """Lines without trailing blanks and what marks a CSV file, exit code."""
    code, out, err = run_line(one_line(command), {" out/": f" {folder}/"})
    text = (out + err).replace("\\ufeff", "").replace("\\r", "")
    return [line.rstrip() for line in text.splitlines()], code


def recorded(expected, printed):
    """What is printed now, cut as before; lines between two `...` are the ones most like those before."""
    if "..." not in expected:
        return printed
    first, last = expected.index("..."), expected[::-1].index("...")
    middle = []
    for line in expected[first:len(expected) - last]:
        middle += ["..."] if line == "..." else difflib.get_close_matches(line, printed, 1, 0)
    return printed[:first] + middle + (printed[-last:] if last else [])


def options_of(command):
    return set(re.findall(r"^\s+(?:-\w,)?(--[a-z-]+)", run(*command, "--help").out.decode(), re.MULTILINE))


class Documents(unittest.TestCase):
    def test_every_console_example_prints_what_it_shows(self):
        for name in DOCUMENTS:
            for block in BLOCK.findall(read(name)):
                with tempfile.TemporaryDirectory() as folder:
                    for command, expected in examples(block):
                        with self.subTest(f"{name}: {command}"):
                            lines, code = printed_by(command, folder)
                            self.assertIn(code, (0, 1, 2))
                            if not matches(expected, lines):
                                self.assertEqual(expected, lines)

    def test_there_are_examples(self):
        self.assertEqual(len(BLOCK.findall(read("README.md"))), 3)
        self.assertGreater(len(BLOCK.findall(read(REFERENCE))), 20)

    def test_readme_examples_are_short(self):
        for block in BLOCK.findall(read("README.md")):
            self.assertLess(len(block.splitlines()), 15, block)

    def test_every_option_of_every_command_has_an_example(self):
        commands = [one_line(command) for block in BLOCK.findall(read(REFERENCE)) for command, _ in examples(block)]
        for command in COMMANDS:
            uses = " ".join(line for line in commands if line.startswith(f"parindex {command} "))
            for option in options_of([command]) - {"--help"}:
                with self.subTest(command=command, option=option):
                    self.assertRegex(uses, re.escape(option) + r"[ =]")
        for option in options_of([]):
            with self.subTest(option=option):
                self.assertTrue(any(line.endswith(option) for line in commands))

    def test_every_option_is_described_and_every_described_option_exists(self):
        text = re.sub(BLOCK, "", read(REFERENCE))
        known = set().union(*(options_of([command]) for command in COMMANDS), options_of([]))
        self.assertEqual(set(re.findall(r"--[a-z][a-z-]*", text)), known)

    def test_commands_and_scripts_named_in_the_documents_exist(self):
        offered = set(re.findall(r"^  ([a-z][a-z-]*)  ", run("--help").out.decode(), re.MULTILINE))
        self.assertEqual(offered, set(COMMANDS))
        for name in DOCUMENTS:
            text = read(name)
            for command in re.findall(r"`parindex ([a-z][a-z-]*)", text):
                self.assertIn(command, offered, name)
            for script in re.findall(r"\bscripts/[a-z]+\b", text):
                self.assertTrue((ROOT / script).is_file(), f"{name}: {script}")
        table = set(re.findall(r"^\| `parindex ([a-z-]+)", read("README.md"), re.MULTILINE))
        self.assertEqual(table, offered)

    def test_links_between_documents_lead_somewhere(self):
        for file in sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("*/README.md")]):
            for link in re.findall(r"\]\((?!https?:)([^)#\s]+)", file.read_text(encoding="utf-8")):
                with self.subTest(f"{file.relative_to(ROOT)}: {link}"):
                    self.assertTrue((file.parent / link).exists())


def record():
    for name in DOCUMENTS:
        def renew(match):
            lines = []
            with tempfile.TemporaryDirectory() as folder:
                for command, expected in examples(match[1]):
                    printed, _ = printed_by(command, folder)
                    same = matches(expected, printed)
                    lines += [f"$ {command}", *(expected if same else recorded(expected, printed))]
            return "```console\n" + "".join(line + "\n" for line in lines) + "```"
        text = read(name)
        renewed = BLOCK.sub(renew, text)
        if renewed != text:
            (ROOT / name).write_text(renewed, encoding="utf-8")
            print(f"recorded {name}")


if __name__ == "__main__":
    if sys.argv[1:] == ["--record"]:
        record()
    else:
        unittest.main()
