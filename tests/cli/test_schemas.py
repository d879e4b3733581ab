"""Every JSON document that the program prints, and every file that it reads, is valid by the shipped schemas."""

import json
import shutil
import sys
import tempfile
import unittest
from pathlib import Path

from jsonschema import Draft7Validator

sys.path.insert(0, str(Path(__file__).resolve().parent))

from program import ROOT, run

SCHEMAS = ROOT / "criteria/schema"
SETS = sorted(file for file in (ROOT / "criteria").rglob("*.json") if file.parent != SCHEMAS)
ROUNDS = sorted(file.parent for file in (ROOT / "examples").rglob("round.json"))


def validator(name):
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


class Schemas(unittest.TestCase):
    def setUp(self):
        self.known = {path.name.split(".")[0]: validator(path.name.split(".")[0])
                      for path in SCHEMAS.glob("*.schema.json")}

    def check(self, name, text):
        data = json.loads(text)
        self.assertTrue(data["format"].startswith(f"parindex/{name}/"), data["format"])
        errors = [f"{'/'.join(map(str, one.absolute_path))}: {one.message[:300]}"
                  for one in self.known[name].iter_errors(data)]
        self.assertEqual(errors[:5], [])
        return data

    def printed(self, name, *arguments):
        with self.subTest(" ".join(map(str, arguments))):
            done = run(*arguments, "--format", "json")
            self.assertIn(done.code, (0, 1), done.err.decode()[:1000])
            return self.check(name, done.out)

    def test_the_schemas_are_all_used_here(self):
        self.assertEqual(set(self.known), {"assessment", "audit", "comparison", "criteria-set", "evidence", "explanation",
                                           "findings", "monitor", "ranking", "result", "round", "sample-size",
                                           "survey", "survey-result", "tree"})

    def test_shipped_sets_rounds_and_assessments(self):
        for file in SETS:
            with self.subTest(file.name):
                self.check("criteria-set", file.read_text(encoding="utf-8"))
        for folder in ROUNDS:
            for file in sorted(folder.rglob("*.json")):
                with self.subTest(str(file.relative_to(ROOT))):
                    name = {"criteria": "criteria-set"}.get(file.stem, file.stem)
                    name = name if name in ("criteria-set", "round", "survey") else "assessment"
                    self.check(name, file.read_text(encoding="utf-8"))

    def test_lint_and_show_of_every_set(self):
        for file in SETS:
            for edition in ("printed", "corrected"):
                path = file.relative_to(ROOT)
                self.printed("findings", "lint", path, "--edition", edition)
                self.printed("tree", "show", path, "--edition", edition)

    def test_lint_of_what_cannot_be_read(self):
        done = run("lint", "criteria/none.json", "--format", "json")
        self.assertEqual(done.code, 2)
        self.check("findings", done.out)

    def test_surveys_and_sample_sizes(self):
        for file in sorted((ROOT / "examples").rglob("survey.json")):
            stage = file.parent
            self.printed("survey-result", "survey", stage.parent.relative_to(ROOT), "--stage", stage.name)
        self.printed("sample-size", "sample-size", "--population", "2000", "--response-rate", "80%")

    def test_evaluate_rank_check_and_explain_of_every_round_and_stage(self):
        for folder in ROUNDS:
            path = folder.relative_to(ROOT)
            for stage in json.loads((folder / "round.json").read_text(encoding="utf-8"))["stages"]:
                at = ("--stage", stage["id"])
                result = self.printed("result", "evaluate", path, *at)
                self.printed("ranking", "rank", path, *at)
                self.printed("findings", "check", path, *at)
                for agency in result["agencies"][:8] if result else []:
                    self.printed("explanation", "explain", path, "--agency", agency["id"], *at)

    def test_evidence_monitor_and_comparisons(self):
        for folder in ROUNDS:
            path = folder.relative_to(ROOT)
            stages = [stage["id"] for stage in json.loads((folder / "round.json").read_text(encoding="utf-8"))["stages"]]
            self.printed("evidence", "evidence", path)
            self.printed("monitor", "monitor", path, "--on", "2017-07-01T08:00")
            self.printed("comparison", "compare", path, "--stages", f"{stages[0]},{stages[-1]}")
            self.printed("comparison", "compare", path, path)
        sets = [file.relative_to(ROOT) for file in SETS]
        for older, newer in zip(sets, sets[1:]):
            self.printed("comparison", "compare", older, newer)
    def test_freeze_reopen_and_audit(self):
        with tempfile.TemporaryDirectory() as place:
            for part in ("examples/binh-dinh-2019", "criteria/vn"):
                shutil.copytree(ROOT / part, Path(place) / part)
            folder = Path(place) / "examples/binh-dinh-2019"
            self.printed("audit", "freeze", folder, "--stage", "self", "--by", "a", "--note", "b", "--at", "2020-05-01")
            self.printed("audit", "reopen", folder, "--stage", "self", "--by", "a", "--reason", "c", "--at",
                         "2020-05-02")
            (folder / "self/binh-dinh.json").unlink()
            self.assertEqual(len(self.printed("audit", "audit", folder)["entries"]), 2)
            (folder / "audit/log.jsonl").write_text("x", encoding="utf-8")
            self.printed("audit", "audit", folder)

    def test_the_result_file_is_what_is_printed(self):
        with tempfile.TemporaryDirectory() as place:
            done = run("evaluate", "examples/police-2024", "--format", "json", "--out", place)
            self.assertEqual(done.code, 0, done.err)
            self.assertEqual((Path(place) / "result.json").read_bytes(), done.out)
            self.check("result", done.out)


if __name__ == "__main__":
    unittest.main()
