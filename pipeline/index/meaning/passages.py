"""A case as a vector: the middle of its first passages."""

from collections.abc import Sequence
from itertools import islice

import numpy as np

from models.record import CaseRecord
from pipeline.index.meaning.encoder import SIZE, Encoder, Vectors
from pipeline.index.schema import searched_texts

# The encoder was made for sentences and short paragraphs; of a long page the beginning tells what it is about.
_WORDS, _PASSAGES = 60, 6


def passages_of(record: CaseRecord) -> list[str]:
    """The case's title and the author's words in passages of 60 words, the first six."""
    every = (word for _, text in searched_texts(record) for word in text.split())
    words = list(islice(every, _WORDS * _PASSAGES))
    return [" ".join(words[start : start + _WORDS]) for start in range(0, len(words), _WORDS)]


def encode_cases(encoder: Encoder, records: Sequence[CaseRecord]) -> Vectors:
    """A row of length 1 for each case; zeros where it has no words."""
    passages = [passages_of(record) for record in records]
    owners = np.repeat(np.arange(len(records)), [len(each) for each in passages])
    sums = np.zeros((len(records), SIZE), dtype=np.float32)
    if owners.size:
        np.add.at(sums, owners, encoder.encode([each for some in passages for each in some]))
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    return np.asarray(np.divide(sums, lengths, out=np.zeros_like(sums), where=lengths > 0), dtype=np.float32)
