"""The program and the package give the same bytes."""

import subprocess

import parindex
import pytest

ROUNDS = ["hai-phong-2017", "tinh-mau-2017", "binh-dinh-2019", "police-2024", "survey-demo", "zi-2021"]


def printed(program, *arguments):
    return subprocess.run([program, *arguments], capture_output=True, check=False).stdout


@pytest.mark.parametrize("folder", ROUNDS)
def test_result_json(program, folder):
    expected = printed(program, "evaluate", folder, "--format", "json")
    assert expected
    result = parindex.evaluate(folder)
    assert result.to_json().encode() == expected
    first = result.stages[0]
    assert parindex.evaluate(folder, stage=first, threads=1).to_json().encode() == printed(
        program, "evaluate", folder, "--stage", first, "--format", "json")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_explanations(program, lang):
    result = parindex.evaluate("hai-phong-2017")
    whole = printed(program, "explain", "hai-phong-2017", "--agency", "so-khcn", "--lang", lang)
    assert str(result.explain("so-khcn", lang=lang)).encode() == whole
    one = printed(program, "explain", "hai-phong-2017", "--agency", "so-khcn", "--criterion", "1.1.1", "--format", "json")
    assert result.explain("so-khcn", "1.1.1").to_json().encode() == one


def test_checks(program):
    expected = printed(program, "check", "tinh-mau-2017", "--lang", "vi").decode().splitlines()
    lines = [finding.to_text("vi") for finding in parindex.evaluate("tinh-mau-2017").findings()]
    assert lines
    assert expected[:len(lines)] == lines


def test_version(program):
    assert parindex.__version__ in printed(program, "--version").decode()
