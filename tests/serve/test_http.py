"""HTTP: limits, time-outs, full rooms, slow clients and those that die."""

from __future__ import annotations

import asyncio
import errno
import json
from concurrent.futures import Future

import pytest

from pagequality.errors import CorpusError
from pagequality.serve import http
from pagequality.serve.http import HttpServer

BODY = b'{"id": 1, "html": "<p>Tea"}'
PAGE = b"POST /page HTTP/1.1\r\nContent-Length: %d\r\n\r\n%s" % (len(BODY), BODY)


def served(desk, talk, *, patience=5.0):
    """Run a server and talk to it; return what the talk returned."""

    async def run():
        server = HttpServer(desk, patience=patience)
        where = asyncio.get_running_loop().create_future()
        running = asyncio.create_task(server.run("127.0.0.1", 0, ready=where.set_result))
        port = int((await where).rpartition(":")[2])
        try:
            async with asyncio.timeout(30):
                return await talk(lambda: asyncio.open_connection("127.0.0.1", port))
        finally:
            server.stop()
            async with asyncio.timeout(30):
                await running

    return asyncio.run(run())


async def answer(reader):
    """Read an answer: its status and its object."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    length = int(head.lower().partition("content-length: ")[2].partition("\r\n")[0])
    return int(head.split()[1]), json.loads(await reader.readexactly(length)), head


async def until(condition):
    """Wait until something is so."""
    while not condition():  # noqa: ASYNC110 - what is waited for knows of no event
        await asyncio.sleep(0.01)


def ask(desk, request, **how):
    """Send bytes over a connection of their own; return the answer."""

    async def talk(connect):
        reader, writer = await connect()
        writer.write(request)
        found = await answer(reader)
        writer.close()
        return found

    return served(desk, talk, **how)


def test_a_connection_serves_many_requests(desk):
    """Until it is told to close; health says what is there."""

    async def talk(connect):
        reader, writer = await connect()
        found = []
        for request in (PAGE, b"GET /health HTTP/1.1\r\n\r\n", PAGE):
            writer.write(request)
            found.append(await answer(reader))
        writer.write(b"GET /health HTTP/1.1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
        found.append(await answer(reader))
        assert await reader.read() == b""
        writer.close()
        return found

    first, health, second, last = served(desk, talk)
    assert first[:2] == second[:2]
    assert (first[0], first[1]["id"], first[1]["error"]) == (200, 1, None)
    assert health[1]["room"] == desk.room
    assert "Connection: close" in last[2]


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"nonsense\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\n\r\n", 404),
        (b"GET /health HTTP/1.1\r\nContent-Length: %d\r\n\r\n%s" % (len(PAGE), PAGE), 400),
        (b"GET /health HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        (b"PUT /page HTTP/1.1\r\n\r\n", 404),
        (b"POST /page HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", 411),
        (b"POST /page HTTP/1.1\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}", 411),
        (b"POST /page HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 411),
        (b"POST /page HTTP/1.1\r\nContent-Length: 501\r\n\r\n", 413),
        (b"POST /page HTTP/1.1\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n", 413),
        (b"GET /health HTTP/1.1\r\nX: " + b"x" * 40_000 + b"\r\n\r\n", 431),
    ],
)
def test_what_is_not_taken_is_told_why(desk, request_, status):
    """With the status that the protocol has for it, and one line of JSON."""
    found, told, head = ask(desk, request_)
    assert found == status
    assert told["error"]
    assert "Connection: close" in head


def test_whoever_is_refused_while_he_still_sends_hears_why(desk):
    """The connection is not cut off under him."""

    async def talk(connect):
        reader, writer = await connect()
        writer.write(b"POST /page HTTP/1.1\r\nContent-Length: 8000000\r\n\r\n")
        for _ in range(80):
            writer.write(b"x" * 100_000)
            await writer.drain()
        found = await answer(reader)
        writer.close()
        return found

    assert served(desk, talk)[0] == 413


def test_a_server_without_processes_says_so(desk, monkeypatch):
    """With the status for what is the server's own fault."""
    broken = Future()
    broken.set_exception(CorpusError("worker processes do not start"))
    monkeypatch.setattr(desk.pool, "submit", lambda _: broken)
    status, told, _ = ask(desk, PAGE)
    assert (status, told["error"]) == (500, "worker processes do not start")


def test_a_page_that_is_no_page_is_an_answer(desk):
    """What is wrong with the object stands in its row, as everywhere."""
    request = b"POST /page HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}"
    status, told, _ = ask(desk, request)
    assert (status, told["error"]) == (
        200, "bad record: one of html, html_base64, text must be there",
    )  # fmt: skip


@pytest.mark.parametrize("sent", [PAGE[:10], PAGE[:-5]], ids=["head", "body"])
def test_a_slow_client_is_sent_away_and_stops_nobody(desk, sent):
    """Others are answered while it dawdles."""

    async def talk(connect):
        slow, writer = await connect()
        writer.write(sent)
        other, others_writer = await connect()
        others_writer.write(PAGE)
        found = await answer(other), await answer(slow)
        writer.close()
        others_writer.close()
        return found

    quick, slow = served(desk, talk, patience=0.5)
    assert (quick[0], slow[0]) == (200, 408)


def test_a_full_room_sends_requests_away_at_once(desk):
    """With 503 and when to come back; those inside are answered."""
    desk.pool.waits = True

    async def talk(connect):
        inside = [await connect() for _ in range(desk.room)]
        for _, writer in inside:
            writer.write(PAGE)
        await until(lambda: len(desk.pool.open) == desk.room)
        reader, writer = await connect()
        writer.write(PAGE)
        refused = await answer(reader)
        for future, item in desk.pool.open:
            future.set_result(desk.pool.worker(item))
        found = [(await answer(one))[0] for one, _ in inside]
        for _, one in [*inside, (reader, writer)]:
            one.close()
        return refused, found

    refused, found = served(desk, talk)
    assert refused[0] == 503
    assert "Retry-After: 1" in refused[2]
    assert found == [200] * desk.room


def test_clients_that_die_leave_nothing_behind(desk):
    """Whether before, in or after their request."""

    async def talk(connect):
        for sent in (b"", PAGE[:10], PAGE[:-5], PAGE):
            for _ in range(5):
                _, writer = await connect()
                writer.write(sent)
                await writer.drain()
                writer.transport.abort()
        while True:
            reader, writer = await connect()
            writer.write(b"GET /health HTTP/1.1\r\nConnection: close\r\n\r\n")
            told = (await answer(reader))[1]
            writer.close()
            if (told["open"], told["connections"]) == (0, 1):
                return told
            await asyncio.sleep(0.05)

    assert served(desk, talk)["open"] == 0


class Reset:
    """The writer of a connection that its client resets at once."""

    def __init__(self):
        self.closed = False

    def write(self, _):
        """Take what is never sent."""

    async def drain(self):
        """Wait for nobody."""

    def write_eof(self):
        """Fail as a socket does that is no longer connected."""
        raise OSError(errno.ENOTCONN, "not connected")

    def close(self):
        """Remember it."""
        self.closed = True


@pytest.mark.parametrize("status", [400, None])
def test_a_reset_ends_in_silence_and_closes_the_socket(desk, monkeypatch, status):
    """Whatever the error is called; what is no error of the socket closes it, too."""
    server, writer = HttpServer(desk), Reset()

    async def run():
        reader = asyncio.StreamReader()
        reader.feed_data(b"nonsense\r\n\r\n")
        reader.feed_eof()
        await server._client(reader, writer)

    if status is None:
        monkeypatch.setattr(http, "head_of", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            asyncio.run(run())
    else:
        asyncio.run(run())
    assert writer.closed


def test_connections_are_bounded(desk, monkeypatch):
    """One too many is told so."""
    monkeypatch.setattr(http, "CONNECTIONS", 2)

    async def talk(connect):
        held = [await connect() for _ in range(2)]
        await asyncio.sleep(0.1)
        reader, writer = await connect()
        found = await answer(reader)
        for _, one in [*held, (reader, writer)]:
            one.close()
        return found

    assert served(desk, talk)[0] == 503


def test_whoever_asks_first_whether_to_send_is_told_to(desk):
    """``Expect: 100-continue``, as curl does for large bodies."""

    async def talk(connect):
        reader, writer = await connect()
        head, _, body = PAGE.partition(b"\r\n\r\n")
        writer.write(head + b"\r\nExpect: 100-continue\r\n\r\n")
        assert await reader.readuntil(b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
        writer.write(body)
        found = await answer(reader)
        writer.close()
        return found

    assert served(desk, talk)[0] == 200


def test_stopping_finishes_what_is_in_hand(desk):
    """Idle connections are closed, an open request is answered."""
    desk.pool.waits = True

    async def run():
        server = HttpServer(desk)
        where = asyncio.get_running_loop().create_future()
        running = asyncio.create_task(server.run("127.0.0.1", 0, ready=where.set_result))
        port = int((await where).rpartition(":")[2])
        idle, idle_writer = await asyncio.open_connection("127.0.0.1", port)
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(PAGE)
        await until(lambda: bool(desk.pool.open))
        server.stop()
        assert await idle.read() == b""
        ((future, item),) = desk.pool.open
        future.set_result(desk.pool.worker(item))
        found = await answer(reader)
        async with asyncio.timeout(10):
            await running
        for one in (idle_writer, writer):
            one.close()
        return found

    assert asyncio.run(run())[0] == 200
