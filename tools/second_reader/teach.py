"""Teaching the network: batches of lines of like length, some of them with typing errors."""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from transformers import AutoTokenizer

from heeded.read.second.encoder import MOST_TOKENS, spelled_out
from second_reader.lines import Line
from second_reader.network import Network

LETTERS = "abcdefghijklmnopqrstuvwxyz"
BATCH, HEAD_SPEED = 48, 2e-3
MISTYPED_LINES, MISTYPED_WORDS, SHORTEST_MISTYPED = 0.2, 0.08, 4


class Teacher:
    """Holds the network, its vocabulary and the shorthand of the catalogue."""

    def __init__(self, base: Path, codes: Sequence[str], shorthand: dict[str, str]) -> None:
        torch.manual_seed(1)
        self.random = random.Random(1)
        self.codes, self.shorthand = list(codes), shorthand
        self.tokens = AutoTokenizer.from_pretrained(base)
        self.network = Network(base, len(self.codes))

    def teach(self, lines: Sequence[Line], epochs: int, speed: float) -> None:
        """Go through the lines so many times. speed: the highest learning rate of the layers that were there before."""
        wanted, counts = self._wanted(lines)
        heavier = torch.tensor(np.clip(np.sqrt(1 / np.maximum(counts.mean(0), 1e-6) - 1) / 3, 1, 4).astype(np.float32))
        before = [p for p in self.network.words.parameters() if p.requires_grad]
        groups = [{"params": before, "lr": speed}, {"params": self.network.head.parameters(), "lr": HEAD_SPEED / 2}]
        steps = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
        many = epochs * (len(lines) // BATCH + 1) + 1
        pace = torch.optim.lr_scheduler.OneCycleLR(steps, [speed, HEAD_SPEED], total_steps=many, pct_start=0.1)
        for _ in range(epochs):
            self.network.train()
            for batch in self._batches(lines):
                odds, _ = self.network(*self._read([self._mistyped(lines[n].text) for n in batch]))
                loss = torch.nn.functional.binary_cross_entropy_with_logits(
                    odds, torch.tensor(counts[batch]), torch.tensor(wanted[batch]), reduction="sum", pos_weight=heavier
                )
                steps.zero_grad()
                (loss / len(batch)).backward()
                torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
                steps.step()
                pace.step()

    def odds(self, texts: Sequence[str]) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
        """Give the log-odds of each code and the vector of each text."""
        self.network.eval()
        odds = np.zeros((len(texts), len(self.codes)), dtype=np.float32)
        vectors = np.zeros((len(texts), self.network.words.config.hidden_size), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
        with torch.inference_mode():
            for at in range(0, len(order), 64):
                batch = order[at : at + 64]
                given, vector = self.network(*self._read([texts[n] for n in batch]))
                odds[batch], vectors[batch] = given.numpy(), vector.numpy()
        return odds, vectors

    def _read(self, texts: Sequence[str]) -> tuple[torch.Tensor, torch.Tensor]:
        words = [spelled_out(text, self.shorthand) for text in texts]
        given = self.tokens(words, padding=True, truncation=True, max_length=MOST_TOKENS, return_tensors="pt")
        return given["input_ids"], given["attention_mask"]

    def _wanted(self, lines: Sequence[Line]) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
        """Give what counts (1, or 0 where a code may or may not be borne), and which codes each line bears."""
        at = {code: n for n, code in enumerate(self.codes)}
        counts, wanted = np.zeros((len(lines), len(at)), np.float32), np.ones((len(lines), len(at)), np.float32)
        for number, line in enumerate(lines):
            counts[number, [at[c] for c in line.codes if c in at]] = 1
            wanted[number, [at[c] for c in line.unsure if c in at]] = 0
        return wanted, counts

    def _batches(self, lines: Sequence[Line]) -> Iterator[list[int]]:
        order = list(range(len(lines)))
        self.random.shuffle(order)
        heap = 20 * BATCH
        sorted_ = [sorted(order[n : n + heap], key=lambda i: len(lines[i].text)) for n in range(0, len(order), heap)]
        batches = [part[n : n + BATCH] for part in sorted_ for n in range(0, len(part), BATCH)]
        self.random.shuffle(batches)
        yield from batches

    def _mistyped(self, text: str) -> str:
        if self.random.random() > MISTYPED_LINES:
            return text
        return " ".join(self._slip(word) for word in text.split(" "))

    def _slip(self, word: str) -> str:
        """Give a word with a letter dropped, doubled, swapped or wrong, now and then."""
        if len(word) < SHORTEST_MISTYPED or self.random.random() > MISTYPED_WORDS:
            return word
        at = self.random.randrange(1, len(word) - 1)
        dropped, doubled = word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:]
        swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        return self.random.choice([dropped, doubled, swapped, word[:at] + self.random.choice(LETTERS) + word[at + 1 :]])
