"""Runs the program under limits, for the tests of this folder.

PARINDEX names the program. PARINDEX_SANITIZED=1 says that it was built with sanitizers: it then reserves terabytes of
addresses, so that its memory cannot be limited, and runs several times slower.
"""

import os
import resource
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SANITIZED = os.environ.get("PARINDEX_SANITIZED") == "1"
MEMORY = 2 << 30
SECONDS = 120 if SANITIZED else 15

Run = namedtuple("Run", "code out err")


def program():
    path = os.environ.get("PARINDEX")
    if not path:
        sys.exit("PARINDEX must name the program to test")
    return str(Path(path).resolve())


def limits(file_bytes=None):
    """What is done in the child before the program starts."""
    def apply():
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if not SANITIZED:
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        if file_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
    return apply


def run(*arguments, cwd=ROOT, stdout=subprocess.PIPE, file_bytes=None, seconds=SECONDS, user=None):
    """Exit code, standard output and standard error as bytes. A code below 0 is a signal; a hang raises."""
    done = subprocess.run([program(), *map(os.fspath, arguments)], cwd=cwd, stdin=subprocess.DEVNULL, stdout=stdout,
                          stderr=subprocess.PIPE, timeout=seconds, preexec_fn=limits(file_bytes),
                          restore_signals=file_bytes is None, user=user)
    return Run(done.returncode, done.stdout or b"", done.stderr)
