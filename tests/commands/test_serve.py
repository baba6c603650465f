"""``pagequality serve`` as other programs meet it: a process, a pipe, a port."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
from sample_pages import read_samples

import pagequality as pq
from pagequality.cli import main

REQUESTS = int(os.environ.get("PAGEQUALITY_SERVE_REQUESTS", "120"))
SAMPLES = [sample for sample in read_samples() if sample.label is not None][:8]
MOST_MIB = 400


def lines(numbers):
    """Requests for sample pages."""
    return [
        json.dumps(
            {"id": number, "url": "http://site.example/", "html": html_of(number)}
        ).encode()
        for number in numbers
    ]  # fmt: skip


def html_of(number):
    """The page of a request."""
    return SAMPLES[number % len(SAMPLES)].html.decode()


def expected(number):
    """The probability of the page of a request."""
    return pytest.approx(pq.score(html_of(number), url="http://site.example/"))


@contextmanager
def serving(*options, **pipes):
    """A process that serves."""
    words = [sys.executable, "-m", "pagequality", "serve", *options]
    with subprocess.Popen(words, **pipes) as process:
        try:
            yield process
        finally:
            process.kill()


def test_a_program_at_the_other_end_of_a_pipe():
    """It is answered before it sends more, in order, and told how many at the end."""
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with serving("-j", "1", **pipes) as process:
        first, *others = lines(range(9))
        process.stdin.write(first + b"\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["probability"] == expected(0)
        out, err = process.communicate(b"\n".join(others))
    answers = [json.loads(line) for line in out.splitlines()]
    assert [answer["id"] for answer in answers] == list(range(1, 9))
    assert [answer["probability"] for answer in answers] == [expected(n) for n in range(1, 9)]
    assert {answer["low"] for answer in answers} <= {True, False}
    assert process.returncode == 0
    assert b"9 requests answered" in err


def test_a_signal_ends_it_and_what_is_in_hand_is_answered():
    """With the exit code of a run that went well."""
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with serving("-j", "1", **pipes) as process:
        process.stdin.write(b"\n".join(lines(range(3))) + b"\n")
        process.stdin.flush()
        answers = [process.stdout.readline() for _ in range(3)]
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate()
    assert len(answers) == 3
    assert (process.returncode, b"Traceback" in err) == (0, False)


def test_a_reader_that_goes_ends_it():
    """Without a traceback."""
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with serving("-j", "1", **pipes) as process:
        process.stdout.close()
        process.stdin.write(b"\n".join(lines(range(4))) + b"\n")
        process.stdin.close()
        assert process.wait() == 0
        assert b"Traceback" not in process.stderr.read()


def resident(pid):
    """The MiB that a process holds."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def post(where, body):
    """Send a request until it is taken; a busy server says when to come back."""
    for _ in range(600):
        try:
            with urlopen(f"{where}/page", data=body, timeout=60) as answer:  # noqa: S310
                return json.load(answer)
        except OSError as error:
            if getattr(error, "code", 0) != 503:
                raise
            time.sleep(0.05)
    pytest.fail("the server was busy all the time")


@pytest.mark.filterwarnings("ignore")
def test_many_clients_over_http():
    """All are answered with their own page, some after they were told to come back."""
    with serving("-j", "1", "--http", "0", stderr=subprocess.PIPE) as process:
        where = process.stderr.readline().decode().split()[-1]
        with ThreadPoolExecutor(12) as clients:
            answers = list(clients.map(lambda body: post(where, body), lines(range(REQUESTS))))
        if Path("/proc").exists():
            assert resident(process.pid) < MOST_MIB
        with urlopen(f"{where}/health", timeout=60) as health:  # noqa: S310
            assert json.load(health)["open"] == 0
        process.send_signal(signal.SIGTERM)
        assert process.wait() == 0
    assert [answer["id"] for answer in answers] == list(range(REQUESTS))
    known = {n: expected(n) for n in range(len(SAMPLES))}
    for number, answer in enumerate(answers):
        assert answer["probability"] == known[number % len(SAMPLES)]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--host", "::1"), "--host needs --http"),
        (("--http", "70000"), "no port 70000"),
        (("-j", "0"), "is no number of processes"),
        (("--threshold", "90"), "is no number between 0 and 1"),
        (("--model", "nowhere.json"), "nowhere.json"),
    ],
)
def test_wrong_use_is_one_line(capsys, options, message):
    """And the exit code for it."""
    try:
        code = main(["serve", *options])
    except SystemExit as stop:
        code = stop.code
    out, err = capsys.readouterr()
    assert code == 2
    assert out == ""
    assert message in err
    assert len(err.splitlines()) == 1


def test_without_standard_input_there_is_nothing_to_serve():
    """It says so, and what else there is."""
    words = f"{sys.executable} -m pagequality serve <&-"
    done = subprocess.run(words, shell=True, capture_output=True, check=False)  # noqa: S602 - ours
    assert done.returncode == 2
    assert b"--http" in done.stderr
