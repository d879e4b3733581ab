import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture(autouse=True)
def in_examples(monkeypatch):
    """Every test stands in the folder of the examples."""
    monkeypatch.chdir(EXAMPLES)


@pytest.fixture
def program():
    """The command line program, which PARINDEX names."""
    path = os.environ.get("PARINDEX")
    if not path:
        pytest.skip("PARINDEX does not name the program")
    return path
