"""Words of persons' names and of what stands beside them, from `vocabulary/<language>/persons.yaml`."""

from functools import cache
from typing import Literal

from extractors.entities.naming.words import words_in
from extractors.vocabulary import vocabulary
from extractors.vocabulary.given_names import is_given_name
from models.candidate import Passage
from models.frozen import Frozen

PersonList = Literal[
    "titles",
    "roles",
    "cues",
    "naming",
    "labels",
    "headings",
    "particles",
    "given",
    "given_words",
    "articles",
    "followers",
]


class PersonWords(Frozen):
    """One language's `persons.yaml`."""

    titles: tuple[str, ...]
    roles: tuple[str, ...]
    cues: tuple[str, ...]
    naming: tuple[str, ...] = ()
    labels: tuple[str, ...]
    headings: tuple[str, ...] = ()
    particles: tuple[str, ...]
    given: tuple[str, ...] = ()
    given_words: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    followers: tuple[str, ...] = ()


@cache
def person_set(language: str, which: PersonList) -> frozenset[str]:
    """One of the lists, folded, of the language and of English."""
    return frozenset(
        " ".join(word.folded for word in words_in(entry))
        for each in dict.fromkeys((language, "en"))
        for entry in getattr(vocabulary(each, "persons", PersonWords), which)
    )


def tells_given(folded: str, language: str) -> bool:
    """Whether the word is a given name and no common word: before a surname it tells a person."""
    if folded in person_set(language, "given_words"):
        return False
    return folded in person_set(language, "given") or is_given_name(folded)


def tells_whom_to_reach(passage: Passage, language: str) -> bool:
    """Whether heading or prompt says that here stands whom to reach and how (`Contact`, `Further information`)."""
    over = (passage.section or "", passage.question or "")
    asked = " ".join(word.folded for text in over for word in words_in(text.replace("_", " ")))
    return any(_holds(asked, heading) for heading in person_set(language, "headings"))


def _holds(asked: str, heading: str) -> bool:
    return f" {heading} " in f" {asked} "
