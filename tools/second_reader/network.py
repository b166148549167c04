"""The network: the first layers of a published sentence encoder, and a head with a number for each code."""

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel

LAYERS = 3


class Network(nn.Module):
    """Mean and maximum of the words' vectors, then one linear layer."""

    def __init__(self, base: Path, codes: int) -> None:
        super().__init__()
        self.words = AutoModel.from_pretrained(base, attn_implementation="eager")
        self.words.encoder.layer = self.words.encoder.layer[:LAYERS]
        self.words.embeddings.word_embeddings.requires_grad_(False)
        self.rest = nn.Dropout(0.1)
        self.head = nn.Linear(2 * self.words.config.hidden_size, codes)

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Give the log-odds of each code, and the mean vector at length 1."""
        states = self.words(input_ids=ids, attention_mask=mask).last_hidden_state
        there = mask.unsqueeze(-1).to(states.dtype)
        mean = (states * there).sum(1) / there.sum(1)
        most = (states + (there - 1) * 1e4).amax(1)
        return self.head(self.rest(torch.cat([mean, most], 1))), nn.functional.normalize(mean)


class Alone(nn.Module):
    """The network for one sentence without padding, as it is shipped."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor) -> tuple[Tensor, Tensor]:
        """Give what the network gives."""
        odds, vector = self.network(ids, torch.ones_like(ids))
        return odds, vector
