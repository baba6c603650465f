"""All small models of a bundle together; a page carries them, and nothing else loads them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from pagequality.errors import ModelError
from pagequality.learned.bundle import Bundle, open_bundle
from pagequality.learned.clickbait.model import ClickbaitModel
from pagequality.learned.dead_ends import DeadEndModel
from pagequality.learned.headline.model import HeadlineModel
from pagequality.learned.hedging.model import HedgingModel
from pagequality.learned.main_content.network import MainContentModel
from pagequality.learned.promises.model import PromiseModel
from pagequality.learned.strict import shortened
from pagequality.learned.template_noise.model import TemplateNoiseModel
from pagequality.learned.word_order.model import WordOrderModel
from pagequality.learned.wording.model import WordingModel, models_of

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, eq=False)
class Models:
    """The models that read and measure a page.

    Attributes:
        digest: of the bundle that they come from.
        main_content: which blocks are main content.
        template_noise: what each line is for.
        hedging: which sentences hedge, speculate, or name no source.
        headline: whether a body delivers its headline.
        clickbait: whether a headline baits.
        promises: what a headline promises, and whether a page keeps it.
        word_order: whether words stand in an order that English allows.
        dead_ends: which sentences a page says that has nothing to give.
        wording: by source and view what words say of a page.
    """

    digest: str
    main_content: MainContentModel
    template_noise: TemplateNoiseModel
    hedging: HedgingModel
    headline: HeadlineModel
    clickbait: ClickbaitModel
    promises: PromiseModel
    word_order: WordOrderModel
    dead_ends: DeadEndModel
    wording: Mapping[str, WordingModel]

    @classmethod
    def of(
        cls,
        bundle: Bundle,
        *,
        wording: Mapping[str, WordingModel] | None = None,
        promises: PromiseModel | None = None,
    ) -> Models:
        """Build all models of a bundle, those of wording and promises only where none are given.

        Raises:
            ModelError: one of them is broken, or made for other features.
        """
        try:
            return cls(
                digest=bundle.digest,
                main_content=MainContentModel.of(bundle),
                template_noise=TemplateNoiseModel.of(bundle),
                hedging=HedgingModel.of(bundle),
                headline=HeadlineModel.of(bundle),
                clickbait=ClickbaitModel.of(bundle),
                promises=PromiseModel.of(bundle) if promises is None else promises,
                word_order=WordOrderModel.of(bundle),
                dead_ends=DeadEndModel.of(bundle),
                wording=models_of(bundle) if wording is None else wording,
            )
        except ModelError:
            raise
        except Exception as error:  # a broken file of a model may fail anywhere in it
            message = f"a model of the bundle {bundle.name} is broken: {shortened(repr(error))}"
            raise ModelError(message) from error

    def __reduce_ex__(self, protocol: Any) -> Any:
        """Send the default models to another process by name: it has them, too."""
        if self is default_models():
            return default_models, ()
        return object.__reduce_ex__(self, protocol)


@cache
def default_models() -> Models:
    """Return the models of the default bundle, loaded once."""
    return Models.of(open_bundle())
