"""Freezing: whatever stops the program, and whoever changes a file, the log still verifies or says what is wrong."""

import csv
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from program import ROOT, SANITIZED, program, run

KILLS = 8 if SANITIZED else 25


class RoundOfFiles(unittest.TestCase):
    """A copy of an example, its criteria set inside, so that nothing of the source tree is touched."""

    def setUp(self):
        self.place = Path(tempfile.mkdtemp(prefix="parindex-test-audit-"))
        self.round = self.place / "round"
        shutil.copytree(ROOT / "examples/police-2024", self.round)
        frame = json.loads((self.round / "round.json").read_text(encoding="utf-8"))
        for group, path in frame["criteria"].items():
            name = Path(path).name
            shutil.copy(ROOT / "criteria/vn" / name, self.place / name)
            frame["criteria"][group] = f"../{name}"
        (self.round / "round.json").write_text(json.dumps(frame, ensure_ascii=False, indent=1), encoding="utf-8")

    def tearDown(self):
        for folder in [self.place, *(path for path in self.place.rglob("*") if path.is_dir())]:
            folder.chmod(0o755)
        shutil.rmtree(self.place)

    def freeze(self, stage, at="2025-01-10T08:00", **options):
        return run("freeze", self.round, "--stage", stage, "--by", "Tổ giúp việc", "--at", at, **options)

    def reopen(self, stage, at="2025-01-11"):
        return run("reopen", self.round, "--stage", stage, "--by", "Hội đồng", "--reason", "bổ sung", "--at", at)

    def audit(self, *more, code=0):
        done = run("audit", self.round, "--format", "json", *more)
        self.assertEqual(done.code, code, done.err.decode() + done.out.decode()[-2000:])
        return json.loads(done.out)

    def codes(self, report):
        return sorted(one["code"] for one in report["findings"])

    def snapshot(self):
        return {path.relative_to(self.round): path.read_bytes()
                for path in sorted(self.round.rglob("*")) if path.is_file()}

    def outside_audit(self):
        return {name: text for name, text in self.snapshot().items() if name.parts[0] != "audit"}


class Commands(RoundOfFiles):
    def test_freeze_change_reopen_change_freeze(self):
        self.assertEqual(self.freeze("self").code, 0)
        self.assertEqual(self.audit()["findings"], [])
        file = self.round / "self/answers.csv"
        before = file.read_text(encoding="utf-8")
        file.write_text(before + "\n", encoding="utf-8")
        for command in ("evaluate", "check", "rank"):
            done = run(command, self.round)
            self.assertEqual(done.code, 2)
            self.assertIn(b"F505", done.err)
        self.assertEqual(self.codes(self.audit(code=1)), ["F505"])
        self.assertEqual(self.reopen("self").code, 0)
        self.assertEqual(run("evaluate", self.round).code, 0)
        self.assertEqual(self.freeze("self", "2025-01-12").code, 0)
        report = self.audit()
        self.assertEqual([one["action"] for one in report["entries"]], ["freeze", "reopen", "freeze"])
        self.assertEqual(len(report["comparisons"][0]["changes"]), 1)
        self.assertEqual(run("evaluate", self.round).code, 0)

    def test_the_head_that_freeze_prints_is_the_one_that_audit_expects(self):
        done = self.freeze("self")
        head = done.out.decode().split("biên bản: ")[1].split()[0]
        self.assertEqual(self.audit("--expect", head)["head"], head)
        self.assertEqual(self.freeze("appraisal-1").code, 0)
        self.assertEqual(self.audit("--expect", head)["lines_after_expected"], 1)
        log = self.round / "audit/log.jsonl"
        later = self.audit()["head"]
        log.write_text(log.read_text(encoding="utf-8").splitlines(True)[0], encoding="utf-8")
        self.assertEqual(self.codes(self.audit("--expect", later, code=1)), ["F504"])

    def test_a_change_of_a_cell_is_named_by_row_and_column_with_both_values(self):
        self.freeze("self")
        file = self.round / "self/answers.csv"
        with open(file, encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.reader(stream))
        column = rows[0].index("level")
        before = rows[3][column]
        rows[3][column] = "đã sửa, có dấu phẩy"
        with open(file, "w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(rows)
        change = {"file": "self/answers.csv", "place": "row 4, column level", "after": "đã sửa, có dấu phẩy"}
        if before:
            change["before"] = before
        self.assertEqual(self.audit(code=1)["comparisons"][0]["changes"], [change])

    def test_a_change_of_the_frame_is_named_by_pointer(self):
        self.freeze("self")
        frame = json.loads((self.round / "round.json").read_text(encoding="utf-8"))
        frame["period"]["to"], before = "2024-12-30", frame["period"]["to"]
        frame["title"] = "khác"  # which no score depends on
        (self.round / "round.json").write_text(json.dumps(frame), encoding="utf-8")
        self.assertEqual(self.audit(code=1)["comparisons"][0]["changes"],
                         [{"file": "round.json", "place": "/period/to", "before": json.dumps(before),
                           "after": '"2024-12-30"'}])

    def test_a_removed_copy_is_found_in_the_table_too(self):
        self.freeze("self")
        copies = sorted((self.round / "audit/objects").iterdir())
        copies[0].unlink()
        done = run("audit", self.round, "--lang", "en")
        self.assertEqual(done.code, 1)
        self.assertIn(b"is missing", done.out)
        self.assertEqual(self.codes(self.audit(code=1)), ["F508"])


class Faults(RoundOfFiles):
    def test_killed_at_any_moment_the_log_verifies_and_the_round_is_as_it_was(self):
        original = self.outside_audit()
        choose = random.Random(20170630)
        begin = time.monotonic()
        self.assertEqual(self.freeze("self").code, 0)
        usual = time.monotonic() - begin
        shutil.rmtree(self.round / "audit")
        ended = killed = 0
        for _ in range(KILLS):
            frozen = (self.round / "audit/log.jsonl").exists() and self.audit()["comparisons"][-1]["in_force"]
            words = (["reopen", "--reason", "x"] if frozen else ["freeze"])
            # What a killed program leaves among the temporary files goes with this test's folder.
            process = subprocess.Popen([program(), words[0], self.round, "--stage", "self", "--by", "a", *words[1:]],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                       env={**os.environ, "TMPDIR": str(self.place)})
            time.sleep(choose.uniform(0, usual * 1.1))
            process.kill()
            code = process.wait()
            ended += code == 0
            killed += code == -signal.SIGKILL
            self.assertEqual(self.outside_audit(), original)
            report = self.audit()
            self.assertIn(self.codes(report), ([], ["F515"]))
        self.assertGreater(killed, KILLS // 10)
        self.assertEqual(run("evaluate", self.round).code, 0)
        if self.audit()["entries"] and self.audit()["comparisons"][-1]["in_force"]:
            self.assertEqual(run("reopen", self.round, "--stage", "self", "--by", "a", "--reason", "x").code, 0)
        self.assertEqual(run("freeze", self.round, "--stage", "self", "--by", "a").code, 0)
        self.assertEqual(self.audit()["findings"], [])
        leftovers = [path for path in (self.round / "audit").rglob("*.tmp")]
        self.assertEqual(leftovers, [])

    def test_no_room_at_any_size_leaves_the_log_as_it_was(self):
        self.assertEqual(self.freeze("self").code, 0)
        before = self.snapshot()
        largest = max(path.stat().st_size for path in self.place.rglob("*") if path.is_file())
        refused = 0
        for limit in sorted({1, 100, 1000, 4096, 10000, largest // 2, largest - 1, largest, 4 * largest}):
            done = self.freeze("appraisal-1", file_bytes=limit)
            if done.code == 0:
                break
            refused += 1
            self.assertNotIn(done.code, (0, 1))
            log = self.round / "audit/log.jsonl"
            self.assertEqual(log.read_bytes(), before[Path("audit/log.jsonl")])
            self.assertEqual(self.audit()["findings"], [])
        self.assertGreater(refused, 3)
        self.assertEqual(self.audit()["entries"][-1]["stage"], "appraisal-1")

    def test_a_folder_that_cannot_be_written_is_refused_and_can_still_be_audited(self):
        self.assertEqual(self.freeze("self").code, 0)
        before = self.snapshot()
        for folder in (self.round / "audit/objects", self.round / "audit", self.round):
            folder.chmod(0o555)
        user = 65534 if os.geteuid() == 0 else None  # rights do not bind the superuser
        os.chmod(self.place, 0o755)
        done = self.freeze("appraisal-1", user=user)
        self.assertEqual(done.code, 2, done.err)
        self.assertIn(b"[F05", done.err)
        self.assertEqual(self.snapshot(), before)
        done = run("audit", self.round, user=user)
        self.assertEqual(done.code, 0, done.err + done.out)

    def test_a_missing_file_is_an_error_and_nothing_is_written(self):
        (self.round / "agencies.csv").unlink()
        self.assertEqual(self.freeze("self").code, 2)
        self.assertFalse((self.round / "audit").exists())

    def test_many_writers_at_once_write_one_after_the_other(self):
        self.assertEqual(self.freeze("self").code, 0)
        others = [subprocess.Popen([program(), "freeze", self.round, "--stage", "appraisal-1", "--by", f"a{i}"],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for i in range(8)]
        codes = [(one.wait(), one.stderr.read()) for one in others]
        for one in others:
            one.stderr.close()
        self.assertEqual(sorted(code for code, _ in codes), [0] + [2] * 7)
        for code, text in codes:
            self.assertTrue(code == 0 or b"F514" in text or b"F512" in text, text)
        report = self.audit()
        self.assertEqual((len(report["entries"]), report["findings"]), (2, []))

    def test_temporary_files_have_no_room(self):
        done = subprocess.run([program(), "freeze", self.round, "--stage", "self", "--by", "a"],
                              env={**os.environ, "TMPDIR": str(self.place / "none")}, capture_output=True)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"F519", done.stderr)
        self.assertFalse((self.round / "audit/log.jsonl").exists())


if __name__ == "__main__":
    unittest.main()
