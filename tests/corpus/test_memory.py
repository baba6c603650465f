"""Memory is given back where the C library can, and nothing happens elsewhere."""

from __future__ import annotations

import ctypes
import sys

import pytest

from pagequality.corpus import memory


@pytest.fixture(autouse=True)
def fresh():
    """No test sees what another one found."""
    memory._trim.cache_clear()
    yield
    memory._trim.cache_clear()


def test_the_library_is_asked(monkeypatch):
    """What glibc offers is called once for each time that memory is given back."""
    asked = []
    library = type("Library", (), {"malloc_trim": staticmethod(asked.append)})
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: library)
    memory.give_back()
    memory.give_back()
    assert asked == [0, 0]


def test_arrow_is_asked_where_it_is_loaded(monkeypatch):
    """Its store is emptied, too; memory is no reason to load it."""
    asked = []
    store = type("Store", (), {"release_unused": lambda _self: asked.append("release")})
    arrow = type("Arrow", (), {"default_memory_pool": store})
    monkeypatch.setitem(sys.modules, "pyarrow", arrow)
    memory.give_back()
    monkeypatch.delitem(sys.modules, "pyarrow")
    memory.give_back()
    assert asked == ["release"]
    assert "pyarrow" not in sys.modules


@pytest.mark.parametrize("error", [AttributeError, OSError, TypeError])
def test_other_systems_go_on(monkeypatch, error):
    """Without such a function nothing is done, and nothing raised."""

    def fails(_name):
        raise error

    monkeypatch.setattr(ctypes, "CDLL", fails)
    memory.give_back()
    assert memory._trim() is None
