"""datatrove: verdicts in documents' metadata, and a filter for low pages.

Both stand between ``WarcReader`` and the extractor, which replaces the HTML that they read::

    pipeline = [
        WarcReader("crawl/"),
        LowPageFilter(exclusion_writer=JsonlWriter("low/")),
        Trafilatura(),
        JsonlWriter("kept/"),
    ]

After an extractor use ``CrawlSettings(text=True)``. Every document gets the same keys with the same
types, because a Parquet writer fixes its schema on the first ones: a page that was not judged has
the probability ``nan``, and lists are texts parted by semicolons.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from pagequality.errors import MissingExtraError
from pagequality.integrations.settings import CrawlSettings

try:
    from datatrove.pipeline.base import PipelineStep
    from datatrove.pipeline.filters.base_filter import BaseFilter
except ImportError as error:
    message = "datatrove needs datatrove and regex: pip install 'pagequality[datatrove]'"
    raise MissingExtraError(message) from error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from datatrove.data import Document
    from datatrove.pipeline.writers.disk_base import DiskWriter

PREFIX: Final = "pq_"
"""Of the keys in a document's metadata."""
_USUAL: Final = CrawlSettings()


def annotate(document: Document, settings: CrawlSettings = _USUAL) -> dict[str, Any]:
    """Judge a document's page and keep the verdict in its metadata; return what was kept."""
    found = settings.judge(document.text, url=str(document.metadata.get("url") or ""))
    probability = found["probability"]
    told = {
        **found,
        "probability": math.nan if probability is None else probability,
        "notices": "; ".join(found["notices"]),
        "topics": "; ".join(found["topics"]),
    }
    document.metadata |= {PREFIX + name: value for name, value in told.items()}
    return told


class PageAnnotator(PipelineStep):  # type: ignore[misc]
    """Judges every document and passes it on.

    Args:
        settings: how pages are judged.
    """

    type = "\N{BAR CHART} - ANNOTATOR"
    name = "pagequality"

    def __init__(self, settings: CrawlSettings = _USUAL) -> None:
        super().__init__()
        self.settings = settings

    def run(self, data: Any, rank: int = 0, world_size: int = 1) -> Iterator[Document]:  # noqa: ARG002 - datatrove's own
        """Judge documents as they come."""
        for document in data or ():
            with self.track_time():
                label = annotate(document, self.settings)["label"]
            self.stat_update("total", label.replace(" ", "_"))
            yield document


class LowPageFilter(BaseFilter):  # type: ignore[misc]
    """Drops low pages; their reason is what speaks against them most, one of a closed set.

    A document that `PageAnnotator` has judged is not judged again. One that cannot be judged
    stays.

    Args:
        settings: how pages are judged.
        exclusion_writer: where dropped documents go, with their verdicts.
    """

    name = "pagequality: low pages"

    def __init__(
        self, settings: CrawlSettings = _USUAL, *, exclusion_writer: DiskWriter | None = None
    ) -> None:
        super().__init__(exclusion_writer)
        self.settings = settings

    def filter(self, doc: Document) -> bool | tuple[bool, str]:
        """Whether to keep a document; if not, also why."""
        if PREFIX + "low" not in doc.metadata:
            annotate(doc, self.settings)
        if not doc.metadata[PREFIX + "low"]:
            return True
        return False, doc.metadata[PREFIX + "topics"].partition(";")[0] or "low"
