"""The notebooks are kept without outputs, and every one of them runs from top to bottom."""

import json
import os
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).parents[2] / "examples/notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


@pytest.fixture(autouse=True)
def kernel_of_this_interpreter(tmp_path, monkeypatch):
    """A kernel "python3" that is this interpreter, whatever the machine has under that name."""
    folder = tmp_path / "jupyter/kernels/python3"
    folder.mkdir(parents=True)
    command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    content = {"argv": command, "display_name": "Python 3", "language": "python"}
    (folder / "kernel.json").write_text(json.dumps(content), encoding="utf-8")
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))
    monkeypatch.delenv("MPLBACKEND", raising=False)
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("MPLCONFIGDIR", os.environ.get("MPLCONFIGDIR", str(tmp_path / "matplotlib")))


def executed(path):
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(FOLDER)}}).execute()
    return [output for cell in notebook.cells for output in cell.get("outputs", [])]


def text(outputs):
    parts = [output.get("data", {}) for output in outputs]
    return "\n".join(str(part.get(kind, "")) for part in parts for kind in ("text/plain", "text/html"))


def test_there_are_three():
    assert len(NOTEBOOKS) == 3


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_kept_without_outputs(path):
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            assert cell["execution_count"] is None


# Totals as README.vi.md prints them; the survey of Sở Nội vụ is 26/3 + 12 + 8 = 86/3 points (docs/vi/huong-dan.md).
@pytest.mark.parametrize(
    ("name", "figures", "expected"),
    [
        ("1-score-a-round", 2, ["97.70", "Sở Nội vụ", "giả lập", "86/3"]),
        ("2-lost-points", 5, ["so-tai-chinh", "Phép tính", "KHÔNG phải phụ lục"]),
        ("3-how-sure-is-the-ranking", 1, ["96.7317", "2 of 18", "Sở Công Thương", "Sở Kế hoạch và Đầu tư"]),
    ],
)
def test_runs_and_shows(name, figures, expected):
    outputs = executed(FOLDER / f"{name}.ipynb")
    assert sum("image/png" in output.get("data", {}) for output in outputs) == figures
    shown = text(outputs)
    for words in expected:
        assert words in shown
