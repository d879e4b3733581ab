"""Reads and runs the console examples of tests (*.test) and documents (*.md)."""

import json
import os
import re
import shlex
import subprocess

from program import ROOT, SECONDS, program

TIMEOUT = SECONDS * 4


def at_path(data, path):
    """The value at 'agencies.0.total' of a JSON document; '*' takes every item."""
    found = [data]
    for part in path.split("."):
        if part == "*":
            found = [item for one in found for item in (one.values() if isinstance(one, dict) else one)]
        else:
            found = [one[int(part)] if isinstance(one, list) else one[part] for one in found if isinstance(one, list)
                     or part in one]
    return found


def apply_filter(text, words):
    """`json PATH`, `grep REGEX`, `head N`, `count REGEX` on what was printed."""
    lines = text.splitlines()
    if words[0] == "json":
        return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in at_path(json.loads(text), words[1]))
    if words[0] == "grep":
        return "".join(line + "\n" for line in lines if re.search(words[1], line))
    if words[0] == "head":
        return "".join(line + "\n" for line in lines[:int(words[1])])
    if words[0] == "count":
        return f"{sum(bool(re.search(words[1], line)) for line in lines)}\n"
    raise ValueError(f"unknown filter {words[0]}")


def visible(text, places):
    """Line ends of CSV and byte-order marks made visible, temporary folders by their names in the test."""
    for name, path in places.items():
        text = text.replace(str(path), name)
    return text.replace("\ufeff", "\\ufeff").replace("\r", "\\r")


def run_line(line, places=None, stdout_only=False):
    """(exit code, standard output, standard error) of 'parindex ... | filter' in the repository's root."""
    places = places or {}
    for name, path in places.items():
        line = line.replace(name, str(path))
    parts, current = [], []
    for word in shlex.split(line):
        if word == "|":
            parts.append(current)
            current = []
        else:
            current.append(word)
    parts.append(current)
    words = parts[0]
    if words[0] not in ("parindex", "cat", "cp", "ls"):
        raise ValueError(f"a test runs parindex, cat, cp or ls, not {words[0]}")
    if words[0] == "parindex":
        words = [program(), *words[1:]]
    done = subprocess.run(words, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, timeout=TIMEOUT,
                          env={**os.environ, "LC_ALL": "C.UTF-8"})
    out = done.stdout.decode("utf-8")
    for words in parts[1:]:
        out = apply_filter(out, words)
    return done.returncode, visible(out, places), visible(done.stderr.decode("utf-8"), places)
