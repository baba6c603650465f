"""Sites on a cluster: partial samples of each part of the pages, merged by site in one shuffle."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pagequality.errors import CorpusError
from pagequality.sites.judging import judge
from pagequality.sites.rows import row_of
from pagequality.sites.sample import Sample
from pagequality.sites.tracker import SiteTracker

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pagequality.sites.sequential import Promise
    from pagequality.tabular.schema import Row


def partials(rows: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Return each site of some rows of scores with what is kept of it, as JSON.

    >>> (site, sample), = partials([{"url": "https://a.example/1", "probability": 0.9}])
    >>> site, json.loads(sample)["judged"]
    ('a.example', 1)
    """
    tracker = SiteTracker()
    for row in rows:
        tracker.add_row(row)
    return [(site, json.dumps(tracker.sample(site).to_json())) for site in tracker.sites]


def merged(site: str, samples: Iterable[str], promise: Promise) -> Row:
    """Return the row of `rows.COLUMNS` of a site, of whose pages these are partial samples.

    What sites share with each other cannot be told site by site: the column of networks is empty.

    Raises:
        CorpusError: these are no samples.
    """
    whole = Sample()
    for text in samples:
        try:
            whole.merge(Sample.from_json(json.loads(text)))
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            message = f"this is no sample of a site: {error}"
            raise CorpusError(message) from error
    return row_of(judge(site, whole, promise))
