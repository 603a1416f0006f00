"""Names as a statistical model proposes them; what a name is of is settled by the kinds."""

import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol

from models.candidate import Name, Page

if TYPE_CHECKING:
    from spacy.language import Language

# A passage without a capital or a digit holds no name; one that is a single word is left to the rules.
_MAY_NAME = re.compile(r"[^\W\d_].*?\W[^\W_a-z]|[A-ZÀ-Þ]\w*\W+\w|\d", re.DOTALL)
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
    """The names in the page's passages, in page order, with offsets into its text; equal passages are read once."""
    texts = [page.masked[each.start : each.end] for each in page.passages]
    asked = [text for text in dict.fromkeys(texts) if _MAY_NAME.search(text)]
    found = dict(zip(asked, finder.propose(asked), strict=True))
    return tuple(
        Name(start=passage.start + name.start, end=passage.start + name.end, label=name.label)
        for passage, text in zip(page.passages, texts, strict=True)
        for name in found.get(text, ())
    )


@cache
def _load(package: str) -> "Language":
    # Imported with the first text: it takes seconds, and rules alone need none of it.
    import spacy

    # The recogniser has its own word vectors' layer: without the shared one and the parser its names are the same or
    # better (no sentence break cuts them), in 60 % of the time.
    with warnings.catch_warnings():
        # The English model was packaged for the release before; its names were compared and are the same.
        warnings.filterwarnings("ignore", message=r"\[W095\]", category=UserWarning)
        meta = spacy.util.load_meta(spacy.util.get_package_path(package) / "meta.json")
        return spacy.load(package, exclude=[each for each in meta["pipeline"] if each != "ner"])
