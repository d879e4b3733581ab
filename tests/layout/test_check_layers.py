"""Tests of check_layers.py: each fault in a small tree is found at its file and line."""

import tempfile
import unittest
from pathlib import Path

import check_layers

GOOD = {
    "include/parindex/base/a.hpp": "#pragma once\n#include <string>\n",
    "include/parindex/rules/b.hpp": '#pragma once\n#include "parindex/base/a.hpp"\n',
    "src/base/a.cpp": '#include "parindex/base/a.hpp"\n#include <boost/multiprecision/cpp_int.hpp>\n',
    "src/rules/b.cpp": '#include "parindex/rules/b.hpp"\n#include "rules/private.hpp"\n#include <fmt/format.h>\n',
    "src/rules/private.hpp": "#pragma once\n",
    "src/cli/main.cpp": '#include "parindex/rules/b.hpp"\n#include <CLI/CLI.hpp>\n',
    "src/CMakeLists.txt": "parindex_layer(base HEADERS a.hpp SOURCES a.cpp)\n"
                          "parindex_layer(rules HEADERS b.hpp SOURCES b.cpp)\n"
                          "set(cli_sources main.cpp)\n",
    "tests/base/test_a.cpp": '#include "parindex/base/a.hpp"\n',
    "tests/rules/test_b.cpp": '#include "parindex/rules/b.hpp"\n#include "rules/private.hpp"\n',
    "tests/CMakeLists.txt": "add_executable(t base/test_a.cpp rules/test_b.cpp)\n",
}


def violations_of(changes):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in {**GOOD, **changes}.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return check_layers.find_violations(Path(folder))


class CheckLayersTest(unittest.TestCase):
    def expect(self, changes, name, line, words):
        found = violations_of(changes)
        self.assertEqual([(name, line)], [(item[0], item[1]) for item in found], found)
        self.assertIn(words, found[0][2])

    def test_a_tree_without_faults_passes(self):
        self.assertEqual([], violations_of({}))

    def test_a_lower_layer_does_not_include_a_higher_one(self):
        self.expect({"src/base/a.cpp": '#include "parindex/base/a.hpp"\n#include "parindex/rules/b.hpp"\n'},
                    "src/base/a.cpp", 2, "layer 'base' does not use layer 'rules'")

    def test_a_layer_does_not_include_a_door(self):
        self.expect({"src/cli/output.hpp": "#pragma once\n",
                     "src/rules/b.cpp": '#include "cli/output.hpp"\n'},
                    "src/rules/b.cpp", 1, "layer 'rules' does not use layer 'cli'")

    def test_a_layer_does_not_include_the_umbrella(self):
        self.expect({"include/parindex/parindex.hpp": "#pragma once\n",
                     "src/rules/b.cpp": '#include "parindex/parindex.hpp"\n'},
                    "src/rules/b.cpp", 1, "umbrella")

    def test_a_cycle_is_reported_where_it_closes(self):
        self.expect({"include/parindex/rules/b.hpp": '#pragma once\n#include "parindex/rules/c.hpp"\n',
                     "include/parindex/rules/c.hpp": '#pragma once\n\n#include "parindex/rules/b.hpp"\n',
                     "tests/rules/test_c.cpp": "",
                     "src/CMakeLists.txt": GOOD["src/CMakeLists.txt"].replace("b.hpp", "b.hpp c.hpp"),
                     "tests/CMakeLists.txt": GOOD["tests/CMakeLists.txt"].replace(")", " rules/test_c.cpp)")},
                    "include/parindex/rules/c.hpp", 3,
                    "include/parindex/rules/b.hpp -> include/parindex/rules/c.hpp -> include/parindex/rules/b.hpp")

    def test_a_public_header_includes_no_third_party_header(self):
        self.expect({"include/parindex/base/a.hpp": "#pragma once\n#include <fmt/format.h>\n"},
                    "include/parindex/base/a.hpp", 2, "only standard headers")

    def test_a_public_header_includes_no_private_header(self):
        self.expect({"include/parindex/rules/b.hpp": '#pragma once\n#include "rules/private.hpp"\n'},
                    "include/parindex/rules/b.hpp", 2, "private header")

    def test_a_kept_library_stays_in_its_layer(self):
        self.expect({"src/rules/b.cpp": "#include <boost/graph/adjacency_list.hpp>\n"},
                    "src/rules/b.cpp", 1, "kept to engine")

    def test_a_missing_file_is_reported(self):
        self.expect({"src/rules/b.cpp": '#include "fmt/format.h"\n'}, "src/rules/b.cpp", 1, "no project file")

    def test_a_project_header_takes_quotes(self):
        self.expect({"src/rules/b.cpp": "#include <parindex/rules/b.hpp>\n"}, "src/rules/b.cpp", 1, "quotes")

    def test_a_header_has_pragma_once(self):
        self.expect({"src/rules/private.hpp": "int x();\n"}, "src/rules/private.hpp", 1, "#pragma once")

    def test_a_public_header_has_a_test(self):
        self.expect({"include/parindex/base/c.hpp": "#pragma once\n",
                     "src/CMakeLists.txt": GOOD["src/CMakeLists.txt"].replace("a.hpp", "a.hpp c.hpp")},
                    "include/parindex/base/c.hpp", 1, "no test tests/base/test_c.cpp")

    def test_an_exception_from_the_test_rule_ends_when_the_test_exists(self):
        self.expect({"include/parindex/base/limits.hpp": "#pragma once\n",
                     "tests/base/test_limits.cpp": "",
                     "src/CMakeLists.txt": GOOD["src/CMakeLists.txt"].replace("a.hpp", "a.hpp limits.hpp"),
                     "tests/CMakeLists.txt": GOOD["tests/CMakeLists.txt"].replace(")", " base/test_limits.cpp)")},
                    "tests/base/test_limits.cpp", 1, "unlist")

    def test_a_source_is_listed(self):
        self.expect({"src/rules/c.cpp": ""}, "src/rules/c.cpp", 1, "not listed in src/CMakeLists.txt")

    def test_a_test_is_listed(self):
        self.expect({"tests/rules/test_c.cpp": ""}, "tests/rules/test_c.cpp", 1, "not listed in tests/CMakeLists.txt")

    def test_a_file_belongs_to_a_known_layer(self):
        self.expect({"src/misc/c.hpp": "#pragma once\n"}, "src/misc/c.hpp", 1, "unknown layer 'misc'")

    def test_tabs_and_blanks_at_the_end_are_reported(self):
        found = violations_of({"docs/page.md": "one\ntwo \n\tthree\n"})
        self.assertEqual([("docs/page.md", 2, "blank at the end of the line"), ("docs/page.md", 3, "tab")], found)

    def test_data_with_faults_on_purpose_is_left_alone(self):
        self.assertEqual([], violations_of({"tests/data/bad/tab.json": "{\t} \n"}))

    def test_an_empty_folder_is_no_success(self):
        with tempfile.TemporaryDirectory() as folder:
            self.assertIn("no public header", check_layers.find_violations(Path(folder))[0][2])


if __name__ == "__main__":
    unittest.main()
