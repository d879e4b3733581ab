"""Checks that the source tree keeps to the layers of docs/architecture.md.

Usage: check_layers.py [project folder]

Prints one line "file:line: message" for each violation and exits 1 when there is any. What it checks:
  - an include points only to the same layer or a lower one, and to a file that exists;
  - files do not include each other in a circle;
  - a public header includes project and standard headers only, and a library that is kept to one layer stays there;
  - a header begins with `#pragma once`;
  - a public header has its test, and every source, header and test is named in its CMakeLists.txt;
  - no tabs, no blanks at the end of a line.
"""

import re
import subprocess
import sys
from pathlib import Path, PurePosixPath

# Each layer uses itself and those before it. Doors use every layer, but not each other.
LAYERS = ("base", "model", "rules", "engine", "council", "analysis", "io", "report")
DOORS = ("cli", "bindings")
UMBRELLA = "include/parindex/parindex.hpp"

# Public headers that need no test of their own, with the reason.
WITHOUT_TEST = {
    "base/limits.hpp": "named numbers; the tests of each reader go beyond them",
    "base/version.hpp": "the version, compared with the program's in the tests of the command line",
    "model/assessment.hpp": "plain values",
    "model/survey.hpp": "plain values",
    "report/report_input.hpp": "plain values",
}

# Libraries that only some layers may use, in sources and private headers: prefix of the header -> layers.
KEPT_LIBRARIES = {
    "boost/graph/": ("engine",),
    "boost/multiprecision/": ("base",),
    "unicode/": ("base",),
    "nlohmann/": ("io", "report"),
    "valijson/": ("io",),
    "CLI/": ("cli",),
    "boost/math/": ("analysis",),
    "expat.h": ("io",),
    "zip.h": ("io",),
    "xlsxwriter.h": ("io", "report"),
    "openssl/": ("io",),
}

STANDARD_HEADERS = frozenset("""
    algorithm any array atomic barrier bit bitset cassert cctype cerrno cfenv cfloat charconv chrono cinttypes climits
    clocale cmath codecvt compare complex concepts condition_variable coroutine csetjmp csignal cstdarg cstddef cstdint
    cstdio cstdlib cstring ctime cuchar cwchar cwctype deque exception execution filesystem forward_list fstream
    functional future initializer_list iomanip ios iosfwd iostream istream iterator latch limits list locale map memory
    memory_resource mutex new numbers numeric optional ostream queue random ranges ratio regex scoped_allocator
    semaphore set shared_mutex source_location span sstream stack stdexcept stop_token streambuf string string_view
    strstream syncstream system_error thread tuple type_traits typeindex typeinfo unordered_map unordered_set utility
    valarray variant vector version
    stdbool.h stddef.h stdint.h
""".split())

TEXT_SUFFIXES = {
    "", ".c", ".cmake", ".cpp", ".h", ".hpp", ".in", ".json", ".md", ".py", ".pyi", ".toml", ".txt", ".yml"}
# Data as it was found, and texts that are not ours.
TEXT_EXEMPT = ("tests/data/", "examples/", "LICENSE")

INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)')


class Tree:
    """The project's files, the includes of its C++ files, and the violations found so far."""

    def __init__(self, root):
        self.root = root
        self.files = list_files(root)
        self.file_set = set(self.files)
        self.lines = {}
        self.violations = []
        for name in self.files:
            if PurePosixPath(name).suffix in {".hpp", ".h", ".cpp", ".c"}:
                self.lines[name] = (root / name).read_text(encoding="utf-8").splitlines()

    def report(self, name, line, message):
        self.violations.append((name, line, message))

    def includes(self, name):
        """Yields (line number, quoted path or None, angle path or None)."""
        for number, line in enumerate(self.lines[name], 1):
            match = INCLUDE.match(line)
            if match:
                yield number, match.group(1), match.group(2)

    def resolve(self, name, quoted):
        """The project file that `name` means by `#include "quoted"`, or None."""
        beside = str(PurePosixPath(name).parent / quoted)
        for candidate in (f"include/{quoted}", f"src/{quoted}", beside, f"tests/{quoted}"):
            if candidate in self.file_set:
                return candidate
        return None


def list_files(root):
    """Files under version control or about to be; every file when there is no version control."""
    command = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = []
    try:
        found = subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")
        names = [name for name in found.split("\0") if name and (root / name).is_file()]
    except (OSError, subprocess.CalledProcessError):
        pass
    if not names:
        skipped = {".git", "build", "out", "__pycache__"}
        relative = (path.relative_to(root) for path in root.rglob("*") if path.is_file())
        names = [path.as_posix() for path in relative if not skipped.intersection(path.parts)]
    return sorted(names)


def layer_of(name):
    """The layer or door a file belongs to; None for tests, examples and the umbrella header."""
    parts = PurePosixPath(name).parts
    if parts[0] == "bindings":
        return "bindings"
    if parts[:2] == ("include", "parindex") and len(parts) > 3:
        return parts[2]
    if parts[0] == "src" and len(parts) > 2:
        return parts[1]
    return None


def public_headers(tree):
    return [name for name in tree.lines if name.startswith("include/")]


def check_known_layers(tree):
    for name in tree.lines:
        layer = layer_of(name)
        if layer is not None and layer not in LAYERS + DOORS:
            tree.report(name, 1, f"unknown layer '{layer}'; the layers are {', '.join(LAYERS + DOORS)}")
        elif layer is None and name.startswith(("src/", "include/")) and name != UMBRELLA:
            tree.report(name, 1, "belongs to no layer; move it into a layer's folder")


def may_include(user, used):
    if user is None or user == used:
        return True
    if used in DOORS:
        return False
    if user in DOORS:
        return True
    return used in LAYERS and user in LAYERS and LAYERS.index(used) < LAYERS.index(user)


def check_layer_order(tree):
    for name in tree.lines:
        user = layer_of(name)
        for line, quoted, _ in tree.includes(name):
            if quoted is None:
                continue
            target = tree.resolve(name, quoted)
            if target is None:
                tree.report(name, line, f'no project file "{quoted}"; standard and third-party headers take <...>')
                continue
            if target.startswith("tests/") and not name.startswith("tests/"):
                tree.report(name, line, f"'{target}' belongs to the tests")
                continue
            used = layer_of(target)
            if target == UMBRELLA and user in LAYERS:
                tree.report(name, line, "a layer does not include the umbrella header")
            elif used is not None and not may_include(user, used):
                tree.report(name, line, f"layer '{user}' does not use layer '{used}'")
            elif name.startswith("include/") and target.startswith("src/"):
                tree.report(name, line, f"a public header does not include the private header '{target}'")


def check_third_party(tree):
    for name in tree.lines:
        layer = layer_of(name)
        for line, _, angle in tree.includes(name):
            if angle is None:
                continue
            if angle.startswith("parindex/"):
                tree.report(name, line, 'project headers take quotes: "' + angle + '"')
            elif name.startswith("include/") and angle not in STANDARD_HEADERS:
                tree.report(name, line, f"a public header includes <{angle}>; only standard headers are allowed there")
            elif layer is not None:
                for prefix, layers in KEPT_LIBRARIES.items():
                    if angle.startswith(prefix) and layer not in layers:
                        tree.report(name, line, f"<{angle}> is kept to {', '.join(layers)}, this is '{layer}'")


def check_cycles(tree):
    edges = {}
    for name in tree.lines:
        edges[name] = []
        for line, quoted, _ in tree.includes(name):
            target = tree.resolve(name, quoted) if quoted else None
            if target in tree.lines:
                edges[name].append((line, target))
    done = set()
    for start in edges:
        if start in done:
            continue
        path = [start]  # the files being visited, each included by the one before
        iterators = [iter(edges[start])]
        while path:
            step = next(iterators[-1], None)
            if step is None:
                done.add(path.pop())
                iterators.pop()
                continue
            line, target = step
            if target in path:
                circle = path[path.index(target):] + [target]
                tree.report(path[-1], line, "include cycle: " + " -> ".join(circle))
            elif target not in done:
                path.append(target)
                iterators.append(iter(edges[target]))


def check_pragma_once(tree):
    for name, lines in tree.lines.items():
        if name.endswith(".hpp") and "#pragma once" not in lines:
            tree.report(name, 1, "no #pragma once")


def check_tests_exist(tree):
    short_names = {name.removeprefix("include/parindex/"): name for name in public_headers(tree)}
    for short, name in short_names.items():
        path = PurePosixPath(short)
        test = f"tests/{path.parent}/test_{path.stem}.cpp"
        if path.suffix != ".hpp" or name == UMBRELLA:
            continue
        if short in WITHOUT_TEST and test in tree.file_set:
            tree.report(test, 1, f"'{short}' has a test now: unlist it from WITHOUT_TEST in check_layers.py")
        elif short not in WITHOUT_TEST and test not in tree.file_set:
            tree.report(name, 1, f"no test {test}")


def cmake_text(tree, name):
    if name not in tree.file_set:
        return ""
    return re.sub(r"#.*", "", (tree.root / name).read_text(encoding="utf-8"))


def check_listed_in_cmake(tree):
    source_lists = cmake_text(tree, "src/CMakeLists.txt")
    listed = set()
    for match in re.finditer(r"\bparindex_layer\(\s*(\w+)([^)]*)\)", source_lists):
        for word in match.group(2).split():
            folder = "include/parindex" if word.endswith(".hpp") else "src"
            listed.add(f"{folder}/{match.group(1)}/{word}")
    for match in re.finditer(r"\bset\(\s*cli_sources([^)]*)\)", source_lists):
        listed.update(f"src/cli/{word}" for word in match.group(1).split())
    listed.add(UMBRELLA)
    test_words = cmake_text(tree, "tests/CMakeLists.txt").replace(")", " ").split()
    listed.update(f"tests/{word}" for word in test_words)
    for name in tree.lines:
        is_public = name.startswith("include/") and name.endswith(".hpp")
        is_source = name.startswith("src/") and name.endswith(".cpp")
        is_test = name.startswith("tests/") and PurePosixPath(name).match("test_*.cpp")
        if (is_public or is_source or is_test) and name not in listed:
            tree.report(name, 1, f"not listed in {'tests' if is_test else 'src'}/CMakeLists.txt")


def check_blanks(tree):
    for name in tree.files:
        if PurePosixPath(name).suffix not in TEXT_SUFFIXES or name.startswith(TEXT_EXEMPT):
            continue
        lines = (tree.root / name).read_bytes().split(b"\n")
        for number, line in enumerate(lines, 1):
            if b"\t" in line:
                tree.report(name, number, "tab")
            if line != line.rstrip():
                tree.report(name, number, "blank at the end of the line")


CHECKS = (
    check_known_layers,
    check_layer_order,
    check_third_party,
    check_cycles,
    check_pragma_once,
    check_tests_exist,
    check_listed_in_cmake,
    check_blanks,
)


def find_violations(root):
    """All violations below `root` as sorted (file, line, message)."""
    tree = Tree(root)
    if not public_headers(tree):
        tree.report("include/parindex", 1, "no public header found; is this the project's folder?")
    for check in CHECKS:
        check(tree)
    return sorted(set(tree.violations))


def main(arguments):
    root = Path(arguments[0]) if arguments else Path(__file__).resolve().parents[2]
    violations = find_violations(root)
    for name, line, message in violations:
        print(f"{name}:{line}: {message}")
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
