"""The notebooks run as they stand, and their outputs are saved for reading."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

nbclient = pytest.importorskip("nbclient")
nbformat = pytest.importorskip("nbformat")

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SMALL = """\
from pagequality.training import fit, terms
fit._INNER_FOLDS = 2
terms._ENSEMBLES = 1
terms._TREES["max_iter"] = 10
"""
"""Run before a notebook that trains: how large its forests are is none of the notebook's matter."""
FORGET = "%reset -f"


@pytest.fixture(scope="module")
def kernel(tmp_path_factory):
    """One kernel beside the sample pages, for all notebooks: it loads the libraries once."""
    folder = tmp_path_factory.mktemp("checkout")
    (folder / "notebooks").mkdir()
    shutil.copytree(ROOT / "tests" / "pages", folder / "tests" / "pages")
    resources = {"metadata": {"path": str(folder / "notebooks")}}
    client = nbclient.NotebookClient(nbformat.v4.new_notebook(), timeout=300, resources=resources)
    with client.setup_kernel():
        yield client


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def test_a_notebook_runs(kernel, path):
    """Every cell, over the sample pages; nothing is left of the notebook before it."""
    book = nbformat.read(path, as_version=4)
    before = [FORGET]
    if any("PageQualityClassifier" in cell.source for cell in book.cells):
        before.insert(0, SMALL)
    book.cells[:0] = map(nbformat.v4.new_code_cell, before)
    kernel.nb = book
    kernel.reset_execution_trackers()
    for number, cell in enumerate(book.cells):
        kernel.execute_cell(cell, number)
    ran = [cell for cell in book.cells if cell.cell_type == "code"][len(before) :]
    assert all(cell.execution_count for cell in ran)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def test_a_notebook_is_saved_with_its_outputs(path):
    """What was executed can be read without running it, and nothing failed."""
    cells = [
        cell for cell in json.loads(path.read_text("utf-8"))["cells"] if cell["cell_type"] == "code"
    ]
    assert all(cell["execution_count"] for cell in cells)
    kinds = [output["output_type"] for cell in cells for output in cell["outputs"]]
    assert "error" not in kinds
    assert "display_data" in kinds
