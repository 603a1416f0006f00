"""Where on a page a person may be named: what has the shape of a name, and what the model takes for one."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.entities.naming.spots import names_in
from extractors.entities.naming.words import Word, words_in, words_within
from extractors.entities.persons.finding import PersonName, person_names, trimmed
from models.candidate import Page, Passage

OF_PERSONS = frozenset({"PERSON", "PER"})


class PersonSpot(NamedTuple):
    """A name in its passage; equal names have equal keys."""

    passage: Passage
    words: Sequence[Word]
    name: PersonName

    @property
    def own(self) -> Sequence[Word]:
        """The name's words."""
        return self.words[self.name.first : self.name.last + 1]

    @property
    def key(self) -> str:
        """The folded words without blanks."""
        return "".join(word.folded for word in self.own)


def words_of(page: Page, passage: Passage) -> Sequence[Word]:
    """The passage's words without contacts."""
    return words_in(page.masked[passage.start : passage.end])


def person_spots(page: Page) -> Iterator[PersonSpot]:
    """All of them, passage by passage; the model's reading of a name may stand beside ours."""
    for passage in page.passages:
        words = words_of(page, passage)
        found = dict.fromkeys(person_names(words, page.language))
        for proposed in names_in(page, passage):
            inside = words_within(words, proposed.start - passage.start, proposed.end - passage.start)
            if proposed.label not in OF_PERSONS or inside is None:
                continue
            name = trimmed(words, *inside, page.language)
            if name is not None and (name.last > name.first or name.title):
                found[name] = None
        for name in found:
            yield PersonSpot(passage, words, name)
