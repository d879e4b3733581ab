"""Sphinx configuration of the Python documentation."""

from pathlib import Path

_VERSION = Path(__file__).parents[2] / "include/parindex/base/version.hpp"

project = "parindex"
author = "parindex"
version = release = next(
    line.split('"')[1] for line in _VERSION.read_text(encoding="utf-8").splitlines() if line.startswith("#define PARINDEX_VERSION ")
)
extensions = ["sphinx.ext.autodoc", "sphinx.ext.napoleon", "myst_parser"]
source_suffix = {".md": "markdown", ".rst": "restructuredtext"}
root_doc = "index"
html_theme = "alabaster"
html_theme_options = {"description": project, "fixed_sidebar": True, "page_width": "1100px"}
html_copy_source = False
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
napoleon_google_docstring = False
myst_heading_anchors = 4
# The shared pages abbreviate JSON by "…", which no lexer takes.
suppress_warnings = ["misc.highlighting_failure"]
# Code blocks of this project's own languages are shown as they are.
highlight_language = "none"
nitpicky = False


def _in_repository(app, docname, source):
    """Links of shared pages to files that are no pages here become the names of those files."""
    import re

    pages = {path.name for path in Path(app.srcdir).glob("*.md")}

    def shown(match):
        target = match.group(2).split("#")[0]
        return match.group(0) if not target or target in pages or "://" in target else match.group(1)

    source[0] = re.sub(r"\[([^\]]+)\]\(([^)\s]+)\)", shown, source[0])


def _shared(app, docname, source):
    """A page that only names a file of docs/ is that file: the language is described in one place."""
    first = source[0].split("\n", 1)[0]
    if first.startswith("% docs/"):
        shared = Path(app.srcdir).parent / first.removeprefix("% docs/").strip()
        source[0] = shared.read_text(encoding="utf-8")
        app.env.note_dependency(str(shared))
        _in_repository(app, docname, source)


def setup(app):
    app.connect("source-read", _shared)
    return {"parallel_read_safe": True}
