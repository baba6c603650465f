"""Requests over HTTP/1.1: ``POST /page`` with one request object, and ``GET /health``.

Every wait has an end: for the head, the body and the reader of an answer. Connections and open
requests are bounded, and a request beyond the bound gets 503 with ``Retry-After`` at once. What a
client that has gone away asked for is finished and forgotten.
"""

from __future__ import annotations

import asyncio
import os
import re
import signal
from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING, Final, NamedTuple

from pagequality.errors import CorpusError
from pagequality.text.visible import json_text
from pagequality.version import __version__

if TYPE_CHECKING:
    from asyncio import StreamReader, StreamWriter
    from collections.abc import Callable

    from pagequality.serve.desk import Desk

CONNECTIONS: Final = 128
"""So many clients are heard at once; the next ones are sent away."""
PATIENCE: Final = 10.0
"""Seconds that a client has for each step: the head, the body, taking its answer."""
IDLE: Final = 60.0
"""Seconds that a connection may say nothing between two requests."""
LINGER: Final = 2.0
"""Seconds that are spent on hearing out a client that was refused: cut off while it still sends, it
would never read why."""
_LONGEST_HEAD: Final = 1 << 15
_REQUEST: Final = re.compile(r"([A-Z]+) (/[^ ]*) HTTP/1\.([01])")


class _Head(NamedTuple):
    """The head of a request."""

    method: str
    path: str
    length: int
    waits: bool
    stays: bool


class _RefusedError(Exception):
    """A request that is not taken, with the status that says why; the connection ends."""

    def __init__(self, status: HTTPStatus, message: str) -> None:
        super().__init__(message)
        self.status = status


class HttpServer:
    """Answers over HTTP until it is stopped.

    Args:
        desk: what answers.
        patience: seconds that a client has for each step.
    """

    def __init__(self, desk: Desk, *, patience: float = PATIENCE) -> None:
        self._desk, self._patience = desk, patience
        self._open = 0
        self._idle: set[StreamWriter] = set()
        self._clients: set[asyncio.Task[None]] = set()
        self._stop = asyncio.Event()

    async def run(self, host: str, port: int, *, ready: Callable[[str], None]) -> None:
        """Serve until `stop`, SIGINT or SIGTERM; then finish what is in hand.

        Raises:
            OSError: the address cannot be had.
        """
        server = await asyncio.start_server(self._client, host, port, limit=_LONGEST_HEAD)
        loop = asyncio.get_running_loop()
        if os.name == "posix":  # elsewhere a loop hears no signals, and Ctrl-C ends it at once
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.add_signal_handler(number, self.stop)
        where = server.sockets[0].getsockname()
        ready(f"http://{where[0]}:{where[1]}")
        await self._stop.wait()
        server.close()
        for writer in self._idle:
            writer.close()
        await asyncio.gather(*self._clients, return_exceptions=True)

    def stop(self) -> None:
        """Take no more requests."""
        self._stop.set()

    async def _client(self, reader: StreamReader, writer: StreamWriter) -> None:
        """Serve one connection until it ends, whatever the client does."""
        task = asyncio.current_task()
        if task is not None:
            self._clients.add(task)
            task.add_done_callback(self._clients.discard)
        try:
            with suppress(OSError, asyncio.IncompleteReadError):
                await self._heard_out(reader, writer)
        finally:
            writer.close()

    async def _heard_out(self, reader: StreamReader, writer: StreamWriter) -> None:
        """Serve one connection; whoever is refused is told why."""
        try:
            await self._requests(reader, writer)
        except _RefusedError as refusal:
            told = json_text({"error": str(refusal)}).encode() + b"\n"
            await self._answer(writer, told, status=refusal.status)
            writer.write_eof()
            async with asyncio.timeout(LINGER):
                while await reader.read(_LONGEST_HEAD):
                    pass

    async def _requests(self, reader: StreamReader, writer: StreamWriter) -> None:
        if len(self._clients) > CONNECTIONS:
            raise _RefusedError(HTTPStatus.SERVICE_UNAVAILABLE, "too many connections")
        stays = True
        while stays and not self._stop.is_set():
            head = await self._head(reader, writer)
            stays = head.stays
            if (head.method, head.path) == ("GET", "/health"):
                await self._answer(writer, self._health(), stays=stays)
            elif (head.method, head.path) == ("POST", "/page"):
                await self._page(head, reader, writer)
            else:
                known = "POST /page and GET /health are served here"
                raise _RefusedError(HTTPStatus.NOT_FOUND, known)

    async def _head(self, reader: StreamReader, writer: StreamWriter) -> _Head:
        self._idle.add(writer)
        try:
            async with asyncio.timeout(IDLE):
                first = await reader.readexactly(1)
        finally:
            self._idle.discard(writer)
        try:
            async with asyncio.timeout(self._patience):
                rest = await reader.readuntil(b"\r\n\r\n")
        except asyncio.LimitOverrunError as error:
            status = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
            message = f"the head is longer than {_LONGEST_HEAD} bytes"
            raise _RefusedError(status, message) from error
        except TimeoutError as error:
            raise self._too_slow() from error
        return head_of((first + rest).decode("latin-1"))

    async def _page(self, head: _Head, reader: StreamReader, writer: StreamWriter) -> None:
        """Judge one page, if there is room for it."""
        if head.length > self._desk.largest:
            message = f"the request is longer than {self._desk.largest} bytes"
            raise _RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, message)
        if self._open >= self._desk.room:
            raise _RefusedError(HTTPStatus.SERVICE_UNAVAILABLE, "busy: try again in a second")
        self._open += 1
        try:
            if head.waits:
                writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            async with asyncio.timeout(self._patience):
                body = await reader.readexactly(head.length)
            row = await asyncio.wrap_future(self._desk.submit(body))
        except TimeoutError as error:
            raise self._too_slow() from error
        except CorpusError as error:
            raise _RefusedError(HTTPStatus.INTERNAL_SERVER_ERROR, str(error)) from error
        finally:
            self._open -= 1
        await self._answer(writer, self._desk.written(row), stays=head.stays)

    def _too_slow(self) -> _RefusedError:
        message = f"the request did not come within {self._patience:g} s"
        return _RefusedError(HTTPStatus.REQUEST_TIMEOUT, message)

    def _health(self) -> bytes:
        told = {
            "version": __version__, "model": self._desk.model, "workers": self._desk.pool.size,
            "open": self._open, "room": self._desk.room, "connections": len(self._clients),
        }  # fmt: skip
        return json_text(told).encode() + b"\n"

    async def _answer(
        self,
        writer: StreamWriter,
        body: bytes,
        *,
        status: HTTPStatus = HTTPStatus.OK,
        stays: bool = False,
    ) -> None:
        lines = [
            f"HTTP/1.1 {status.value} {status.phrase}",
            "Content-Type: application/json; charset=utf-8",
            f"Content-Length: {len(body)}",
            f"Connection: {'keep-alive' if stays else 'close'}",
        ]
        if status == HTTPStatus.SERVICE_UNAVAILABLE:
            lines.append("Retry-After: 1")
        writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        async with asyncio.timeout(self._patience):
            await writer.drain()


def head_of(text: str) -> _Head:
    r"""Read the head of a request.

    >>> head_of("POST /page HTTP/1.1\r\nContent-Length: 12\r\n\r\n")
    _Head(method='POST', path='/page', length=12, waits=False, stays=True)
    """
    first, *lines = text.split("\r\n")
    found = _REQUEST.fullmatch(first)
    if not found:
        raise _RefusedError(HTTPStatus.BAD_REQUEST, "this is no request of HTTP/1.1")
    pairs = (line.partition(":") for line in lines if line)
    headers = {name.strip().lower(): value.strip().lower() for name, _, value in pairs}
    length = headers.get("content-length", "")
    told = length.isascii() and length.isdecimal() and "transfer-encoding" not in headers
    if found[1] == "POST" and not told:
        raise _RefusedError(HTTPStatus.LENGTH_REQUIRED, "Content-Length must say how long it is")
    if found[1] == "GET" and (length.strip("0") or "transfer-encoding" in headers):
        raise _RefusedError(HTTPStatus.BAD_REQUEST, "GET takes no body here")
    return _Head(
        method=found[1],
        path=found[2].partition("?")[0],
        length=int(length[:18]) if found[1] == "POST" else 0,
        waits=headers.get("expect") == "100-continue",
        stays=found[3] == "1" and headers.get("connection") != "close",
    )


def serve_http(desk: Desk, host: str, port: int, *, ready: Callable[[str], None]) -> None:
    """Serve over HTTP until SIGINT or SIGTERM.

    Args:
        desk: what answers.
        host: address to listen on.
        port: 0 for any that is free.
        ready: is told the address once requests are taken.

    Raises:
        OSError: the address cannot be had.
    """

    async def serve() -> None:
        await HttpServer(desk).run(host, port, ready=ready)

    asyncio.run(serve())
