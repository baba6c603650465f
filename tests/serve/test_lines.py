"""Lines in, lines out: order, back-pressure, broken pipes."""

from __future__ import annotations

import io
import json
import os
import signal
import threading
from contextlib import contextmanager

import pytest

from pagequality.corpus.interrupt import Stop
from pagequality.serve import lines
from pagequality.serve.lines import serve_lines


def line(number):
    """A request."""
    return json.dumps({"id": number, "html": "<p>Tea"}).encode() + b"\n"


def test_answers_come_in_order(desk):
    """One for each line that is not empty, bad ones too, and the last without its line feed."""
    source = io.BytesIO(line(1) + b"\n" + b"nonsense\n" + line(2).rstrip())
    sink = io.BytesIO()
    assert serve_lines(desk, source, sink) == 3
    answers = [json.loads(one) for one in sink.getvalue().splitlines()]
    assert [answer["id"] for answer in answers] == [1, None, 2]
    assert [answer.get("line") for answer in answers] == [None, 3, None]
    assert [answer["error"] is None for answer in answers] == [True, False, True]


@pytest.mark.parametrize("given", [1, 2.5, "1", "", "\u00e9", -(10**30), True])
def test_an_id_comes_back_as_it_came(desk, given):
    """A number stays a number; nothing else is taken for one."""
    sink = io.BytesIO()
    serve_lines(desk, io.BytesIO(line(given) + b'{"html": "<p>Tea"}\n{"id": 3}'), sink)
    first, second, third = map(json.loads, sink.getvalue().splitlines())
    assert json.dumps(first["id"]) == json.dumps(given)
    assert (second["id"], second["line"]) == (None, 2)
    assert (third["id"], "line" in third) == (3, False)


def test_a_line_that_is_too_long_costs_itself_alone(desk):
    """It is passed over in pieces, and the next one is answered."""
    source = io.BytesIO(b'{"html": "' + b"x" * 1_000_000 + b'"}\n' + line(2))
    sink = io.BytesIO()
    serve_lines(desk, source, sink)
    first, second = map(json.loads, sink.getvalue().splitlines())
    assert first["error"] == "bad record: the request is longer than 500 bytes"
    assert (first["id"], first["line"], second["id"]) == (None, 1, 2)


def test_whoever_does_not_read_is_not_read(desk):
    """A desk holds so many requests, and takes no more before one is answered."""
    reader, writer = os.pipe()
    sink = io.BytesIO()
    desk.pool.waits = True
    with os.fdopen(reader, "rb") as source, os.fdopen(writer, "wb") as pipe:
        running = threading.Thread(target=serve_lines, args=(desk, source, sink))
        running.start()
        for number in range(50):
            pipe.write(line(number))
        pipe.close()
        running.join(0.5)
        taken = len(desk.pool.open)
        assert taken <= desk.room + 2
        desk.pool.waits = False
        for future, item in list(desk.pool.open):
            future.set_result(desk.pool.worker(item))
        running.join(30)
    assert len(sink.getvalue().splitlines()) == 50


class Late(Stop):
    """A signal that comes when a line has just been read."""

    @contextmanager
    def waking(self):
        """Break off what follows the reading."""
        with super().waking():
            yield
            self._note(signal.SIGTERM, None)


def test_a_line_that_was_read_is_answered_though_a_signal_comes(desk, monkeypatch):
    """And no further one is read."""
    monkeypatch.setattr(lines, "Stop", Late)
    source, sink = io.BytesIO(line(1) + line(2)), io.BytesIO()
    assert serve_lines(desk, source, sink) == 1
    assert json.loads(sink.getvalue())["id"] == 1
    assert source.read() == line(2)


class Broken(io.RawIOBase):
    """A pipe whose reader has gone."""

    def write(self, _):
        """Fail as such a pipe does."""
        raise BrokenPipeError


def test_a_reader_that_has_gone_ends_it(desk):
    """The rest of the requests is not judged."""
    source = io.BytesIO(b"".join(map(line, range(1000))))
    with pytest.raises(BrokenPipeError):
        serve_lines(desk, source, Broken())
    assert len(desk.pool.open) < 1000
