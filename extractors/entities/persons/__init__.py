"""Human beings named on the page: by the model, a title, a contact block, an e-mail address, a field for authors."""

from collections.abc import Iterable, Iterator, Sequence

from extractors.entities.evidence import mentions, names
from extractors.entities.naming.phrases import phrase_set
from extractors.entities.persons.finding import PersonName
from extractors.entities.persons.joining import joined
from extractors.entities.persons.signs import PersonEvidence, role_beside, weight_of
from extractors.entities.persons.spots import PersonSpot, person_spots, words_of
from extractors.identity import entity_id
from models.candidate import Page, PersonCandidate
from models.record import Person

FIELD = "persons"
_ENOUGH = 0.499
_MOST = 0.95


def propose(page: Page) -> Iterable[PersonCandidate]:
    """Names with signs enough that they are persons', and the surnames of those persons where they stand alone."""
    spots = list(person_spots(page))
    weights = {key: weight_of(told) for key, told in PersonEvidence(page).signs(spots).items()}
    surnames = set()
    for spot in spots:
        if weights[spot.key] >= _ENOUGH:
            surnames.add(spot.own[-1].text)
            yield _candidate(page, spot, weights[spot.key])
    yield from _alone(page, frozenset(surnames))


def join(page: Page, accepted: Sequence[PersonCandidate]) -> tuple[Person, ...]:
    """One person for all names on the page: with and without title, surname alone, another spelling."""
    return tuple(_person(page, members) for members in joined(page, accepted))


def _person(page: Page, members: Sequence[PersonCandidate]) -> Person:
    forms = names(page, members)
    return Person(
        id=entity_id("person", forms[0]),
        name=forms[0],
        names=forms,
        role=next((each.role for each in members if each.role), None),
        mentions=mentions(page, members),
    )


def _candidate(page: Page, spot: PersonSpot, weight: float) -> PersonCandidate:
    name, words = spot.name, spot.words
    return PersonCandidate(
        start=spot.passage.start + words[name.first].start,
        end=spot.passage.start + words[name.last].end,
        extractor="persons.names",
        confidence=round(min(weight, _MOST), 3),
        role=role_beside(page, words, name.first, name.last) or name.title,
    )


def _alone(page: Page, surnames: frozenset[str]) -> Iterator[PersonCandidate]:
    """Surnames of the page's persons where no other name's word stands beside them."""
    stops = phrase_set(page.language, "stops")
    for passage in page.passages if surnames else ():
        words = words_of(page, passage)
        for index, word in enumerate(words):
            if word.text not in surnames:
                continue
            beside = [
                words[other]
                for other, gap in (
                    (index - 1, word.gap),
                    (index + 1, words[index + 1].gap if index + 1 < len(words) else "x"),
                )
                if 0 <= other < len(words) and not gap
            ]
            if not any(each.is_capital and each.folded not in stops for each in beside):
                yield _candidate(page, PersonSpot(passage, words, PersonName(index, index, None)), 0.7)
