"""The block scorer as a trainable network; `pagequality.classifiers.blocks` runs it in numpy.

The loss of a page is the cross-entropy of its blocks, weighted by the root of their words,
plus one minus the word F1 that the probabilities expect, plus a little for the page's type.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from pagequality.classifiers import blocks
from pagequality.classifiers.block_features import CATEGORIES
from pagequality.classifiers.block_holders import CHAIN, HOLDERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pagequality.classifiers.block_features import Shape

TYPES: Final = (
    "article", "service", "product", "collection", "forum", "listing", "documentation",
)  # fmt: skip
VECTOR, WORD, HIDDEN, POOL = 16, 8, 32, 8
INNER: Final = 3
DROP, DROP_MEASURE, DROP_STEM = 0.1, 0.05, 0.1
EPOCHS, BATCH, RATE, DECAY, TYPE_WEIGHT = 6, 8, 3e-3, 1e-3, 0.05

torch.set_num_threads(1)


@dataclass(frozen=True, eq=False)
class Example:
    """A page to learn from: its shape, and how much of each block the gold text holds.

    ``holder`` and ``stem`` are pairs: which holder's label has which stem; ``block`` and
    ``word`` likewise, opening words known to the vocabulary. ``words`` and ``share`` have one
    entry a block; ``gold_words`` counts the gold text.
    """

    shape: Shape
    holder: np.ndarray
    stem: np.ndarray
    block: np.ndarray
    word: np.ndarray
    words: np.ndarray
    share: np.ndarray
    gold_words: int
    page_type: str

    @property
    def usable(self) -> bool:
        """Whether the page's blocks hold enough of the gold text to learn from."""
        return self.gold_words > 0 and bool(self.words @ self.share > 0.3 * self.gold_words)


@dataclass(frozen=True, eq=False)
class Scale:
    """Mean and spread of block, holder and page measures."""

    mean: tuple[np.ndarray, ...]
    spread: tuple[np.ndarray, ...]

    @classmethod
    def of(cls, examples: Sequence[Example]) -> Scale:
        """Measure some pages."""
        tables = (
            np.concatenate([e.shape.blocks[:, ::3] for e in examples], axis=1),
            np.concatenate([e.shape.holders[:, ::3] for e in examples], axis=1),
            np.stack([e.shape.page for e in examples], axis=1),
        )
        spread = tuple(np.maximum(t.std(1), 0.05) for t in tables)
        return cls(tuple(t.mean(1) for t in tables), spread)

    def apply(self, number: int, table: np.ndarray) -> np.ndarray:
        """Scale a table of one row an item."""
        return (table - self.mean[number]) / self.spread[number]


def batch(examples: Sequence[Example], scale: Scale) -> dict[str, Any]:
    """Lay pages end to end, as tensors."""
    rows: dict[str, list[np.ndarray]] = {}

    def put(**columns: Any) -> None:
        for name, column in columns.items():
            rows.setdefault(name, []).append(np.asarray(column))

    block = holder = 0
    holders = sum(len(e.shape.tags) for e in examples)
    for number, example in enumerate(examples):
        shape = example.shape
        size, held = shape.blocks.shape[1], len(shape.tags)
        outer = np.where(shape.parents == np.arange(held), holders, shape.parents + holder)
        put(blocks=scale.apply(0, shape.blocks.T), holders=scale.apply(1, shape.holders.T),
            page=scale.apply(2, shape.page[None]), length=shape.blocks[:1].T,
            categories=shape.categories.T, tags=shape.tags, parents=outer,
            chain=shape.chain.T + holder, first=shape.first + block, last=shape.last + block,
            holder=example.holder + holder, stem=example.stem, owner=np.full(size, number),
            worded=example.block + block, word=example.word, words=example.words,
            start=np.full(size, block), end=np.full(size, block + size),
            share=example.share, gold=[example.gold_words],
            type=[TYPES.index(example.page_type)])  # fmt: skip
        block, holder = block + size, holder + held
    whole = set(
        "categories tags parents chain first last holder stem owner worded word start end "
        "type".split()
    )
    kinds = {name: torch.long if name in whole else torch.float32 for name in rows}
    return {name: torch.tensor(np.concatenate(rows[name]), dtype=kinds[name]) for name in rows}


class Net(nn.Module):
    """The same sums as `blocks.BlockModel.score`, with dropout."""

    def __init__(self, stems: int, words: int, *, scale: Scale) -> None:
        super().__init__()
        measures, held, page = (len(mean) for mean in scale.mean)
        self.stem, self.word = nn.Embedding(stems, VECTOR), nn.Embedding(words + 1, WORD)
        self.tag, self.holder = nn.Embedding(len(HOLDERS), VECTOR), nn.Linear(held, VECTOR)
        self.category = nn.Embedding(CATEGORIES, HIDDEN)
        for table in (self.stem, self.tag, self.word, self.category):
            nn.init.normal_(table.weight, 0, 0.1)
        self.block, self.page = nn.Linear(measures, HIDDEN), nn.Linear(page, HIDDEN, bias=False)
        self.held = nn.Linear((INNER + 1) * VECTOR, HIDDEN, bias=False)
        self.word_in = nn.Linear(WORD, HIDDEN, bias=False)
        self.pool, self.page_pool = nn.Linear(HIDDEN, POOL), nn.Linear(HIDDEN, 2 * POOL)
        self.mid = nn.Linear(HIDDEN + (CHAIN + 3) * POOL, HIDDEN)
        self.mid_page = nn.Linear(3 * POOL + page, HIDDEN, bias=False)
        self.out, self.kind = nn.Linear(HIDDEN, 1), nn.Linear(3 * POOL + page, len(TYPES))
        self.drop = nn.Dropout(DROP)

    def _thin(self, values: torch.Tensor) -> torch.Tensor:
        """Leave out single measures while training."""
        return values * (torch.rand(values.shape) > DROP_MEASURE) if self.training else values

    def _holders(self, b: dict[str, Any]) -> torch.Tensor:
        """The vectors of each block's inner holders, and the sum of all around it."""
        stems = self.stem(b["stem"])
        if self.training:
            stems = stems * (torch.rand(len(stems), 1) > DROP_STEM)
        labels = torch.zeros(len(b["tags"]), VECTOR).index_add(0, b["holder"], stems)
        vectors = torch.relu(labels + self.tag(b["tags"]) + self.holder(self._thin(b["holders"])))
        nothing = torch.tensor([len(vectors)])
        sums, outer = (
            torch.cat([vectors, torch.zeros(1, VECTOR)]),
            torch.cat([b["parents"], nothing]),
        )
        for _ in range(blocks.ROUNDS):
            sums, outer = sums + sums[outer], outer[outer]
        chain = b["chain"]
        inner = [vectors[chain[:, level]] for level in range(INNER)]
        return torch.cat([*inner, sums[chain[:, 0]]], 1)

    def _words(self, b: dict[str, Any]) -> torch.Tensor:
        """The vectors of the known opening words of each block, added up and tempered."""
        size = len(b["words"])
        sums = torch.zeros(size, WORD).index_add(0, b["worded"], self.word(b["word"]))
        return sums / torch.sqrt(1 + torch.bincount(b["worded"], minlength=size))[:, None]

    def forward(self, b: dict[str, Any]) -> tuple[torch.Tensor, torch.Tensor]:
        """Return log-odds of the blocks and scores of the types."""
        owner = b["owner"]
        hidden = self.block(self._thin(b["blocks"])) + self.held(self._holders(b))
        hidden = hidden + self.category(b["categories"]).sum(1) + self.page(b["page"])[owner]
        hidden = self.drop(torch.relu(hidden + self.word_in(self._words(b))))
        page = self._page(hidden, b)
        context = torch.cat([hidden, *self._context(hidden, b)], 1)
        judged = self.drop(torch.relu(self.mid(context) + self.mid_page(page)[owner]))
        return self.out(judged)[:, 0], self.kind(page)

    def _context(self, hidden: torch.Tensor, b: dict[str, Any]) -> list[torch.Tensor]:
        """Hidden rows averaged over holders and neighbours."""
        rows, chain = torch.relu(self.pool(hidden)), b["chain"]
        sums = functional.pad(torch.cumsum(rows.double(), 0), (0, 0, 1, 0))

        def mean(first: torch.Tensor, last: torch.Tensor) -> torch.Tensor:
            size = (last - first).clamp(min=1)[:, None]
            return ((sums[last] - sums[first]) / size).float()

        held = mean(b["first"], b["last"])
        parts = [held[chain[:, level]] for level in range(1, chain.shape[1])]
        order, start, end = torch.arange(len(rows)), b["start"], b["end"]
        before, behind = torch.maximum(order - 1, start), torch.minimum(order + 1, end - 1)
        parts += [
            rows[before] * (before < order)[:, None],
            rows[behind] * (behind > order)[:, None],
        ]
        near = blocks.NEAR
        parts.append(mean(torch.maximum(order - near, start), order))
        parts.append(mean(order + 1, torch.minimum(order + near + 1, end)))
        return parts

    def _page(self, hidden: torch.Tensor, b: dict[str, Any]) -> torch.Tensor:
        """Averages, averages by length, and peaks over each page."""
        owner, pages = b["owner"], len(b["page"])
        mean, peak = self.page_pool(hidden).chunk(2, 1)
        mean = torch.relu(mean)

        def total(values: torch.Tensor) -> torch.Tensor:
            return torch.zeros(pages, values.shape[1]).index_add(0, owner, values)

        length = b["length"]
        by_length = total(mean * length) / total(length).clamp(min=1e-3)
        top = torch.full((pages, POOL), -1e4)
        top = top.scatter_reduce(0, owner[:, None].expand_as(peak), peak, "amax").clamp(-4, 4)
        even = total(mean) / total(torch.ones_like(length))
        return torch.cat([even, by_length, top, b["page"]], 1)


def loss(net: Net, b: dict[str, Any]) -> torch.Tensor:
    """Return the mean loss of a batch's pages."""
    score, kind = net(b)
    owner, words, share, pages = b["owner"], b["words"], b["share"], len(b["gold"])

    def total(values: torch.Tensor) -> torch.Tensor:
        return torch.zeros(pages).index_add(0, owner, values)

    weight = torch.sqrt(words)
    weight = weight / total(weight).clamp(min=1e-6)[owner]
    entropy = functional.binary_cross_entropy_with_logits(score, share, reduction="none")
    said = torch.sigmoid(score) * words
    gold = torch.maximum(b["gold"], total(words * share))
    f1 = (2 * total(said * share) + 1) / (total(said) + gold + 1)
    kinds = functional.cross_entropy(kind, b["type"])
    return (entropy * weight).sum() / pages + 1 - f1.mean() + TYPE_WEIGHT * kinds


def train(
    examples: Sequence[Example], stems: int, words: int, *, seed: int = 0
) -> dict[str, np.ndarray]:
    """Train on some pages; return the arrays of `blocks.BlockModel`."""
    torch.manual_seed(seed)
    generator = np.random.default_rng(seed)
    examples = [example for example in examples if example.usable]
    scale = Scale.of(examples)
    net = Net(stems, words, scale=scale)
    steps = EPOCHS * -(-len(examples) // BATCH)
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    pace = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, steps + 1, pct_start=0.1)
    net.train()
    for _ in range(EPOCHS):
        order = generator.permutation(len(examples))
        for start in range(0, len(order), BATCH):
            cost = loss(net, batch([examples[i] for i in order[start : start + BATCH]], scale))
            optimiser.zero_grad()
            cost.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            optimiser.step()
            pace.step()
    return arrays(net, scale)


def arrays(net: Net, scale: Scale) -> dict[str, np.ndarray]:
    """Return the weights for measures as they are, the scale folded in."""
    w = {name: value.detach().numpy().astype(float) for name, value in net.state_dict().items()}

    def fold(name: str, number: int) -> tuple[np.ndarray, np.ndarray]:
        """Fold a scale into the last columns of a matrix; return it and what it adds."""
        matrix = w[name].copy()
        width = len(scale.mean[number])
        matrix[:, -width:] /= scale.spread[number]
        return matrix, matrix[:, -width:] @ scale.mean[number]

    block, block_mean = fold("block.weight", 0)
    holder, holder_mean = fold("holder.weight", 1)
    page, page_mean = fold("page.weight", 2)
    mid_page, mid_mean = fold("mid_page.weight", 2)
    kind, kind_mean = fold("kind.weight", 2)
    return {
        "stem": w["stem.weight"],
        "tag": w["tag.weight"],
        "word": w["word.weight"].T,
        "word_in": w["word_in.weight"],
        "holder": holder.T,
        "holder_bias": w["holder.bias"] - holder_mean,
        "block": block,
        "block_bias": w["block.bias"] - block_mean - page_mean,
        "page": page,
        "held": w["held.weight"],
        "category": w["category.weight"],
        "page_pool": w["page_pool.weight"],
        "page_pool_bias": w["page_pool.bias"],
        "pool": w["pool.weight"],
        "pool_bias": w["pool.bias"],
        "mid": w["mid.weight"],
        "mid_page": mid_page,
        "mid_bias": w["mid.bias"] - mid_mean,
        "out": w["out.weight"],
        "out_bias": w["out.bias"],
        "type": kind,
        "type_bias": w["kind.bias"] - kind_mean,
    }
