"""Train the network of word order on pages and on what recipes make of them; count letters."""

from __future__ import annotations

from collections import Counter
from math import cos, pi
from random import Random
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from models.artefacts import write_small_model
from models.learned.word_order_texts import (
    RECIPES,
    Part,
    disorder,
    part_of,
    styled,
    texts,
    weak_texts,
)
from pagequality.learned.word_order.letters import LETTERS, triples
from pagequality.learned.word_order.model import (
    APART,
    AROUND,
    MARKS,
    PROTOCOL,
    RUN,
    SHAPES,
    CommonWords,
    Sequence,
    WordOrderModel,
    sequence,
)
from pagequality.learned.word_order.model import LETTERS as ENDS
from pagequality.text.lookalikes import folded
from pagequality.text.tokens import tokenise

if TYPE_CHECKING:
    from pathlib import Path

    from models.learned.word_order_texts import Text
    from pagequality.text.arrays import Array, Hashes, Ints

COMMON: Final = 4000
"""So many words are seen as they are."""
VECTOR, FIRST, SECOND, THIRD = 48, 64, 32, 32
DROP, DROP_WORD = 0.15, 0.08
EPOCHS, BATCH, RATE, DECAY = 6, 64, 4e-3, 1e-2
DISORDERED: Final = 4
"""Disordered texts made of each."""
_OF_A_TEXT: Final = 8
_OF_A_FAKE: Final = 3
_LENGTH: Final = 104
"""Places of a run: its words, and the empty places between its lines."""
_WARM: Final = 0.15
"""The share of the training in which it learns ever faster."""
_SHARPER: Final = 4.0
_STEP: Final = 1 / 16
_MOST_STEPS: Final = 127
UNKNOWN_SHAPE: Final = ENDS * ENDS - 1
"""The shape of a word that ends in no letters of English: words that are hidden look so."""
_BACKED: Final = 20
"""What a single letter before counts beside the two before, in triples seen."""

torch.set_num_threads(1)


class Net(nn.Module):
    """The same sums as `WordOrderModel.judge`, with dropout."""

    def __init__(self, words: int) -> None:
        super().__init__()
        self.empty = words
        self.word = nn.Embedding(words + 1, VECTOR, padding_idx=words)
        self.mark = nn.Embedding(MARKS + 1, VECTOR, padding_idx=MARKS)
        for table in (self.word, self.mark):
            nn.init.normal_(table.weight, 0, 0.3)
            with torch.no_grad():
                table.weight[-1] = 0
        self.near = nn.Conv1d(VECTOR, FIRST, AROUND, padding=AROUND // 2)
        self.middle = nn.Conv1d(FIRST, SECOND, AROUND, padding=AROUND // 2)
        self.far = nn.Conv1d(SECOND, THIRD, AROUND, padding=AROUND // 2)
        self.out = nn.Linear(THIRD, 1)

    def forward(self, word: torch.Tensor, mark: torch.Tensor) -> torch.Tensor:
        """Return the log-odds of disorder of each run."""
        there = (word != self.empty).float()
        if self.training:
            plain = torch.full_like(word, self.empty - SHAPES + UNKNOWN_SHAPE)
            hide = (torch.rand(word.shape) < DROP_WORD) & (word < self.empty)
            word = torch.where(hide, plain, word)
        seen = functional.dropout(self.word(word) + self.mark(mark), DROP, self.training)
        near = torch.relu(self.near(seen.transpose(1, 2))) * there[:, None]
        middle = torch.relu(self.middle(near)) * there[:, None]
        said = self.out(torch.relu(self.far(middle)).transpose(1, 2))[..., 0]
        mean: torch.Tensor = (said * there).sum(1) / there.sum(1).clamp(min=1)
        return _SHARPER * mean


def common_words(known: list[Text]) -> Hashes:
    """The words that most texts hold; sorted."""
    seen = Counter[int]()
    for text in known:
        seen.update(np.unique(tokenise(text.text).hash).tolist())
    usual = sorted(seen, key=lambda word: (-seen[word], word))[:COMMON]
    return np.sort(np.array(usual, np.uint32))


def _read(text: str, common: CommonWords) -> Sequence:
    return sequence(folded(tokenise(text)), common)


def _runs(words: Sequence, empty: int, *, most: int, random: Random) -> list[tuple[Ints, Ints]]:
    """Some runs of a text, laid out as the library does."""
    size = len(words.word)
    if size < RUN:
        return []
    begins = list(range(random.randint(0, (size - RUN) % RUN), size - RUN + 1, RUN))
    random.shuffle(begins)
    found = []
    for first in begins[:most]:
        span = slice(first, first + RUN)
        line = words.line[span]
        place = np.arange(len(line)) + APART * (1 + np.cumsum(np.diff(line, prepend=line[0]) != 0))
        word, mark = np.full(_LENGTH, empty), np.full(_LENGTH, MARKS)
        fits = place < _LENGTH - APART
        word[place[fits]], mark[place[fits]] = words.word[span][fits], words.mark[span][fits]
        found.append((word, mark))
    return found


def _examples(known: list[Text], common: CommonWords, random: Random) -> tuple[torch.Tensor, ...]:
    """Runs of texts as they are, and of what recipes make of them."""
    empty = len(common.hashes) + SHAPES
    rows: list[tuple[Ints, Ints]] = []
    labels: list[float] = []
    often = [often for _, often in RECIPES.values()]
    for text in known:
        own = _runs(_read(styled(text.text, random), common), empty, most=_OF_A_TEXT, random=random)
        rows += own
        labels += [0.0] * len(own)
        for recipe in random.choices(list(RECIPES), often, k=DISORDERED):
            fake = styled(disorder(recipe, text, known, random=random), random)
            made = _runs(_read(fake, common), empty, most=_OF_A_FAKE, random=random)
            rows += made
            labels += [1.0] * len(made)
    word, mark = (np.stack([row[i] for row in rows]) for i in (0, 1))
    return torch.tensor(word), torch.tensor(mark), torch.tensor(labels)


def train(known: list[Text], *, seed: int = 0) -> dict[str, Array]:
    """Train on texts, with other runs and other disorder in each epoch; return the arrays."""
    random, hashes = Random(seed), common_words(known)  # noqa: S311 - no secrets here
    torch.manual_seed(seed)
    common = CommonWords.of(hashes)
    net = Net(len(hashes) + SHAPES)
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    net.train()
    for epoch in range(EPOCHS):
        word, mark, label = _examples(known, common, random)
        weight = torch.where(label > 0, 0.5 / label.mean(), 0.5 / (1 - label.mean()))
        batches = torch.randperm(len(label)).split(BATCH)
        total = 0.0
        for number, chosen in enumerate(batches):
            for group in optimiser.param_groups:
                group["lr"] = RATE * _pace((epoch + number / len(batches)) / EPOCHS)
            said = net(word[chosen], mark[chosen])
            cost = functional.binary_cross_entropy_with_logits(said, label[chosen], weight[chosen])
            optimiser.zero_grad()
            cost.backward()
            optimiser.step()
            total += float(cost.detach()) * len(chosen) / len(label)
        print(f"epoch {epoch + 1} of {EPOCHS}: loss {total:.3f} on {len(label)} runs", flush=True)
    return {"common": hashes, **_weights(net), **_letters(known)}


def _pace(done: float) -> float:
    """How fast it learns when so much of the training is done: faster, then ever slower."""
    return done / _WARM if done < _WARM else 0.5 + 0.5 * cos(pi * (done - _WARM) / (1 - _WARM))


def _weights(net: Net) -> dict[str, Array]:
    state = {name: value.numpy() for name, value in net.state_dict().items()}

    def beside(name: str) -> Array:
        """A layer's weights as a matrix whose rows are neighbours side by side."""
        weight: Array = state[f"{name}.weight"].transpose(2, 1, 0)
        return weight.reshape(-1, len(state[f"{name}.bias"]))

    found = {
        "word": state["word.weight"],
        "mark": state["mark.weight"],
        "near": beside("near"),
        "near_bias": state["near.bias"],
        "middle": beside("middle"),
        "middle_bias": state["middle.bias"],
        "far": beside("far"),
        "far_bias": state["far.bias"],
        "out": _SHARPER * state["out.weight"][0],
        "out_bias": _SHARPER * state["out.bias"][0],
    }
    step = np.abs(found["word"]).max(axis=0) / _MOST_STEPS
    narrow = {name: value.astype(np.float16) for name, value in found.items()}
    steps = np.round(found["word"] / step).astype(np.int8)
    return {**narrow, "word": steps, "word_step": step.astype(np.float32)}


def _letters(known: list[Text]) -> dict[str, Array]:
    """How surprising each letter is behind two others, over the different words of each text."""
    counts = np.full((LETTERS, LETTERS, LETTERS), 0.1)
    for text in known:
        tokens = tokenise(text.text)
        _, once = np.unique(tokens.hash, return_index=True)
        chosen = np.zeros(len(tokens), bool)
        chosen[once] = True
        np.add.at(counts.reshape(-1), triples(tokens, chosen)[0], 1)
    pairs = counts.sum(axis=0)
    backed = pairs / pairs.sum(axis=1, keepdims=True)
    chance = (counts + _BACKED * backed) / (counts.sum(axis=2, keepdims=True) + _BACKED)
    surprise = np.minimum(np.round(-np.log(chance) / _STEP), 255).astype(np.uint8)
    return {"letters": surprise.reshape(-1), "letters_step": np.float32(_STEP)}


def as_model(arrays: dict[str, Array]) -> WordOrderModel:
    """Build the model that the library would load."""
    return WordOrderModel.from_arrays(arrays)


def about(known: list[Text]) -> dict[str, Any]:
    """Say what the artefact was made of."""
    return {
        "protocol": PROTOCOL,
        "texts": len(known),
        "sites": len({text.site for text in known}),
        "recipes": list(RECIPES),
    }


def run(data: Path) -> None:
    """Train on the texts of the sites that teach and write the artefact."""
    every = (*texts(data), *weak_texts(data))
    known = [text for text in every if part_of(text.site) is Part.TEACHES]
    write_small_model("word_order", about(known), train(known))
