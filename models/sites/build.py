"""Fit the model of sites on the wild sites and write it into the bundle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.artefacts import seal
from models.places import DEFAULT, write_json
from models.sites.draws import draws, wild_sites
from models.sites.fitting import fitted, table_of
from pagequality.sites.model import FILE

if TYPE_CHECKING:
    from pathlib import Path


def run(data: Path) -> None:
    """Fit and write."""
    table, _ = table_of(draws(data), wild_sites(data).label)
    write_json(DEFAULT / FILE, fitted(table).to_json())
    seal()
