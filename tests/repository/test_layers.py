"""The architecture as tests: floors, sizes, and what the library never does."""

from __future__ import annotations

import ast
import fnmatch
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
LONGEST_MODULE, LONGEST_FUNCTION, MOST_POSITIONAL = 300, 60, 3
NETWORK = {"socket", "urllib.request", "http.client", "requests", "urllib3", "httpx", "aiohttp"}
RUNS_CODE = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "skops"}
CALLS_CODE = {"eval", "exec", "joblib.load", "pickle.load", "pickle.loads", "yaml.load"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class Import(NamedTuple):
    """A module that a module imports; ``for_type`` if only type checkers follow it."""

    module: str
    line: int
    for_type: bool


def sources(*folders: str) -> list[Path]:
    """Every Python file under some folders of the repository."""
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def name_of(path: Path) -> str:
    """The dotted name of a module of the package."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def tree_of(path: Path) -> ast.Module:
    """The syntax of a module."""
    return ast.parse(path.read_text(encoding="utf-8"))


MODULES = {name_of(path): path for path in sources("pagequality")}


def imports(path: Path) -> Iterator[Import]:
    """Every import of a module, those inside functions too."""
    tree = tree_of(path)
    types = {
        id(node)
        for test in ast.walk(tree)
        if isinstance(test, ast.If) and ast.unparse(test.test) == "TYPE_CHECKING"
        for node in ast.walk(test)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, node.lineno, id(node) in types)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports relatively"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                module = full if full in MODULES else str(node.module)
                yield Import(module, node.lineno, id(node) in types)


def own_imports(name: str) -> list[Import]:
    """The imports of a module that stay inside the package."""
    return [found for found in imports(MODULES[name]) if found.module in MODULES]


def floors() -> list[list[str]]:
    """The floors as CONTRIBUTING.md draws them, lowest first: patterns of module names."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| *(\d+) *\|([^|]+)\|", text, re.MULTILINE)
    assert [int(number) for number, _ in rows] == list(range(len(rows)))
    return [re.findall(r"`([\w.*]+)`", rooms) for _, rooms in rows]


def floor_of(name: str) -> int:
    """The floor of a module; an exact name goes before a pattern."""
    short = "__init__" if name == "pagequality" else name.removeprefix("pagequality.")
    drawn = list(enumerate(floors()))
    exact = [floor for floor, rooms in drawn if short in rooms]
    loose = [
        floor for floor, rooms in drawn if any(fnmatch.fnmatchcase(short, room) for room in rooms)
    ]
    assert exact or loose, f"{name} stands on no floor: give it a place in CONTRIBUTING.md"
    return (exact or loose)[0]


def gathers(name: str, module: str) -> bool:
    """Whether a package's ``__init__`` imports a module of its own."""
    return MODULES[name].name == "__init__.py" and module.startswith(f"{name}.")


@pytest.mark.parametrize("name", MODULES)
def test_imports_only_go_down(name: str) -> None:
    """A module imports from floors below; for a type alone from its own floor too."""
    for module, line, for_type in own_imports(name):
        allowed = floor_of(module) < floor_of(name) + (for_type or gathers(name, module))
        assert allowed, f"{name}:{line} imports {module}, which does not stand below it"


def test_every_floor_is_inhabited() -> None:
    """The drawing names no room that is gone."""
    shorts = {name.removeprefix("pagequality.") for name in MODULES} | {"__init__"}
    gone = [room for rooms in floors() for room in rooms if not fnmatch.filter(shorts, room)]
    assert gone == []


def test_no_import_cycle() -> None:
    """Following imports, those for types set aside, never leads back to the start."""
    ahead = {
        name: {found.module for found in own_imports(name) if not found.for_type} - {name}
        for name in MODULES
    }
    while ahead:
        leaves = {name for name, needs in ahead.items() if not needs & ahead.keys()}
        assert leaves, f"an import cycle among {sorted(ahead)}"
        ahead = {name: needs for name, needs in ahead.items() if name not in leaves}


def functions(*folders: str) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Every function, methods and nested ones too, with the place where it stands."""
    for path in sources(*folders):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, FUNCTIONS):
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", node


def test_modules_are_short() -> None:
    """No module has more than 300 lines."""
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


@pytest.mark.parametrize("name", MODULES)
def test_public_names_are_documented(name: str) -> None:
    """Every module, public class and public function says what it is for."""
    tree = tree_of(MODULES[name])
    assert ast.get_docstring(tree), name
    rooms = [tree, *(node for node in tree.body if isinstance(node, ast.ClassDef))]
    for room in rooms:
        if "Protocol" in {ast.unparse(base) for base in getattr(room, "bases", [])}:
            continue
        public = [node for node in room.body if isinstance(node, (*FUNCTIONS, ast.ClassDef))]
        assert [
            node.name
            for node in public
            if not node.name.startswith("_") and not ast.get_docstring(node)
        ] == []


@pytest.mark.parametrize("name", MODULES)
def test_nothing_dangerous_is_imported(name: str) -> None:
    """The library loads no code from files, opens no connection, and knows no recipe."""
    recipes = {path.stem for path in sources("models")} - set(sys.stdlib_module_names)
    for module, line, _ in imports(MODULES[name]):
        names = {module, module.partition(".")[0]}
        bad = names & (NETWORK | RUNS_CODE | recipes | {"models"})
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
