"""Many pages: sources -> items -> rows -> sinks, in processes, resumable; and whole sites.

The rooms, each standing on those before it: ``http``, ``sniff``; ``items``; ``rows``;
``judge`` (what a worker runs), ``sources``, ``formats``; ``engine`` (the workers), ``parts``
(the output while it grows), ``progress``, ``stop``; ``run`` (the whole road); ``domains``
and ``sites`` (what a scores file says of each site).
"""

from __future__ import annotations

from pagequality.corpus.run import CorpusReport, score_corpus

__all__ = ["CorpusReport", "score_corpus"]
