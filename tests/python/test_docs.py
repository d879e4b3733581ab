"""The Sphinx pages build without a warning, and describe everything that the package exports."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import parindex

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    environment = {**os.environ, "PYTHONPATH": str(Path(parindex.__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html", "-d", folder / "trees", ROOT / "docs/python",
         folder / "html"],
        capture_output=True, text=True, env=environment,
    )
    assert done.returncode == 0, done.stderr
    return folder / "html"


def test_every_exported_name_is_described(site):
    page = (site / "api.html").read_text(encoding="utf-8")
    for name in set(parindex.__all__) - {"__version__", "build"}:
        owner = "parindex." if name == "evaluate" else ""
        assert f'id="parindex.{name}"' in page, owner + name


def test_every_plot_is_described(site):
    from parindex import plot

    page = (site / "plots.html").read_text(encoding="utf-8")
    for name in plot.__all__:
        assert f'id="parindex.plot.{name}"' in page


def test_pages_of_the_formats_are_the_shared_ones(site):
    page = (site / "rounds.html").read_text(encoding="utf-8")
    assert "Rounds: the data of one year" in page
    assert 'href="criteria-language.html#assessments"' in page
    assert "Appraisers and their opinions" in page
