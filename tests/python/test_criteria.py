"""Criteria sets read, shown, compared and saved."""

import json
import pickle
from decimal import Decimal

import parindex
import pytest
from parindex import CriteriaSet
from small import content, criteria


def test_every_bundled_set_loads_by_its_id():
    ids = CriteriaSet.bundled()
    assert "vn/model-department-2017" in ids
    for name in ids:
        set_ = CriteriaSet.load(name)
        assert set_.statement or set_.provenance("en")
        assert not any(f.severity == "error" and not f.accepted for f in set_.findings())


def test_to_frame():
    frame = criteria().to_frame()
    assert frame.id.tolist() == ["1", "1.1", "1.2", "1.3", "1.4"]
    assert frame.parent.isna().tolist() == [True, False, False, False, False]
    assert frame.parent.tolist()[1:] == ["1", "1", "1", "1"]
    assert frame.depth.tolist() == [1, 2, 2, 2, 2]
    assert frame["max"].tolist() == [Decimal(7), Decimal(2), Decimal(1), Decimal(2), Decimal(2)]
    assert frame.rule.tolist() == ["sum", "levels", "checklist", "points", "proportional"]
    assert frame.leaf.tolist() == [False, True, True, True, True]
    assert set(frame.role) == {"scored"}
    assert criteria().facts().id.tolist() == ["dossiers", "done"]


def test_tree_is_indented_under_its_provenance():
    lines = criteria().tree().splitlines()
    assert lines[0] == "Bộ thử"
    assert "mẫu" in lines[1]
    assert lines[3:5] == ["1 A [7]", "  1.1 B [2]"]


def test_lint_finds_what_does_not_add_up():
    broken = content()
    broken["criteria"][0]["children"][0]["max"] = 1
    findings = CriteriaSet.from_dict(broken).lint("en")
    assert "L101" in set(findings.code)
    assert findings[findings.code == "L101"].severity.tolist() == ["error"]


def test_equality_and_pickle():
    assert criteria() == criteria()
    other = content()
    other["title"] = "Khác"
    assert CriteriaSet.from_dict(other) != criteria()
    assert CriteriaSet.load("vn/model-department-2017", edition="printed") != CriteriaSet.load("vn/model-department-2017")
    copy = pickle.loads(pickle.dumps(criteria()))
    assert copy == criteria() and copy.to_json() == criteria().to_json()


def test_save_writes_the_same_json(tmp_path):
    set_ = CriteriaSet.load("vn/model-department-2017")
    set_.save(tmp_path / "set.json")
    assert CriteriaSet.load(tmp_path / "set.json") == set_
    assert list(tmp_path.iterdir()) == [tmp_path / "set.json"]
    assert CriteriaSet.from_dict(set_.to_dict()).max == set_.max
    assert json.loads(set_.to_json())["id"] == set_.id


def test_lang_and_edition_are_checked():
    with pytest.raises(ValueError, match="lang"):
        criteria().to_frame("fr")
    with pytest.raises(ValueError, match="edition"):
        CriteriaSet.load("vn/model-department-2017", edition="new")
    assert parindex.CriteriaSet is CriteriaSet
