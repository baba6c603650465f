"""The architecture as tests: layers, sizes, and what the library never does."""

from __future__ import annotations

import ast
import configparser
import os
import shutil
import subprocess
import sys
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import grimp
import pytest

import pagequality

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
LONGEST_MODULE, LONGEST_FUNCTION, MOST_POSITIONAL, LONGEST_CHAIN = 500, 60, 3, 10
NETWORK = {"socket", "urllib.request", "http.client", "requests", "urllib3", "httpx", "aiohttp"}
RUNS_CODE = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "skops"}
CALLS_CODE = {"eval", "exec", "joblib.load", "pickle.load", "pickle.loads", "yaml.load"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
LINT = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"
FAULTS = {
    "layers": ("text/tokens.py", "from pagequality.judge import trees"),
    "siblings": ("text/wordlists.py", "from pagequality.text import vocabulary"),
    "page": ("page/head.py", "from pagequality.learned import models"),
    "scoring": ("judge/trees.py", "import sklearn"),
}
"""By contract of ``.importlinter`` an import that breaks it."""


class Import(NamedTuple):
    """A module that a module imports."""

    module: str
    line: int


def sources(*folders: str) -> list[Path]:
    """Every Python file under some folders of the repository."""
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def name_of(path: Path) -> str:
    """The dotted name of a module of the package."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def parsed(path: Path) -> ast.Module:
    """The syntax of a module."""
    return ast.parse(path.read_text(encoding="utf-8"))


tree_of = cache(parsed)
"""The same, for modules that many tests ask for; all trees together would burden the whole run."""


MODULES = {name_of(path): path for path in sources("pagequality")}
RECIPES = {path.stem for path in sources("models")} - set(sys.stdlib_module_names)


def imports(path: Path) -> Iterator[Import]:
    """Every import of a module, those inside functions too."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, node.lineno)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports relatively"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield Import(full if full in MODULES else str(node.module), node.lineno)


def contracts() -> dict[str, configparser.SectionProxy]:
    """The contracts of ``.importlinter`` by their short names."""
    settings = configparser.ConfigParser()
    settings.read(ROOT / ".importlinter", encoding="utf-8")
    marks = [name for name in settings.sections() if ":contract:" in name]
    return {name.rpartition(":")[2]: settings[name] for name in marks}


def lint(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the package in a folder."""
    return subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache", "--no-logo", *options],
        cwd=folder, env={**os.environ, "COLUMNS": "200"}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip


def test_imports_keep_the_contracts() -> None:
    """Imports only go down the layers that ``.importlinter`` draws, and never in circles."""
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    for contract in contracts().values():
        assert f"{contract['name']} KEPT" in done.stdout


def test_a_planted_import_breaks_its_contract(tmp_path: Path) -> None:
    """Each contract can be broken: none is kept because it looks at nothing."""
    assert set(FAULTS) == set(contracts())
    shutil.copy(ROOT / ".importlinter", tmp_path)
    ignored = shutil.ignore_patterns("__pycache__", "*.txt", "*.tsv")
    shutil.copytree(ROOT / "pagequality", tmp_path / "pagequality", ignore=ignored)
    for place, line in FAULTS.values():
        with (tmp_path / "pagequality" / place).open("a", encoding="utf-8") as file:
            file.write(f"\n{line}\n")
    done = lint(tmp_path)
    assert done.returncode == 1
    for contract in contracts().values():
        assert f"{contract['name']} BROKEN" in done.stdout, done.stdout + done.stderr


def test_every_part_of_the_package_has_its_layer() -> None:
    """The layers name every module and package at the top, and none that is gone."""
    drawn = contracts()["layers"]["layers"].replace("|", " ").split()
    there = {name.split(".")[1] for name in MODULES if "." in name}
    assert sorted(drawn) == sorted(there)


def test_chains_of_imports_are_short() -> None:
    """No import leads back to its start, and none is more than ten modules deep.

    Imports for types alone are set aside.
    """
    graph = grimp.build_graph("pagequality", exclude_type_checking_imports=True, cache_dir=None)
    needs = {name: graph.find_modules_directly_imported_by(name) for name in graph.modules}
    assert set(needs) == set(MODULES)
    longest: dict[str, list[str]] = {}
    for name in TopologicalSorter(needs).static_order():  # raises on a cycle, and names it
        longest[name] = [*max((longest[one] for one in needs[name]), key=len, default=[]), name]
    chain = max(longest.values(), key=len)
    assert len(chain) <= LONGEST_CHAIN, " <- ".join(chain)


def test_the_public_names_are_all_there_is_to_see() -> None:
    """``dir(pagequality)`` is ``__all__``, in order, without repeats; each name leads somewhere."""
    assert dir(pagequality) == sorted(set(pagequality.__all__)) == sorted(pagequality.__all__)
    assert [name for name in pagequality.__all__ if getattr(pagequality, name, None) is None] == []


def functions(*folders: str) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Every function, methods and nested ones too, with the place where it stands."""
    for path in sources(*folders):
        for node in ast.walk(parsed(path)):
            if isinstance(node, FUNCTIONS):
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", node


def test_modules_are_short() -> None:
    """No module has more than 500 lines."""
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in sources("pagequality", "models", "tests")
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_functions_are_short() -> None:
    """No function has more than 60 lines."""
    lengths = {
        place: (node.end_lineno or 0) - node.lineno + 1
        for place, node in functions("pagequality", "models", "tests")
    }
    assert {place: lines for place, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}


def test_few_positional_parameters() -> None:
    """No function takes more than three positional parameters, ``self`` aside."""
    taken = {
        place: [
            arg.arg
            for arg in (*node.args.posonlyargs, *node.args.args)
            if arg.arg not in {"self", "cls"}
        ]
        for place, node in functions("pagequality", "models")
    }
    assert {place: names for place, names in taken.items() if len(names) > MOST_POSITIONAL} == {}


def _is_form(node: ast.AST) -> bool:
    """Whether it is one of several forms of a function, for type checkers alone."""
    decorators = getattr(node, "decorator_list", ())
    return "overload" in {ast.unparse(decorator) for decorator in decorators}


@pytest.mark.parametrize("name", MODULES)
def test_public_names_are_documented(name: str) -> None:
    """Every module, public class and public function says what it is for."""
    tree = tree_of(MODULES[name])
    assert ast.get_docstring(tree), name
    scopes = [tree, *(node for node in tree.body if isinstance(node, ast.ClassDef))]
    for scope in scopes:
        if "Protocol" in {ast.unparse(base) for base in getattr(scope, "bases", [])}:
            continue
        public = [node for node in scope.body if isinstance(node, (*FUNCTIONS, ast.ClassDef))]
        assert [
            node.name
            for node in public
            if not (node.name.startswith("_") or ast.get_docstring(node) or _is_form(node))
        ] == []


@pytest.mark.parametrize("name", MODULES)
def test_nothing_dangerous_is_imported(name: str) -> None:
    """The library loads no code from files, opens no connection, and knows no recipe."""
    for module, line in imports(MODULES[name]):
        names = {module, module.partition(".")[0]}
        bad = names & (NETWORK | RUNS_CODE | RECIPES | {"models"})
        assert not bad, f"{name}:{line} imports {module}"


@pytest.mark.parametrize("name", MODULES)
def test_nothing_dangerous_is_called(name: str) -> None:
    """No ``eval``, no ``exec``, no loader that runs code; numpy loads without pickles."""
    for node in ast.walk(tree_of(MODULES[name])):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        assert called not in CALLS_CODE, f"{name}:{node.lineno} calls {called}"
        if called in {"np.load", "numpy.load"}:
            options = {word.arg: ast.unparse(word.value) for word in node.keywords}
            assert options.get("allow_pickle") == "False", f"{name}:{node.lineno}"
