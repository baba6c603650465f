"""What pagequality raises: only for misuse and broken artefacts, never for a page.

::

    PageQualityError
    |- ModelError          an artefact is missing, broken or of another schema
    |- LexiconError        a phrase file cannot be read
    |- CorpusError         a source or a sink cannot be used at all
    `- MissingExtraError   an optional dependency is not installed
"""

from __future__ import annotations


class PageQualityError(Exception):
    """Base of every error the library raises on purpose."""


class ModelError(PageQualityError, ValueError):
    """A model artefact is missing, broken, or made for other signals."""


class LexiconError(PageQualityError, ValueError):
    """A phrase file cannot be read."""


class CorpusError(PageQualityError, ValueError):
    """A source or a sink cannot be used at all."""


class MissingExtraError(PageQualityError, ImportError):
    """An optional dependency is not installed; the message names the extra."""
