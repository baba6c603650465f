"""A requests session whose every HTML answer carries its verdict.

session = judging_session()
answer = session.get("https://example.com/")
answer.pagequality["label"]
"""

from __future__ import annotations

import sys
from typing import Any

import requests

from pagequality.integrations.settings import CrawlSettings

HTML = ("text/html", "application/xhtml+xml")


def judging_session(settings: CrawlSettings | None = None) -> requests.Session:
    """Return a session that judges what it gets, redirects apart."""
    settings = settings or CrawlSettings()

    def judge(answer: requests.Response, **_: Any) -> None:
        kind = answer.headers.get("Content-Type", HTML[0]).partition(";")[0].strip().lower()
        is_page = not answer.is_redirect and kind in HTML
        answer.pagequality = settings.judge(  # type: ignore[attr-defined]
            answer.content, url=answer.url, headers=dict(answer.headers),
            status=answer.status_code,
        ) if is_page else None  # fmt: skip

    session = requests.Session()
    session.hooks["response"].append(judge)
    return session


def main() -> None:
    """Say what the addresses given are."""
    session = judging_session()
    for url in sys.argv[1:]:
        found = session.get(url, timeout=20).pagequality  # type: ignore[attr-defined]
        sys.stdout.write(f"{found['label'] if found else 'no page'}\t{url}\n")


if __name__ == "__main__":
    main()
