"""Megabytes of an installation, and what of it each use loads, measured in a fresh environment."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import Any, Final

from models.places import ROOT, write_report

USES: Final = {
    "scoring": "import pagequality as pq; pq.analyze('<p>' + 'Water the beans. ' * 40)",
    "corpora": "import pagequality.corpus.engine",
    "sites": "from pagequality.sites.report import interval; interval(1.0, 2)",
    "estimators": "import pagequality as pq; pq.FeatureExtractor",
}
"""What is done with the package, and the code that stands for it."""
TOOLS: Final = {"pip", "setuptools"}
"""What every environment has."""
_MEASURED: Final = """
import importlib.metadata as metadata, json, sys
from pathlib import Path
found = list(metadata.distributions())
loaded = {name.partition(".")[0] for name in sys.modules}
owners = metadata.packages_distributions()
sizes = {}
for one in found:
    files = [Path(file.locate()) for file in one.files or ()]
    sizes[one.metadata["Name"]] = sum(file.stat().st_size for file in files if file.exists())
names = sorted({owner for name in loaded for owner in owners.get(name, ())})
print(json.dumps([sizes, names]))
"""


def measured(python: Path, code: str) -> tuple[dict[str, int], list[str]]:
    """Run code in an environment; return the bytes of what is installed and what was loaded."""
    ran = subprocess.run(  # noqa: S603 - our own code
        [python, "-c", f"{code}\n{_MEASURED}"], check=True, capture_output=True, text=True
    )
    sizes, names = json.loads(ran.stdout)
    return {name: size for name, size in sizes.items() if name not in TOOLS}, names


def report(python: Path) -> dict[str, Any]:
    """Say how large the installation is that a Python belongs to, and what each use loads."""
    sizes, _ = measured(python, "")
    found: dict[str, Any] = {
        "megabytes": _megabytes(sizes.values()),
        "packages": {
            name: _megabytes([size])
            for name, size in sorted(sizes.items(), key=lambda item: -item[1])
        },
        "loaded": {},
    }
    for use, code in USES.items():
        names = [name for name in measured(python, code)[1] if name in sizes]
        found["loaded"][use] = {
            "megabytes": _megabytes(sizes[name] for name in names), "packages": names,
        }  # fmt: skip
    return found


def _megabytes(sizes: Any) -> float:
    return round(float(sum(sizes)) / 1e6, 1)


def run(_data: Path) -> None:
    """Install the package into a fresh environment, measure it, and write the report."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / "bin" / "python"
        subprocess.run(  # noqa: S603 - as above
            [python, "-m", "pip", "install", "-q", str(ROOT)], check=True, stdout=sys.stderr
        )
        found = report(python)
    write_report("install", found)
    print(json.dumps(found, indent=1))
