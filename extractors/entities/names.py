"""Names as a statistical model proposes them; what a name is of is settled by the kinds."""

import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol, cast

from extractors.entities.naming.phrases import phrase_set
from extractors.entities.naming.words import Word, words_in
from models.candidate import Name, Page

if TYPE_CHECKING:
    from spacy.language import Language

_BATCH = 128
_OF_THINGS = frozenset(
    {"ORG", "PERSON", "PER", "GPE", "LOC", "FAC", "EVENT", "LAW", "NORP", "PRODUCT", "WORK_OF_ART", "MISC"}
)


class NameFinder(Protocol):
    """Something that proposes names in pieces of text."""

    def propose(self, texts: Sequence[str]) -> Iterable[tuple[Name, ...]]:
        """For each of `texts`, in order, its names with offsets into it."""


@dataclass(frozen=True)
class SpacyNames:
    """An installed spaCy package, of which only the recogniser of names is loaded, with the first text."""

    package: str

    @property
    def nlp(self) -> "Language":
        """The pipeline, loaded once a process."""
        return _load(self.package)

    def propose(self, texts: Sequence[str]) -> Iterable[tuple[Name, ...]]:
        """One Doc a text, in batches."""
        if not texts:
            return
        for doc in self.nlp.pipe(texts, batch_size=_BATCH):
            yield tuple(
                Name(start=each.start_char, end=each.end_char, label=each.label_)
                for each in doc.ents
                if each.label_ in _OF_THINGS
            )


def load_name_finders(models: Mapping[str, str]) -> Mapping[str, NameFinder]:
    """A finder by language, from installed spaCy packages; one that is not installed is left out."""
    return {language: SpacyNames(package) for language, package in models.items() if find_spec(package)}


def find_names(page: Page, finder: NameFinder) -> tuple[Name, ...]:
    """The names in the page's passages, in page order, with offsets into its text.

    The model reads one sentence or line a time, equal ones once, and only those with a capital in mid-sentence or more
    than one: a third of the words, and names never run over a line's end.
    """
    places = [
        (passage.start + start, text)
        for passage in page.passages
        for start, text in _sentences(page.masked[passage.start : passage.end])
    ]
    asked = list(dict.fromkeys(text for _, text in places))
    found = dict(zip(asked, finder.propose(asked), strict=True))
    return tuple(
        Name(start=start + name.start, end=start + name.end, label=name.label)
        for start, text in places
        for name in found[text]
    )


def _sentences(passage: str) -> Iterator[tuple[int, str]]:
    """The sentences and lines of `passage` that may hold a name, with their offsets."""
    words = words_in(passage)
    first = 0
    for index in range(1, len(words) + 1):
        if index < len(words) and not _begins(words, index):
            continue
        # `I` alone, or a letter that numbers something, is no name.
        if any(word.is_capital and len(word.text) > 1 for word in words[first + 1 : index]):
            end = words[index].start if index < len(words) else len(passage)
            yield words[first].start, passage[words[first].start : end].rstrip()
        first = index


def _begins(words: Sequence[Word], index: int) -> bool:
    gap = words[index].gap
    if "\n" in gap or "!" in gap or "?" in gap:
        return True
    before = words[index - 1]
    return "." in gap and len(before.text) > 1 and before.folded not in phrase_set("en", "abbreviations")


@cache
def _load(package: str) -> "Language":
    # Imported with the first text: it takes seconds, and rules alone need none of it.
    import spacy
    from spacy.pipeline import TrainablePipe
    from thinc.api import NumpyOps

    # The recogniser has its own word vectors' layer: without the shared one and the parser its names are the same or
    # better (no sentence break cuts them), in 60 % of the time.
    with warnings.catch_warnings():
        # The English model was packaged for the release before; its names were compared and are the same.
        warnings.filterwarnings("ignore", message=r"\[W095\]", category=UserWarning)
        meta = spacy.util.load_meta(spacy.util.get_package_path(package) / "meta.json")
        nlp = spacy.load(package, exclude=[each for each in meta["pipeline"] if each != "ner"])
    # Many a machine is unknown to blis, which then multiplies with its plain reference code: with NumPy's BLAS the same
    # names take three quarters of the time.
    cast(TrainablePipe, nlp.get_pipe("ner")).model._to_ops(NumpyOps(use_blis=False))
    return nlp
