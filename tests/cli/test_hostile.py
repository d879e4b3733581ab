"""Wrong, broken and hostile input ends in a clear, located message and exit code 1 or 2: no crash, no hang, no memory
without bound, no partly written result, nothing that a terminal or a spreadsheet would obey."""

import csv
import io
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from program import ROOT, SANITIZED, SECONDS, limits, program, run

COMMANDS = ("lint", "show", "evaluate", "explain", "check", "rank")
# Line ends, and nothing else that steers a terminal: C0, DEL, C1 and the marks that reorder text.
STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
MESSAGE = re.compile(r"\[[A-Z]\d{3}\]")


def small_set(**changes):
    """A sound set with one typed criterion and one ratio."""
    data = {
        "format": "parindex/criteria-set/1", "id": "vn/small", "title": "Bộ nhỏ", "country": "VN", "level": "unit",
        "languages": ["vi"], "period": {"from": "2020-01-01", "to": "2020-12-31"}, "max": 10,
        "provenance": {"status": "model", "statement": "Bộ thử.", "source": "test"},
        "policies": {
            "rounding": {"points": "none", "total": {"digits": 2, "mode": "half_up"},
                         "percent": {"digits": 2, "mode": "half_up"}},
            "states": {"not_applicable": "drop", "not_arisen": "full_points", "no_data": "zero", "no_survey": "drop",
                       "pending": "block", "blank": "zero"},
            "total": {"over": "assigned"}, "ranking": {"on": "rounded", "ties": "competition"}},
        "facts": [{"id": "done", "type": "count", "title": "Xong"}, {"id": "all", "type": "count", "title": "Tất cả"}],
        "criteria": [
            {"id": "1", "max": 5, "title": "Một", "rule": {"kind": "points", "min": 0, "max": 5, "step": "0.5"}},
            {"id": "2", "max": 5, "title": "Hai", "when_denominator_is_zero": "zero",
             "rule": {"kind": "proportional", "of": "done / all", "above_one": "cap"}}]}
    data.update(changes)
    return data


def small_round(**changes):
    data = {"format": "parindex/round/1", "id": "small", "title": "Đợt nhỏ", "statement": "Số liệu thử.",
            "synthetic": True,
            "period": {"from": "2020-01-01", "to": "2020-12-31"}, "criteria": {"g": "set.json"},
            "stages": [{"id": "self", "kind": "self", "title": "Tự chấm"}]}
    data.update(changes)
    return data


def assessment(**changes):
    data = {"format": "parindex/assessment/1", "agency": "a", "date": "2020-06-01",
            "facts": {"done": 3, "all": 4}, "answers": {"1": {"points": 2.5}}}
    data.update(changes)
    return data


class Hostile(unittest.TestCase):
    def setUp(self):
        self.place = Path(tempfile.mkdtemp(prefix="parindex-"))
        self.addCleanup(shutil.rmtree, self.place, ignore_errors=True)

    def write(self, name, content):
        """Text is written as UTF-8, anything that is neither text nor bytes as JSON."""
        path = self.place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not isinstance(content, (str, bytes)):
            content = json.dumps(content, ensure_ascii=False)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def round(self, set_=None, frame=None, agencies="id,name,group\na,Sở A,g\n", given=None):
        self.write("set.json", small_set() if set_ is None else set_)
        self.write("round.json", small_round() if frame is None else frame)
        self.write("agencies.csv", agencies)
        self.write("self/a.json", assessment() if given is None else given)
        return self.place

    def check_clean(self, done, codes=(0, 1, 2)):
        """What holds of every run, whatever its input."""
        shown = f"exit {done.code}\n{done.out[-2000:]!r}\n{done.err[-4000:]!r}"
        self.assertIn(done.code, codes, shown)
        for stream in (done.out, done.err):
            text = stream.decode("utf-8")  # raises when it is not
            self.assertNotIn("internal error", text)
            self.assertNotIn("runtime error", text)
            self.assertNotIn("AddressSanitizer", text)
        return done

    def refused(self, *arguments, says=None, where=None, codes=(2,), **more):
        """Refused with a coded message; `where` stands at the start of a line of it, `says` somewhere."""
        done = self.check_clean(run(*arguments, **more), codes)
        text = done.err.decode() + (done.out.decode() if arguments[0] in ("lint", "check") else "")
        self.assertRegex(text, MESSAGE)
        if where:
            self.assertRegex(text, re.compile("^" + where, re.MULTILINE))
        if says:
            self.assertIn(says, text)
        return done

    def refused_set(self, content, says, where=None, codes=(1, 2)):
        path = self.write("set.json", content)
        return self.refused("lint", path, "--lang", "en", says=says, where=where and re.escape(str(path)) + where,
                            codes=codes)

    def refused_round(self, says, where=None, command="evaluate", **parts):
        folder = self.round(**parts)
        return self.refused(command, folder, "--lang", "en", says=says, where=where, codes=(2,))


class BrokenJson(Hostile):
    def test_the_small_round_of_these_tests_is_sound(self):
        done = run("evaluate", self.round(), "--format", "json")
        self.assertEqual(done.code, 0, done.err)
        self.assertEqual(json.loads(done.out)["agencies"][0]["total"]["exact"], "6.25")
        self.assertEqual(run("lint", self.place / "set.json").code, 0)

    def test_broken_json_is_located(self):
        for text, line in (("{", 1), ('{"format": \n nope}', 2), ("{} {}", 1), ('{"a": 1,}', 1), ("[1 2]", 1),
                           ("'x'", 1),
                           ('{"a": "\n"}', 1), ('{"a": NaN}', 1), ('{"a": 01}', 1), ('{"a": "\\ud800"}', 1),
                           ('// c\n{}', 1)):
            with self.subTest(text):
                self.refused_set(text, "F010", rf":{line}: ")

    def test_another_kind_of_file_is_named(self):
        for content in ([], 1, "text", None, {}, {"format": "parindex/round/1"}, {"format": "parindex/criteria-set/2"}):
            with self.subTest(content):
                self.refused_set(json.dumps(content), "[F10", ":")

    def test_wrong_types_are_located(self):
        for key, value in (("id", 7), ("title", []), ("criteria", {}), ("facts", "x"), ("policies", None),
                           ("max", True),
                           ("max", {}), ("languages", "vi"), ("period", "2020"), ("provenance", []), ("criteria", [1]),
                           ("level_sets", []), ("scales", {"a": 1}), ("titles", [[]]), ("corrections", 1)):
            with self.subTest(key=key, value=value):
                self.refused_set(small_set(**{key: value}), "[F", rf":1:? .*/{key}|:1: /{key}")

    def test_unknown_and_duplicate_keys_are_located(self):
        self.refused_set(small_set(maximum=3), "F103", ":1: /maximum")
        text = json.dumps(small_set())
        self.refused_set(text[:-1] + ',\n"max": 5}', "F016", ":2:")

    def test_numbers_out_of_range_and_beyond_reason(self):
        for number, code in (("1e999999", "F"), ("1e-999999", "F"), ("9" * 5000, "F"), ("0." + "3" * 5000, "F"),
                             ("1e99999999999999999999", "F")):
            with self.subTest(number[:30]):
                text = json.dumps(small_set()).replace('"max": 10', '"max": ' + number)
                self.refused_set(text, "[" + code, ":1")

    def test_huge_numbers_in_strings_and_expressions(self):
        for number in ("1e999999", "9" * 5000, "1/" + "9" * 5000, "0x10", "1/0", "∞", "NaN", "1.000.000,00"):
            with self.subTest(number[:30]):
                self.refused_set(small_set(max=number), "[F10", ":1")
        for of in ("1e999999", "9" * 4000, "1 / 0", "round(1/3, 999999999)", "round(1/3, -999999999)"):
            with self.subTest(of[:30]):
                data = small_set()
                data["criteria"][1]["rule"]["of"] = of
                self.check_clean(run("evaluate", self.round(set_=data)))
                self.check_clean(run("lint", self.place / "set.json"))

    def test_results_of_arithmetic_cannot_grow_without_bound(self):
        data = small_set()
        product = "done"
        for _ in range(10):
            product = f"({product}) * ({product})" if len(product) < 1500 else product
        data["criteria"][1]["rule"]["of"] = product
        self.check_clean(run("evaluate", self.round(set_=data, given=assessment(facts={"done": "9" * 300, "all": 4}))))

    def test_points_that_grow_from_criterion_to_criterion_are_stopped(self):
        """Each squares the one before: digits double, 39 times."""
        data = small_set(max=195, criteria=[{"id": str(i), "max": 5, "title": "x", "rule": {
            "kind": "formula", "points": f"points('{i - 1}') * points('{i - 1}') + 1/7" if i > 1 else "1/7",
            "above_max": "cap", "below_zero": "cap"}} for i in range(1, 40)])
        done = self.check_clean(run("evaluate", self.round(set_=data, given=assessment(answers={}))), (1,))
        self.assertIn("X203", done.err.decode())

    def test_dates_outside_the_calendar_and_wrong_days(self):
        for of in ("year(add_days(date('2017-01-01'), 99999999999999999999))",
                   "year(add_months(date('2017-01-01'), 10000000))",
                   "year(add_working_days(date('2017-01-01'), 100000000))", "year(add_days(date('2017-01-01'), 1/2))",
                   "days_between(date('0001-01-01'), date('9999-12-31'))", "year(date('2017-02-29'))"):
            with self.subTest(of):
                data = small_set()
                data["criteria"][1] = {"id": "2", "max": 5, "title": "x", "rule": {
                    "kind": "formula", "points": of, "above_max": "cap", "below_zero": "cap"}}
                done = self.check_clean(run("evaluate", self.round(set_=data)), (1, 2))
                self.assertRegex(done.err.decode(), r"\[X\d{3}\]")

    def test_levels_and_ids_that_do_not_exist(self):
        data = small_set()
        data["criteria"][0]["rule"] = {"kind": "levels", "levels": "nowhere"}
        self.refused_set(data, "F110", ":1: /criteria/0/rule/levels")
        data = small_set()
        data["criteria"][1]["rule"]["of"] = "done / everything"
        self.refused_set(data, "everything", ":1:? ?/criteria/1/rule/of|: /criteria/1/rule/of")


class BrokenAnswers(Hostile):
    def test_each_wrong_answer_is_located_and_nothing_is_scored(self):
        cases = [({"answers": {"9": {"points": 1}}}, "A102", "/answers/9"),
                 ({"answers": {"1": {"level": "x"}}}, "A109", "/answers/1"),
                 ({"answers": {"1": {"points": 6}}}, "A106", "/answers/1"),
                 ({"answers": {"1": {"points": -1}}}, "A106", "/answers/1"),
                 ({"answers": {"1": {"points": "2.25"}}}, "A107", "/answers/1"),
                 ({"answers": {"1": {"state": "lost"}}}, "A110", "/answers/1/state"),
                 ({"answers": {"1": {"points": 1, "evidence": ["none"]}}}, "A115", "/answers/1/evidence"),
                 ({"facts": {"done": -3}}, "A112", "/facts/done"),
                 ({"facts": {"done": 1.5}}, "A11", "/facts/done"),
                 ({"facts": {"done": "2020-01-01"}}, "A108", "/facts/done"),
                 ({"facts": {"finished": 3}}, "A111", "/facts/finished"),
                 ({"agency": "b"}, "A101", "/agency"),
                 ({"date": "2020-02-30"}, "F108", "/date"),
                 ({"extra": 1}, "F103", "/extra"),
                 ({"facts": {"done": "9" * 5000}}, "A", "/facts/done")]
        for change, code, pointer in cases:
            with self.subTest(str(change)[:60]):
                done = self.refused_round(code, where=rf"self/a\.json(:1)?: {pointer}", given=assessment(**change))
                self.assertEqual(done.out, b"")

    def test_a_level_that_does_not_exist(self):
        data = small_set()
        data["criteria"][0]["rule"] = {"kind": "levels", "levels": [{"id": "a", "label": "A", "points": 5},
                                                                    {"id": "b", "label": "B", "points": 0}]}
        self.refused_round("A104", where=r"self/a\.json:1: /answers/1", set_=data,
                           given=assessment(answers={"1": {"level": "c"}}))

    def test_broken_json_of_one_agency(self):
        done = self.refused_round("F010", where=r"self/a\.json:1: ", given='{"format": ')
        self.assertNotIn("A116", done.err.decode(), "a file that cannot be read is not the same as no file")

    def test_an_agency_without_file_is_named_and_scored_as_not_submitted(self):
        folder = self.round(agencies="id,name,group\na,Sở A,g\nb,Sở B,g\n")
        done = self.check_clean(run("evaluate", folder, "--format", "json"), (0, 1))
        self.assertIn("A116", done.err.decode())
        one = json.loads(done.out)["agencies"][1]
        self.assertEqual((one["id"], one["submitted"], one["not_ranked"]), ("b", False, "no_submission"))

    def test_data_of_an_agency_that_is_not_in_the_round(self):
        self.round()
        self.write("self/ghost.json", assessment(agency="ghost"))
        self.refused("evaluate", self.place, says="F319", where=r"self/ghost\.json")

    def test_an_answer_given_twice(self):
        self.round()
        self.write("self/answers.csv", "agency,criterion,points\na,1,2\na,1,3\n")
        self.refused("evaluate", self.place, says="A120", where=r"self/answers\.csv:\d")

    def test_thousands_of_findings_are_cut_and_counted(self):
        lines = "".join(f"a,9.{i},1\n" for i in range(20000))
        self.round()
        self.write("self/answers.csv", "agency,criterion,points\n" + lines)
        done = self.refused("evaluate", self.place, says="F090")
        self.assertLess(done.err.count(b"\n"), 1200)

    def test_thousands_of_wrong_keys_in_json(self):
        done = self.refused_set(small_set(**{f"k{i}": 1 for i in range(20000)}), "F090")
        self.assertLess((done.err + done.out).count(b"\n"), 1200)


class BrokenEncoding(Hostile):
    def test_bytes_that_are_not_utf8(self):
        text = json.dumps(small_set(), ensure_ascii=False)
        self.refused_set(text.replace("Bộ nhỏ", "B@").encode().replace(b"B@", b"B\xea"), "F011", r":1: ")
        for bad in (b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xff"):
            self.refused_set(text.replace("Bộ nhỏ", "B@").encode().replace(b"B@", bad), "F011", r":1: ")

    def test_utf16_and_utf32(self):
        text = json.dumps(small_set())
        for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32"):
            with self.subTest(encoding):
                self.refused_set(text.encode(encoding), "F012")
                self.refused_round("F012", where="agencies.csv", agencies="id,name,group\na,A,g\n".encode(encoding))

    def test_a_byte_order_mark_is_read(self):
        folder = self.round(set_=b"\xef\xbb\xbf" + json.dumps(small_set()).encode(),
                            agencies=b"\xef\xbb\xbfid,name,group\r\na,A,g\r\n")
        self.assertEqual(run("evaluate", folder).code, 0)

    def test_nul_bytes(self):
        self.refused_set(b"\0" * 1000, "F01")
        self.refused_set(json.dumps(small_set()).encode() + b"\0", "F010", r":1: ")
        self.refused_set(json.dumps(small_set(id="vn/a\0b")), "[F", ":1: /id")
        self.refused_round("agencies.csv", agencies=b"id,name,group\na,Name\0x,g\n")

    def test_terminal_escapes_in_data_are_shown_not_sent(self):
        evil = "\x1b]0;owned\x07\x1b[31mA\x9b2J\x7f\u202eB\r\b"
        folder = self.round(frame=small_round(title=evil, statement=evil), agencies=f'id,name,group\na,"{evil}",g\n',
                            set_=small_set(title=evil,
                                           provenance={"status": "model", "statement": evil, "source": evil}))
        for command in (("evaluate", folder), ("rank", folder), ("check", folder), ("explain", folder, "--agency", "a"),
                        ("show", folder / "set.json"), ("lint", folder / "set.json"),
                        ("show", folder / "set.json", "--graph", "dot")):
            with self.subTest(command[0]):
                done = self.check_clean(run(*command))
                for stream in (done.out, done.err):
                    self.assertIsNone(STEERING.search(stream.decode()), stream)
        self.assertIn(r"\x1B", run("evaluate", folder).out.decode())

    def test_terminal_escapes_in_ids_names_and_arguments_are_shown_not_sent(self):
        evil = "\x1b[31mx"
        folder = self.round()
        self.write(f"self/{evil}.json", assessment())
        bad_set = self.write("bad.json", small_set(**{evil: evil, "id": evil}))
        for command in (("evaluate", folder), ("lint", bad_set), ("lint", evil), ("evaluate", evil), (evil,),
                        ("explain", folder, "--agency", evil),
                        ("explain", folder, "--agency", "a", "--criterion", evil),
                        ("evaluate", folder, "--stage", evil), ("lint", "--lang", evil, bad_set),
                        ("lint", "--format", evil, bad_set), ("show", "--graph", evil, bad_set), ("lint", "--" + evil),
                        ("evaluate", folder, "--threads", evil)):
            with self.subTest(str(command)):
                done = self.check_clean(run(*command), (1, 2))
                for stream in (done.out, done.err):
                    self.assertIsNone(STEERING.search(stream.decode()), stream)

    def test_the_name_of_the_result_folder_is_shown_not_sent(self):
        (self.place / "self" / "x").parent.mkdir(exist_ok=True)
        done = run("evaluate", self.round(), "--out", self.place / "o\x1b[31m")
        self.assertEqual(done.code, 0, done.err)
        self.assertIsNone(STEERING.search(done.out.decode()), done.out[-300:])


class WrongFiles(Hostile):
    def test_missing_empty_and_misplaced_files(self):
        folder = self.round()
        self.refused("lint", self.place / "none.json", says="F001")
        self.refused("lint", folder, says="F002")
        self.refused("lint", self.write("empty.json", b""), says="F004")
        self.refused("evaluate", self.place / "none", says="F001")
        self.refused("evaluate", folder / "round.json", says="F007")
        self.refused("lint", "", codes=(1, 2))

    def test_each_file_of_a_round_missing_empty_or_a_folder(self):
        for name in ("round.json", "agencies.csv", "set.json", "self/a.json"):
            with self.subTest(name):
                folder = self.round()
                (folder / name).write_bytes(b"")
                self.refused("evaluate", folder, where=re.escape(name) if name != "set.json" else None, codes=(2,))
                (folder / name).unlink()
                self.check_clean(run("evaluate", folder), (1, 2) if name != "self/a.json" else (0, 1))
                (folder / name).mkdir()
                self.check_clean(run("evaluate", folder), (1, 2))
                (folder / name).rmdir()

    def test_a_file_in_place_of_a_stage_folder(self):
        folder = self.round()
        shutil.rmtree(folder / "self")
        self.write("self", "x")
        self.refused("evaluate", folder, says="F007", where="self")

    def test_devices_pipes_and_sockets_are_refused_without_waiting(self):
        os.mkfifo(self.place / "pipe.json")
        self.refused("lint", self.place / "pipe.json", says="F006")
        self.refused("lint", "/dev/zero", says="F006")
        self.refused("lint", "/dev/stdin", codes=(1, 2))
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(str(self.place / "socket.json"))
            self.refused("lint", self.place / "socket.json", says="F006")
        self.round()
        (self.place / "self/a.json").unlink()
        os.mkfifo(self.place / "self/a.json")
        self.refused("evaluate", self.place, where=r"self/a\.json", says="F006")

    def test_symlinks_that_lead_round_in_circles(self):
        (self.place / "loop.json").symlink_to("loop.json")
        self.refused("lint", self.place / "loop.json", says="F003")
        (self.place / "loop").symlink_to("loop")
        self.refused("evaluate", self.place / "loop")
        folder = self.round()
        (folder / "self" / "self").symlink_to(folder / "self")
        self.check_clean(run("evaluate", folder))
        (folder / "self/a.json").unlink()
        (folder / "self/a.json").symlink_to("a.json")
        self.refused("evaluate", folder, where=r"self/a\.json")

    def test_files_that_may_not_be_read_and_folders_that_may_not_be_written(self):
        """Root may do both, so root runs the program as nobody."""
        nobody = 65534 if os.geteuid() == 0 else None
        folder = self.round()
        self.place.chmod(0o755)
        try:
            usable = run("--version", user=nobody).code == 0 and run("evaluate", folder, user=nobody).code == 0
        except PermissionError:
            usable = False
        if not usable:
            print("skipped: files that may not be read (nobody may not run the program here)")
            return
        (folder / "out").mkdir()
        (folder / "out").chmod(0o555)
        self.refused("evaluate", folder, "--out", folder / "out", says="F051", user=nobody)
        self.refused("evaluate", folder, "--out", folder / "out/new", says="F050", user=nobody)
        (folder / "self/a.json").chmod(0)
        self.refused("evaluate", folder, says="F003", where=r"self/a\.json", user=nobody)
        (folder / "self").chmod(0)
        self.refused("evaluate", folder, where="self", user=nobody)
        (folder / "self").chmod(0o755)
        (folder / "set.json").chmod(0)
        self.refused("lint", folder / "set.json", says="F003", user=nobody)
        self.refused("evaluate", folder, says="F003", user=nobody)

    def test_paths_that_lead_out(self):
        for name in ("../../etc/passwd", "/etc/passwd", "..", ".", "a/b", "a\\b", "", " ", "a" * 5000, "-", "con\n"):
            with self.subTest(name[:20]):
                row = io.StringIO()
                csv.writer(row).writerow([name, "Tên", "g"])
                done = self.check_clean(run("evaluate", self.round(agencies="id,name,group\n" + row.getvalue())), (2,))
                self.assertRegex(done.err.decode(), r"agencies\.csv:2")
        self.round()
        for path in ("/etc/passwd", "", ".", "..", "self", "\0"):
            with self.subTest(path):
                self.write("round.json", small_round(criteria={"g": path}))
                done = self.refused("evaluate", self.place)
                self.assertNotIn(b"root:", done.out + done.err)
        for stage in ("../..", "/etc", "a/b", "", ".", "S\x00"):
            with self.subTest(stage):
                self.write("round.json", small_round(stages=[{"id": stage, "kind": "self", "title": "x"}]))
                self.refused("evaluate", self.place, where=r"round\.json:1: /stages/0/id")


class TooMuch(Hostile):
    def test_a_file_of_one_gigabyte_is_not_read(self):
        path = self.write("big.json", b"[")
        with open(path, "r+b") as file:
            file.truncate(1 << 30)  # sparse: takes no room
        start = time.monotonic()
        self.refused("lint", path, says="F005")
        self.assertLess(time.monotonic() - start, 5)

    def test_sixty_megabytes_of_brackets_end_at_the_depth_limit(self):
        for text in (b"[", b'{"a":'):
            path = self.write("deep.json", text * (60_000_000 // len(text)))
            self.refused("lint", path, says="F013", where=re.escape(str(path)) + ":1: ")

    def test_millions_of_values_end_at_the_limit(self):
        self.refused_set(b"[" + b"0," * 10_000_000 + b"0]", "F014")

    def test_one_string_of_sixty_megabytes(self):
        self.refused_set(b'{"id": "' + b"x" * 60_000_000 + b'"}', "F015")

    def test_an_expression_ten_thousand_deep_and_one_of_a_megabyte(self):
        deep = "(" * 10_000 + "done" + ")" * 10_000
        for of in (deep, "-" * 4000 + "1", "(" * 2000 + "1" + ")" * 2000, "not " * 1000 + "true",
                   "done + " * 150_000 + "1",
                   "if(true, " * 400 + "1", "1+" * 2000 + "1", "'" + "x" * 3000):
            with self.subTest(of[:20]):
                data = small_set()
                data["criteria"][1]["rule"]["of"] = of
                self.refused_set(data, "[F015" if len(of) > 1 << 20 else "[X00", ":1")

    def test_a_tree_ten_thousand_deep(self):
        text = '{"id":"1","title":"x","children":['
        body = json.dumps(small_set(criteria=[])).replace('"criteria": []',
                                                          '"criteria": [' + text * 10_000 + "]}" * 10_000 + "]")
        self.refused_set(body, "F013", r":1: ")
        node = {"id": ".".join("1" * 20), "title": "x", "max": 1,
                "rule": {"kind": "points", "min": 0, "max": 1, "step": 1}}
        for depth in range(19, 0, -1):
            node = {"id": ".".join("1" * depth), "title": "x", "children": [node]}
        self.refused_set(small_set(criteria=[node]), "F113", ":1")

    def test_more_criteria_than_the_limit(self):
        leaf = {"kind": "points", "min": 0, "max": 1, "step": 1}
        many = [{"id": str(i), "title": "x", "max": 1, "rule": leaf} for i in range(25_000)]
        self.refused_set(small_set(criteria=many), "F113")

    def test_criteria_that_need_each_other(self):
        data = small_set()
        for index, of in ((0, "points('2')"), (1, "points('1')")):
            data["criteria"][index] = {"id": str(index + 1), "max": 5, "title": "x",
                                       "rule": {"kind": "formula", "points": of, "above_max": "cap",
                                                "below_zero": "cap"}}
        self.refused_set(data, "1", codes=(1,))
        done = self.check_clean(run("evaluate", self.round(set_=data, given=assessment(answers={}))), (1, 2))
        self.assertRegex(done.err.decode(), MESSAGE)
        data["criteria"][0]["rule"]["points"] = "points('1')"
        self.refused_set(data, "1", codes=(1,))
        data["criteria"] = [{"id": str(i), "max": 1, "title": "x", "rule": {
            "kind": "formula", "points": f"points('{(i + 1) % 3000}')", "above_max": "cap", "below_zero": "cap"}}
            for i in range(3000)]
        self.refused_set(data, "", codes=(1,))

    def test_a_long_chain_of_criteria_is_evaluated(self):
        data = small_set(max=3000)
        data["criteria"] = [{"id": str(i), "max": 1, "title": "x", "rule": {
            "kind": "formula", "points": f"points('{i + 1}')" if i < 2999 else "1", "above_max": "cap",
            "below_zero": "cap"}}
            for i in range(3000)]
        done = run("evaluate", self.round(set_=data, given=assessment(answers={})), "--format", "json")
        self.assertEqual(done.code, 0, done.err[:500])
        self.assertEqual(json.loads(done.out)["agencies"][0]["total"]["exact"], "3000")

    def test_a_million_agencies(self):
        lines = "id,name,group\n" + "".join(f"a{i},N,g\n" for i in range(1_000_000))
        self.refused_round("F315", where=r"agencies\.csv", agencies=lines)

    def test_ten_thousand_agencies_with_equal_answers(self):
        """One finding for each pair would be 50 million."""
        count = 10_000
        folder = self.round(frame=small_round(checks={"identical_answers_at_least": 1}),
                            agencies="id,name,group\n" + "".join(f"a{i},N{i},g\n" for i in range(count)))
        (folder / "self/a.json").unlink()
        self.write("self/answers.csv", "agency,criterion,points\n" + "".join(f"a{i},1,3\n" for i in range(count)))
        done = self.check_clean(run("check", folder, "--lang", "en", seconds=SECONDS * 2), (1,))
        self.assertIn(b"D201", done.out)
        self.assertLess(len(done.out), 20 << 20)

    def test_a_rank_among_ten_thousand_peers(self):
        count = 10_000
        data = small_set()
        data["criteria"][1] = {"id": "2", "max": 5, "title": "x", "rule": {
            "kind": "formula", "points": "peer_rank(done) / 2000", "above_max": "cap", "below_zero": "cap"}}
        folder = self.round(set_=data, agencies="id,name,group\n" + "".join(f"a{i},N{i},g\n" for i in range(count)))
        (folder / "self/a.json").unlink()
        self.write("self/facts.csv", "agency,fact,value\n" + "".join(f"a{i},done,{i}\n" for i in range(count)))
        done = self.check_clean(run("evaluate", folder, "--format", "csv", seconds=SECONDS * 2), (0,))
        self.assertIn(b"a0,2,x,scored,5,5,5", done.out)

    def test_thousands_of_overlapping_bands(self):
        data = small_set()
        data["criteria"][1] = {"id": "2", "max": 5, "title": "x",
                               "rule": {"kind": "bands", "of": "answer", "unit": "number",
                               "bands": [{"points": 5, "from": 0, "label": str(i)} for i in range(3000)]}}
        done = self.refused_set(data, "L201", codes=(1,))
        self.assertLess(len(done.out), 20 << 20)

    def test_a_table_with_very_long_lines_and_many_columns(self):
        self.refused_round("[F", agencies="id,name,group\na," + "x" * 3_000_000 + ",g\n")
        self.refused_round("[F", agencies="id,name,group," + ",".join(f"c{i}" for i in range(100_000)) + "\na,A,g\n")


class BrokenTables(Hostile):
    def test_broken_tables_are_located(self):
        head = "id,name,group\n"
        for text, code, place in ((head + 'a,"Sở A,g\n', "F303", "2"), (head + 'a,"A"x,g\n', "F303", "2"),
                                  (head + 'a,x"A",g\n', "F303", "2"), (head + "a,A\n", "F306", "2"),
                                  (head + "a,A,g,h\n", "F306", "2"), (head + "a,A,g\na,B,g\n", "F310", "3"),
                                  ("id,name\na,A\n", "F304", "1"), ("id,name,group,id\na,A,g,b\n", "F307", "1"),
                                  (head, "F308", ""), ("\n\n", "F30", ""), (head + "a,,g\n", "F312", "2"),
                                  (head + "a,A,\n", "F312", "2"), (head + "a,A,other\n", "F313", ""),
                                  ("id,name,group,Ten Rieng\na,A,g,x\n", "F326", "1"),
                                  ("id|name|group\na|A|g\n", "F30", "1")):
            with self.subTest(text[:50]):
                self.refused_round(code, where=r"agencies\.csv:" + place if place else None, agencies=text)

    def test_formulas_in_names_reach_no_spreadsheet(self):
        evil = ['=HYPERLINK("http://x","y")', "+cmd|' /C calc'!A0", "-2+3+cmd", "@SUM(1)", "\t=1", " =1", "＝1", "\r=1"]
        table = io.StringIO()
        writer = csv.writer(table)
        writer.writerow(["id", "name", "group"])
        for i, name in enumerate(evil):
            writer.writerow([f"a{i}", name, "g"])
        folder = self.round(agencies=table.getvalue(), given=assessment(agency="a0"),
                            set_=small_set(title="=1", criteria=[dict(small_set()["criteria"][0], title="=2+3", max=10),
                                                                 ]))
        os.rename(folder / "self/a.json", folder / "self/a0.json")
        self.write("self/a0.json", assessment(agency="a0", facts={}))
        done = run("evaluate", folder, "--out", self.place / "out")
        if done.code == 2:  # a name may be refused, but then it must be said
            self.assertRegex(done.err.decode(), r"agencies\.csv")
        outputs = [run("rank", folder, "--format", "csv").out, run("evaluate", folder, "--format", "csv").out,
                   run("check", folder, "--format", "csv").out, run("show", folder / "set.json", "--format", "csv").out]
        outputs += [path.read_bytes() for path in (self.place / "out").glob("*.csv")]
        self.assertTrue(any(b"HYPERLINK" in text for text in outputs))
        for text in outputs:
            for row in csv.reader(io.StringIO(text.decode("utf-8-sig"), newline="")):
                for cell in row:
                    if re.match(r"[-+]?[0-9./]+$", cell):
                        continue
                    self.assertNotRegex(cell, r"^[=+\-@\t\r]", row)


class Writing(Hostile):
    NAMES = ("result.json", "ranking.csv", "scores.csv")

    def results(self, folder):
        return {path.name: path.read_bytes() for path in Path(folder).iterdir()}

    def test_a_result_folder_that_is_a_file(self):
        out = self.write("out", "kept")
        self.refused("evaluate", self.round(), "--out", out, says="F050")
        self.assertEqual(out.read_text(), "kept")

    def test_a_result_folder_that_cannot_be_written(self):
        for out in ("/proc/x", "/dev/null/x", "/dev/null", self.place / ("n" * 300)):
            with self.subTest(str(out)[:20]):
                self.refused("evaluate", self.round(), "--out", out, says="F050")
        self.refused("evaluate", self.round(), "--out", "/proc/self", says="F05")

    def test_a_result_that_is_in_the_way_as_a_folder(self):
        folder, out = self.round(), self.place / "out"
        for name in self.NAMES:
            with self.subTest(name):
                shutil.rmtree(out, ignore_errors=True)
                (out / name / "sub").mkdir(parents=True)
                self.refused("evaluate", folder, "--out", out, says="F052")
                self.assertEqual(sorted(p.name for p in out.iterdir() if p.name.endswith(".tmp")), [])

    def test_an_old_result_survives_a_file_size_limit(self):
        folder, out = self.round(), self.place / "out"
        self.assertEqual(run("evaluate", folder, "--out", out).code, 0)
        old = self.results(out)
        self.write("agencies.csv", "id,name,group\n" + "".join(f"a{i},Sở {i},g\n" for i in range(200)) + "a,A,g\n")
        old_signal = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        try:
            self.refused("evaluate", folder, "--out", out, says="F051", file_bytes=8192)
        finally:
            signal.signal(signal.SIGXFSZ, old_signal)
        self.assertEqual(self.results(out), old)

    def test_an_old_result_survives_a_full_disk(self):
        disk = self.place / "disk"
        disk.mkdir()
        mounted = os.geteuid() == 0 and shutil.which("mount") and subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=64k", "parindex-test", disk], capture_output=True).returncode == 0
        if not mounted:
            print("skipped: a full disk (no right to mount a small one)")
            return
        try:
            folder = self.round()
            self.assertEqual(run("evaluate", folder, "--out", disk / "out").code, 0)
            old = self.results(disk / "out")
            self.write("agencies.csv", "id,name,group\n" + "".join(f"a{i},Sở {i},g\n" for i in range(300)) + "a,A,g\n")
            self.refused("evaluate", folder, "--out", disk / "out", says="F051")
            self.assertEqual(self.results(disk / "out"), old)
        finally:
            subprocess.run(["umount", disk], check=True)

    def test_standard_output_that_cannot_be_written(self):
        folder = self.round()
        commands = [f"evaluate {folder}", f"rank {folder} --format json", f"explain {folder} --agency a",
                    f"check {folder}", f"show {folder}/set.json", f"lint {folder}/set.json", "--help", "--version"]
        for target in (">/dev/full", ">&-"):
            for command in commands:
                with self.subTest(command.split()[0] + target):
                    done = subprocess.run(f"exec {program()} {command} {target}", shell=True, cwd=ROOT, timeout=SECONDS,
                                          stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, preexec_fn=limits())
                    self.assertEqual(done.returncode, 2)
                    self.assertIn(b"standard output", done.stderr)

    def test_results_are_whole_when_standard_output_is_closed(self):
        folder = self.round()
        self.assertEqual(run("evaluate", folder, "--out", self.place / "good").code, 0)
        for target in (">&-", ">&- 2>&-", ">&- 2>&- <&-"):
            with self.subTest(target):
                subprocess.run(f"exec {program()} evaluate {folder} --out {self.place}/out {target}", shell=True,
                               cwd=ROOT,
                               timeout=SECONDS, stdin=subprocess.DEVNULL, preexec_fn=limits())
                self.assertEqual(self.results(self.place / "out"), self.results(self.place / "good"))
                shutil.rmtree(self.place / "out")

    def test_a_reader_that_goes_away_is_no_crash_of_the_program(self):
        command = f"{program()} show criteria/vn/police-2024-table2.json --format json"
        done = subprocess.run(f"{command} | head -c 1 >/dev/null; "
                              "echo ${PIPESTATUS[0]}", shell=True, executable="/bin/bash", cwd=ROOT, timeout=SECONDS,
                              capture_output=True)
        self.assertIn(int(done.stdout), (0, 2, 128 + signal.SIGPIPE))

    def test_a_killed_program_leaves_each_file_old_or_new(self):
        stages, count = ["self", "final"], 500 if SANITIZED else 3000
        folder = self.round(frame=small_round(stages=[{"id": one, "kind": one, "title": one} for one in stages]),
                            agencies="id,name,group\n" + "".join(f"a{i},Sở {i},g\n" for i in range(count)))
        (folder / "self/a.json").unlink()
        for i, stage in enumerate(stages):
            lines = "".join(f"a{n},1,{(n + i) % 6}\n" for n in range(count))
            self.write(f"{stage}/answers.csv", "agency,criterion,points\n" + lines)
        out = self.place / "out"
        whole, seconds = {}, 0
        for stage in (stages[0], stages[-1]):
            start = time.monotonic()
            done = self.check_clean(run("evaluate", folder, "--stage", stage, "--out", self.place / ("whole-" + stage),
                                        seconds=120), (0,))
            seconds = time.monotonic() - start
            whole[stage] = self.results(self.place / ("whole-" + stage))
            self.assertEqual(sorted(whole[stage]), sorted(self.NAMES), done.err[:500])
        self.assertTrue(all(whole["self"][name] != whole["final"][name] for name in self.NAMES))
        shutil.copytree(self.place / ("whole-" + stages[0]), out)
        chance = random.Random(7)
        killed = 0
        for turn in range(16):
            stage = stages[-1] if turn % 2 == 0 else stages[0]
            child = subprocess.Popen([program(), "evaluate", folder, "--stage", stage, "--out", out],
                                     stdin=subprocess.DEVNULL,
                                     stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            if turn < 12:  # while it writes
                while child.poll() is None and not any(p.suffix == ".tmp" for p in out.iterdir()):
                    time.sleep(0.0005)
                time.sleep(chance.random() * 0.01)
            else:
                time.sleep(chance.random() * seconds)
            child.kill()
            killed += child.wait() == -signal.SIGKILL
            for name in self.NAMES:
                self.assertTrue((out / name).read_bytes() in [one[name] for one in whole.values()],
                                name + " is neither")
            for left in out.glob(".*.tmp"):
                left.unlink()
        self.assertGreater(killed, 0)


class WrongUse(Hostile):
    def wrong(self, *arguments):
        done = self.check_clean(run(*arguments), (2,))
        self.assertNotEqual(done.err, b"", "no message")
        self.assertEqual(done.out, b"")
        return done.err.decode()

    def test_wrong_use_is_exit_code_2_and_names_what_is_wrong(self):
        file, folder = "criteria/vn/egov-2017.json", "examples/zi-2021"
        cases = [((), "--help"), (("frobnicate",), "frobnicate"), (("--frobnicate",), "--frobnicate"),
                 (("lint", "--frobnicate", file), "--frobnicate"), (("lint",), "CRITERIA"), (("evaluate",), "ROUND"),
                 (("explain", folder), "--agency"), (("evaluate", folder, "more"), "more"),
                 (("show", file, "--graph", "svg"), "--graph"), (("evaluate", folder, "--stage", "third"), "third"),
                 (("explain", folder, "--agency", "nobody"), "nobody"),
                 (("check", folder, "--agency", "nobody"), "nobody"),
                 (("explain", folder, "--agency", "puskesmas", "--criterion", "Z.9"), "Z.9")]
        cases += [(("lint", file, *pair), pair[0]) for pair in (("--format", "xml"), ("--lang", "fr"),
                                                                ("--edition", "draft"),
                                                                ("--format", ""))]
        cases += [(("evaluate", folder, "--threads", value), "--threads")
                  for value in ("-1", "257", "x", "1.5", "99999999999999999999")]
        for arguments, named in cases:
            with self.subTest(arguments):
                self.assertIn(named, self.wrong(*arguments))

    def test_values_of_options_are_the_words_of_the_help_only(self):
        self.wrong("lint", "criteria/vn/egov-2017.json", "--format", "1")
        self.wrong("lint", "criteria/vn/egov-2017.json", "--edition", "0")

    def test_help_of_each_command_explains_every_option(self):
        common = {"--help", "--format", "--lang", "--edition"}
        of_rounds = common | {"--stage", "--threads"}
        wanted = {"lint": common, "show": common | {"--graph"}, "evaluate": of_rounds | {"--out"},
                  "explain": of_rounds | {"--agency", "--criterion"}, "check": of_rounds | {"--agency"},
                  "rank": of_rounds}
        for command in COMMANDS:
            with self.subTest(command):
                done = run(command, "--help")
                self.assertEqual((done.code, done.err), (0, b""))
                text = done.out.decode()
                self.assertEqual(set(re.findall(r"^  (?:-h,)?(--[a-z-]+)", text, re.MULTILINE)), wanted[command])
                self.assertNotIn("->", text, "numbers of an enumeration are of no use to a reader")
        self.assertTrue(all(command in run("--help").out.decode() for command in COMMANDS))
        self.assertRegex(run("--version").out.decode(), r"^parindex \d+\.\d+\.\d+\n$")


class Mutations(Hostile):
    COUNT = 100 if SANITIZED else 300

    def commands(self, file):
        """Commands that read the file, paths relative to the copy."""
        if file.parts[0] == "criteria":
            readers = {"model-department-2017.json": "hai-phong-2017", "lke-zi-2021.json": "zi-2021",
                       "police-2024-table1.json": "police-2024", "police-2024-table2.json": "police-2024"}
            found = [["lint", file], ["show", file], ["show", file, "--graph", "dot"],
                     ["lint", file, "--edition", "printed"]]
            if file.name in readers:
                found.append(["evaluate", "examples/" + readers[file.name]])
            return found
        depth = 3 if file.parts[1] == "published" else 2
        folder = "/".join(file.parts[:depth])
        return [["evaluate", folder], ["check", folder, "--format", "json"], ["rank", folder, "--format", "csv"],
                ["evaluate", folder, "--format", "json", "--threads", "2"]]

    def mutate(self, data, chance):
        lines = data.split(b"\n")
        at = chance.randrange(len(data))
        line = chance.randrange(len(lines))
        kind = chance.randrange(8)
        if kind == 0:
            return data[:at] + bytes([chance.randrange(256)]) + data[at + 1:]
        if kind == 1:
            return data[:at] + data[at + 1:]
        if kind == 2:
            return data[:at] + chance.choice([b'"', b"{", b"]", b",", b"9", b"-", b"\\", b"\0", b"\xff",
                                              b"\xc3"]) + data[at:]
        if kind == 3:
            return data[:at]
        if kind == 4:
            return b"\n".join(lines[:line] + lines[line + 1:])
        if kind == 5:
            return b"\n".join(lines[:line] + [lines[line]] + lines[line:])
        if kind == 6:
            other = chance.randrange(len(lines))
            lines[line], lines[other] = lines[other], lines[line]
            return b"\n".join(lines)
        digits = [m for m in re.finditer(rb"\d+", data)] or [re.match(rb"", data)]
        one = chance.choice(digits)
        return data[:one.start()] + chance.choice([b"-1", b"0", b"1e400", b"99999999999999999999",
                                                   b"0.5"]) + data[one.end():]

    def test_random_changes_of_shipped_files_never_break_the_program(self):
        for name in ("criteria", "examples"):
            shutil.copytree(ROOT / name, self.place / name)
        files = sorted(p.relative_to(self.place) for p in self.place.rglob("*")
                       if p.suffix in (".json", ".csv") and "schema" not in p.parts)
        seen = {0: 0, 1: 0, 2: 0}
        for seed in range(self.COUNT):
            chance = random.Random(seed)
            file = chance.choice(files)
            command = chance.choice(self.commands(file))
            original = (self.place / file).read_bytes()
            (self.place / file).write_bytes(self.mutate(original, chance))
            with self.subTest(f"seed {seed}: {file}, {command[0]}"):
                done = self.check_clean(run(*command, "--lang", chance.choice(["vi", "en"]), cwd=self.place))
                seen[done.code] += 1
                if done.code == 2:
                    self.assertRegex((done.err + done.out).decode(), MESSAGE)
            (self.place / file).write_bytes(original)
        self.assertTrue(all(seen.values()), seen)


if __name__ == "__main__":
    unittest.main()
