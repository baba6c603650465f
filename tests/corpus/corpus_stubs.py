"""Scorers that are quick, and pages that do harm; workers import this by name."""

from __future__ import annotations

import os
import re
import signal
import time
from dataclasses import replace

from pagequality.judge.topic import Reason, Topic
from pagequality.judge.verdict import Verdict
from pagequality.page.evidence import Evidence
from pagequality.signals import NAMED_FAMILIES

CRASH = "<p>CRASH</p>"
SLEEP = "<p>SLEEP</p>"
SPIN = "<p>SPIN</p>"
RAISE = "<p>RAISE</p>"
SHORT = "<p>SHORT</p>"


def page(number: int) -> str:
    """Return a page that is like no other."""
    return f"<html><title>Page {number}</title><p>This is the text of page number {number}."


def verdict(html: str | bytes, url: str | None) -> Verdict:
    """Judge by the last number on the page alone."""
    text = html if isinstance(html, str) else html.decode()
    probability = int((re.findall(r"\d+", text) or ["0"])[-1]) % 100 / 100
    quote = Evidence("Share this page", "social", 0, "html>body")
    return Verdict(
        probability=probability,
        abstained=False,
        notices=(),
        families=dict.fromkeys(NAMED_FAMILIES, probability),
        signals={"text_length": float(len(text))},
        topics=(
            Topic(
                "layout", 0.5, 0.3, 0.2, (Reason("length", 1.0, 2.0, 0.5, "It is long.", (quote,)),)
            ),
        ),
        log_odds=0.0,
        baseline=-0.5,
        evidence={"template_noise": (quote,)},
        url=url or "",
        language="en",
        model="stub 1",
    )


class Stub:
    """A scorer that does what the page says; ``pause`` seconds for each page."""

    def __init__(self, pause: float = 0.0) -> None:
        self.pause = pause

    def analyze_payload(self, payload, *, url=None, **_) -> Verdict:
        """Judge or do harm."""
        words = payload if isinstance(payload, str) else payload.decode("utf-8", "replace")
        if CRASH in words:
            os.kill(os.getpid(), signal.SIGKILL)
        elif SLEEP in words:
            time.sleep(60)
        elif SPIN in words:
            sum(range(10**12))
        elif RAISE in words:
            message = "no such page"
            raise LookupError(message)
        time.sleep(self.pause)
        return verdict(payload, url)


class Signed(Stub):
    """Says in which process a page was judged."""

    def analyze_payload(self, payload, **known) -> Verdict:
        """Judge, and put the process where the model stands."""
        return replace(super().analyze_payload(payload, **known), model=str(os.getpid()))


class Unloadable:
    """A scorer that kills every worker that receives it."""

    def __init__(self) -> None:
        self.home = os.getpid()

    def __setstate__(self, state: dict[str, int]) -> None:
        if os.getpid() != state["home"]:
            os._exit(1)
        self.__dict__.update(state)
