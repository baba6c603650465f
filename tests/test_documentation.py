"""The documentation is true: snippets run, links lead somewhere, nothing is typed twice."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import tomllib
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from models.report.site import MAKERS, filled
from pagequality.cli import build_parser, main

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "docs").rglob("*.md"))
PROSE = [*PAGES, *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md"))]
BLOCK = re.compile(
    r"^(?:<!-- shown only: (?P<by>\S+) -->\n)?(?P<indent> *)```(?P<kind>\w+)\n(?P<code>.*?)^ *```$",
    re.MULTILINE | re.DOTALL,
)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]


def named(paths):
    """Parameters by the files' own names."""
    return [pytest.param(path, id=str(path.relative_to(ROOT))) for path in paths]


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A folder with the sample pages, where commands may write."""
    shutil.copytree(ROOT / "tests" / "pages", tmp_path / "tests" / "pages")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.filterwarnings("ignore::pagequality.FewLabelsWarning")
@pytest.mark.parametrize("path", named([*PAGES, ROOT / "README.md"]))
def test_every_snippet_runs(path, checkout, small_forests, capsys):  # noqa: ARG001, PLR0917 - fixtures
    """Python in one go from the top of a page to its end; commands with exit code 0 or 1."""
    names = {"__name__": "__main__"}
    for found in BLOCK.finditer(path.read_text("utf-8")):
        if found["by"]:
            assert (ROOT / found["by"]).exists()
        elif found["kind"] == "python":
            code = "\n".join(
                line.removeprefix(found["indent"]) for line in found["code"].split("\n")
            )
            exec(compile(code, str(path), "exec"), names)  # noqa: S102 - our own documentation
        elif found["kind"] == "console":
            run_commands(found["code"])


def run_commands(session):
    """Run the lines of a session that begin with a dollar sign."""
    for line in session.splitlines():
        if not line.strip().startswith("$ "):
            continue
        words = shlex.split(line.strip().removeprefix("$ "), comments=True)
        if words[:2] == ["pip", "install"]:
            assert all((ROOT / word).exists() for word in words if word.endswith(".txt")), line
            asked = re.search(r"\[(.+)\]", line)
            assert set(asked[1].split(",") if asked else ()) <= set(EXTRAS), line
        else:
            assert words[0] == "pagequality", line
            assert main(words[1:]) in {0, 1}, line


@pytest.fixture
def small_forests(monkeypatch):
    """How large a model of one's own is, is none of the documentation's matter."""
    from pagequality.training import fit, terms  # noqa: PLC0415

    monkeypatch.setattr(fit, "_INNER_FOLDS", 2)
    monkeypatch.setattr(terms, "_ENSEMBLES", 1)
    monkeypatch.setitem(terms._TREES, "max_iter", 10)


def test_the_commands_that_the_readme_lists_are_well_formed():
    """Each line of the lists of commands parses, with every option it shows."""
    lines = re.findall(
        r"^    (pagequality .+?)(?:   .*)?$", (ROOT / "README.md").read_text(), re.MULTILINE
    )
    assert len(lines) > 5
    for line in lines:
        build_parser().parse_args(shlex.split(line)[1:])


@pytest.mark.parametrize("path", named(PROSE))
def test_every_extra_that_is_named_is_there(path):
    """In commands and between words."""
    for asked in re.findall(r"pip install[^`\n]*\[([\w,-]+)\]", path.read_text("utf-8")):
        assert set(asked.split(",")) <= set(EXTRAS), asked


def anchor(heading):
    """What a heading is called in a link."""
    plain = re.sub(r"[`*]", "", heading).lower()
    return re.sub(r"\s+", "-", re.sub(r"[^\w\s-]", "", plain).strip())


def anchors(path):
    """Every heading of a page, markers filled, by its name in links."""
    text = path.read_text("utf-8")
    text = filled(text) if path.is_relative_to(ROOT / "docs") else text
    return {
        anchor(heading)
        for heading in HEADING.findall(re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    }


@pytest.mark.parametrize("path", named(PROSE))
def test_every_link_leads_somewhere(path):
    """Files and headings of ours are there; addresses elsewhere are well formed and safe."""
    for link in LINK.findall(path.read_text("utf-8")):
        parts = urlsplit(link)
        if parts.scheme:
            assert parts.scheme in {"https", "mailto"}, link
            assert "." in parts.netloc or parts.scheme == "mailto", link
            continue
        target = (path.parent / parts.path).resolve() if parts.path else path
        assert target.exists(), f"{path.name}: {link}"
        if parts.fragment:
            assert parts.fragment in anchors(target), f"{path.name}: {link}"


def test_every_page_stands_in_the_navigation():
    """Mkdocs would build others, but nobody would find them."""
    shown = set(re.findall(r": (\S+\.md)$", (ROOT / "mkdocs.yml").read_text(), re.MULTILINE))
    assert shown == {str(path.relative_to(ROOT / "docs")) for path in PAGES}


def test_every_table_is_used_and_an_unknown_one_is_an_error():
    """No maker is there for nothing, and a marker cannot be mistyped."""
    text = "".join(path.read_text("utf-8") for path in PAGES)
    assert set(re.findall(r"<!-- make: (.+?) -->", text)) == set(MAKERS)
    with pytest.raises(KeyError):
        filled("<!-- make: collums -->")


@pytest.mark.parametrize("name", MAKERS)
def test_a_table_has_cells_in_every_row(name):
    """As many as its head, and more than its head."""
    rows = [line for line in "\n".join(MAKERS[name]()).split("\n") if line.startswith("|")]
    for first, second in pairwise(rows):
        cells = [len(re.findall(r"(?<!\\)\|", row)) for row in (first, second)]
        assert cells[0] == cells[1] or name in {"cluster", "commands"}
    assert len(rows) != 1
    assert MAKERS[name]() or name == "recipes"


def test_what_is_shown_only_is_run_elsewhere():
    """Snippets that need an engine name the test that runs them."""
    for path in [*PAGES, ROOT / "README.md"]:
        for place in re.findall(r"<!-- shown only: (\S+) -->", path.read_text("utf-8")):
            assert os.fspath(place).startswith("tests/")
            assert (ROOT / place).exists()
