"""Rounds read from folders."""

import pickle

import parindex
import pytest
from parindex import Round


def test_what_a_round_holds():
    round_ = Round.load("hai-phong-2017")
    assert round_.stages == ["self", "survey", "appraisal-1", "final"]
    assert round_.agencies.agency.tolist()[:2] == ["so-khcn", "so-a"]
    assert round_.agencies["type"].tolist()[3] in ("with_units", "office_only")
    assert list(round_.criteria) == ["so"]
    assert round_.criteria["so"].id == "vn/model-department-2017"
    assert round_.statement.startswith("Phần thật")
    assert round_.stages_frame("en").stage.tolist() == round_.stages


def test_pickle_reads_the_folder_again():
    round_ = Round.load("hai-phong-2017")
    copy = pickle.loads(pickle.dumps(round_))
    assert copy.id == round_.id
    assert copy.evaluate().to_json() == round_.evaluate().to_json()


def test_checks_are_those_of_the_result():
    round_ = Round.load("hai-phong-2017")
    assert round_.checks("en").equals(parindex.evaluate(round_).checks("en"))


def test_evaluate_refuses_data_for_a_round():
    with pytest.raises(TypeError):
        parindex.evaluate(Round.load("hai-phong-2017"), {"a": {}})
