"""The model of main content as a trainable network; the library runs it in numpy.

The loss of a page is the cross-entropy of its blocks, weighted by the root of their words,
plus one minus the word F1 that the probabilities expect, plus a little for the page's type.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from models.learned.main_content_example import TYPES
from models.learned.main_content_pages import UNKNOWN, Scale, batch, prepare, shifted
from pagequality.learned.main_content import network as blocks
from pagequality.learned.main_content.containers import HOLDERS
from pagequality.learned.main_content.features import ENDS, STARTS, TAGS
from pagequality.learned.main_content.labels import Stems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.learned.main_content_example import Example
    from pagequality.text.arrays import Array, Floats

VECTOR, HIDDEN, POOL = 16, 40, 8
DROP, DROP_MEASURE, DROP_STEM = 0.2, 0.05, 0.15
EPOCHS, BATCH, RATE, DECAY, TYPE_WEIGHT = 8, 8, 3e-3, 1e-3, 0.05
CATEGORIES: Final = len(TAGS) + len(ENDS) + STARTS

torch.set_num_threads(1)


class Net(nn.Module):
    """The same sums as `MainContentModel.score`, with dropout."""

    def __init__(self, stems: int, scale: Scale) -> None:
        super().__init__()
        measures, held, page = (len(mean) for mean in scale.mean)
        self.stem = nn.Embedding(stems, VECTOR)
        self.tag = nn.Embedding(len(HOLDERS), VECTOR)
        self.holder = nn.Linear(held, VECTOR)
        self.category = nn.Embedding(CATEGORIES, HIDDEN)
        for table in (self.stem, self.tag, self.category):
            nn.init.normal_(table.weight, 0, 0.1)
        self.block = nn.Linear(measures, HIDDEN)
        self.held = nn.Linear((blocks.LEVELS + 1) * VECTOR, HIDDEN, bias=False)
        self.page = nn.Linear(page, HIDDEN, bias=False)
        self.near = nn.ModuleList(nn.Linear(3 * HIDDEN, HIDDEN) for _ in blocks.NEAR)
        self.pool, self.page_pool = nn.Linear(HIDDEN, POOL), nn.Linear(HIDDEN, 2 * POOL)
        self.mid, self.mid_held = nn.Linear(HIDDEN, HIDDEN), nn.Linear(4 * POOL, HIDDEN, bias=False)
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
            sums, outer = sums + sums.index_select(0, outer), outer[outer]
        held = b["chain"]
        inner = [vectors.index_select(0, held[:, level]) for level in range(blocks.LEVELS)]
        return torch.cat([*inner, sums.index_select(0, held[:, 0])], 1)

    def forward(self, b: dict[str, Any]) -> tuple[torch.Tensor, torch.Tensor]:
        """Return log-odds of the blocks and scores of the types."""
        owner, holders = b["owner"], b["chain"]
        hidden = self.block(self._thin(b["blocks"])) + self.held(self._holders(b))
        hidden = hidden + self.category(b["categories"]).sum(1)
        hidden = hidden + self.page(b["page"]).index_select(0, owner)
        hidden = self.drop(torch.relu(hidden))
        for layer, distance in zip(self.near, blocks.NEAR, strict=True):
            near = [shifted(hidden, b["sizes"], step) for step in (distance, -distance)]
            mixed = layer(torch.cat([near[0], hidden, near[1]], 1))
            hidden = hidden + self.drop(torch.relu(mixed))
        sums = functional.pad(torch.cumsum(torch.relu(self.pool(hidden)).double(), 0), (0, 0, 1, 0))
        first, last = b["first"], b["last"]
        means = sums.index_select(0, last) - sums.index_select(0, first)
        means = (means / (last - first)[:, None]).float()
        outer = range(1, holders.shape[1])
        held = torch.cat([means.index_select(0, holders[:, level]) for level in outer], 1)
        page = self._page(hidden, b)
        judged = self.mid(hidden) + self.mid_held(held) + self.mid_page(page).index_select(0, owner)
        return self.out(self.drop(torch.relu(judged)))[:, 0], self.kind(page)

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
    kinds = functional.cross_entropy(kind, b["type"], ignore_index=UNKNOWN, reduction="sum") / pages
    return (entropy * weight).sum() / pages + 1 - f1.mean() + TYPE_WEIGHT * kinds


@dataclass(frozen=True, eq=False)
class Trained:
    """A trained network, the scale of what it reads, and the stems it knows."""

    net: Net
    scale: Scale
    stems: tuple[str, ...]

    def judge(self, examples: Sequence[Example]) -> list[Array]:
        """Return the probabilities of each page's blocks."""
        find = cache(Stems(self.stems).find)
        self.net.eval()
        with torch.no_grad():
            pages = (batch([prepare(example, self.scale, find)]) for example in examples)
            return [torch.sigmoid(self.net(page)[0]).numpy() for page in pages]


def train(examples: Sequence[Example], stems: tuple[str, ...], *, seed: int = 0) -> Trained:
    """Train on some pages."""
    torch.manual_seed(seed)
    generator = np.random.default_rng(seed)
    examples = [example for example in examples if example.usable]
    scale, find = Scale.of(examples), cache(Stems(stems).find)
    pages = [prepare(example, scale, find) for example in examples]
    turns = np.repeat(np.arange(len(pages)), [example.turns for example in examples])
    net = Net(len(stems), scale)
    steps = EPOCHS * -(-len(turns) // BATCH)
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY, foreach=True)
    pace = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, steps + 1, pct_start=0.1)
    net.train()
    for _ in range(EPOCHS):
        order = generator.permutation(turns)
        for start in range(0, len(order), BATCH):
            cost = loss(net, batch([pages[i] for i in order[start : start + BATCH]]))
            optimiser.zero_grad()
            cost.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            optimiser.step()
            pace.step()
    return Trained(net, scale, stems)


def arrays(trained: Trained) -> dict[str, Array]:
    """Return the arrays of `MainContentModel`, the scale folded in."""
    scale, state = trained.scale, trained.net.state_dict()
    w = {name: value.detach().numpy().astype(float) for name, value in state.items()}

    def fold(name: str, number: int) -> tuple[Floats, Floats]:
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
    layers = range(len(blocks.NEAR))
    return {
        "stem": w["stem.weight"],
        "tag": w["tag.weight"] + w["holder.bias"] - holder_mean,
        "holder": holder.T,
        "block": block,
        "block_bias": w["block.bias"] - block_mean - page_mean,
        "page": page,
        "held": w["held.weight"],
        "category": w["category.weight"],
        "near": np.stack(
            [w[f"near.{i}.weight"].reshape(HIDDEN, 3, HIDDEN).transpose(1, 0, 2) for i in layers]
        ),
        "near_bias": np.stack([w[f"near.{i}.bias"] for i in layers]),
        "page_pool": w["page_pool.weight"],
        "page_pool_bias": w["page_pool.bias"],
        "pool": w["pool.weight"],
        "pool_bias": w["pool.bias"],
        "mid": w["mid.weight"],
        "mid_held": w["mid_held.weight"],
        "mid_page": mid_page,
        "mid_bias": w["mid.bias"] - mid_mean,
        "out": w["out.weight"][0],
        "out_bias": w["out.bias"][0],
        "type": kind,
        "type_bias": w["kind.bias"] - kind_mean,
    }
