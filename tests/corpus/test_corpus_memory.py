"""Memory is given back where the C library can, and nothing happens elsewhere."""

from __future__ import annotations

import ctypes

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


@pytest.mark.parametrize("error", [AttributeError, OSError, TypeError])
def test_other_systems_go_on(monkeypatch, error):
    """Without such a function nothing is done, and nothing raised."""

    def fails(_name):
        raise error

    monkeypatch.setattr(ctypes, "CDLL", fails)
    memory.give_back()
    assert memory._trim() is None
