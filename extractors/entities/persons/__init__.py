"""Human beings named on the page: by the model, a title, a contact block, an e-mail address, a field for authors."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from extractors.entities.evidence import mentions, names
from extractors.entities.naming.mailboxes import mailboxes, owns
from extractors.entities.naming.person_words import PersonList, person_set
from extractors.entities.naming.phrases import phrase_set
from extractors.entities.naming.prompts import asks_for_actors
from extractors.entities.naming.spots import names_in
from extractors.entities.naming.words import Word, words_in, words_within
from extractors.entities.persons.finding import PersonName, person_names, speaks_against, trimmed
from extractors.entities.persons.joining import joined
from extractors.identity import entity_id
from extractors.vocabulary.gazetteer import known_place
from models.candidate import Page, Passage, PersonCandidate
from models.outline import Role
from models.record import Person

FIELD = "persons"
_ENOUGH = 0.499
_MOST = 0.95
# What each sort of sign is worth, chosen on development pages; a sort counts once a name.
_WORTH = {
    "model": 0.5,
    "title": 0.5,
    "mailbox": 0.6,
    "given name": 0.35,
    "field": 0.6,
    "contact line": 0.2,
    "line before an address": 0.3,
    "cue": 0.15,
    "naming": 0.9,
    "role": 0.5,
    "model says else": -0.3,
    "no person's word": -0.6,
    "place's word": -0.25,
    "small elsewhere": -0.4,
    "a word small elsewhere": -0.1,
    "in title": -0.3,
    "in brackets": -0.2,
    "organisations asked": -0.3,
}
_ADDRESS_LINE = re.compile(r"[ \xa0]*\n\s*(?:e-?mail[ \xa0]?:?\s*)?[\w.+-]+ ?(?:@|[(\[]at[)\]])", re.IGNORECASE)
_LABELS = frozenset({"PERSON", "PER"})


class _Spot(NamedTuple):
    passage: Passage
    words: Sequence[Word]
    name: PersonName

    @property
    def key(self) -> str:
        return "".join(word.folded for word in self.words[self.name.first : self.name.last + 1])


def propose(page: Page) -> Iterable[PersonCandidate]:
    """Names with signs enough that they are persons', and the surnames of those persons where they stand alone."""
    boxes = mailboxes(page)
    labels = _labels(page)
    small = frozenset(word.folded for passage in page.passages for word in _words(page, passage) if word.text.islower())
    found = list(_spots(page))
    signs: dict[str, set[str]] = defaultdict(set)
    for spot in found:
        signs[spot.key].update(_signs(page, spot, boxes, labels, small))
    for told in signs.values():
        if "mailbox" in told:
            told.discard("no person's word")
    weights = {key: sum(_WORTH[sign] for sign in sorted(told)) for key, told in signs.items()}
    surnames = set()
    for spot in found:
        if weights[spot.key] >= _ENOUGH:
            surnames.add(spot.words[spot.name.last].text)
            yield _candidate(spot.passage, spot.words, spot.name, weights[spot.key])
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


def _words(page: Page, passage: Passage) -> Sequence[Word]:
    return words_in(page.masked[passage.start : passage.end])


def _spots(page: Page) -> Iterator[_Spot]:
    for passage in page.passages:
        words = _words(page, passage)
        places = dict.fromkeys(person_names(words, page.language))
        for proposed in names_in(page, passage):
            if proposed.label not in _LABELS:
                continue
            inside = words_within(words, proposed.start - passage.start, proposed.end - passage.start)
            name = trimmed(words, *inside, page.language) if inside else None
            if name is not None and (name.last > name.first or name.title):
                places[name] = None
        for name in places:
            yield _Spot(passage, words, name)


def _signs(
    page: Page,
    spot: _Spot,
    boxes: Sequence[str],
    labels: Mapping[str, Counter[str]],
    small: frozenset[str],
) -> Iterator[str]:
    words, name = spot.words, spot.name
    own = words[name.first : name.last + 1]
    title = page.title.casefold().split()
    told = labels.get(spot.key, Counter())
    if told:
        persons = sum(told[label] for label in _LABELS)
        yield "model" if persons * 2 >= told.total() else "model says else"
    if name.title is not None:
        yield "title"
    if len(own) > 1 and any(owns(box, own) for box in boxes):
        yield "mailbox"
    if len(own) > 1 and own[0].folded in person_set(page.language, "given"):
        yield "given name"
    if _is_asked(page, spot):
        yield "field"
    if _is_contact_line(spot):
        yield "contact line"
        if _is_before_address(page, spot):
            yield "line before an address"
    if _has_cue(page, words, name.first, "cues"):
        yield "cue"
    if _has_cue(page, words, name.first, "naming"):
        yield "naming"
    if _role_after(page, words, name.last) is not None:
        yield "role"
    if speaks_against(words, name, page.language):
        yield "no person's word"
    capitals = [word for word in own if word.is_capital]
    if any(word.folded in small for word in capitals):
        yield "small elsewhere" if all(word.folded in small for word in capitals) else "a word small elsewhere"
    if any(word.text.casefold() in title for word in own):
        yield "in title"
    if words[name.first].gap == "(" and name.last + 1 < len(words) and words[name.last + 1].gap[:1] == ")":
        yield "in brackets"
    if len(own) > 1 and known_place(own[-1].folded) is not None and (own[0].is_acronym or known_place(own[0].folded)):
        yield "place's word"
    if asks_for_actors(page, spot.passage):
        yield "organisations asked"


def _is_asked(page: Page, spot: _Spot) -> bool:
    """Whether the name is all that stands under a label such as `Author`."""
    passage = spot.passage
    if passage.role is not Role.FIELD or passage.question is None or spot.name.first > 0:
        return False
    label = " ".join(word.folded for word in words_in(passage.question.replace("_", " ")))
    return label in person_set(page.language, "labels") and spot.name.last == len(spot.words) - 1


def _is_contact_line(spot: _Spot) -> bool:
    asked = f"{spot.passage.section or ''} {spot.passage.question or ''}".lower()
    if "contact" not in asked:
        return False
    text = spot.passage.text
    before = text[: spot.words[spot.name.first].start].rstrip(" \t\xa0-–•*.")
    after = text[spot.words[spot.name.last].end :].lstrip(" \t\xa0")
    return (not before or before[-1] in "\n," or spot.name.title is not None) and (not after or after[0] in "\n,(")


def _is_before_address(page: Page, spot: _Spot) -> bool:
    """Whether the next line is an e-mail address."""
    end = spot.passage.start + spot.words[spot.name.last].end
    return _ADDRESS_LINE.match(page.text, end) is not None


def _has_cue(page: Page, words: Sequence[Word], first: int, which: PersonList) -> bool:
    cues = person_set(page.language, which)
    return any(
        first >= size and " ".join(word.folded for word in words[first - size : first]) in cues for size in (1, 2, 3)
    )


def _role_after(page: Page, words: Sequence[Word], last: int) -> str | None:
    """What the person is, where that follows: `Jane Doe, director of …`."""
    index = last + 1
    if index >= len(words) or words[index].gap not in (",", "(", "-", "–", ""):
        return None
    if words[index].folded in phrase_set(page.language, "articles"):
        index += 1
    roles = person_set(page.language, "roles")
    for size in (1, 2, 3, 4):
        role = words[index : index + size]
        if len(role) < size or any(word.gap for word in role[1:]):
            return None
        if role[-1].folded in roles:
            return " ".join(word.text for word in role)
    return None


def _candidate(passage: Passage, words: Sequence[Word], name: PersonName, weight: float) -> PersonCandidate:
    return PersonCandidate(
        start=passage.start + words[name.first].start,
        end=passage.start + words[name.last].end,
        extractor="persons.names",
        confidence=round(min(weight, _MOST), 3),
        role=name.title,
    )


def _alone(page: Page, surnames: frozenset[str]) -> Iterator[PersonCandidate]:
    """Surnames of the page's persons where no other name's word stands beside them."""
    stops = phrase_set(page.language, "stops")
    for passage in page.passages if surnames else ():
        words = _words(page, passage)
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
                yield _candidate(passage, words, PersonName(index, index, None), 0.7)


def _labels(page: Page) -> Mapping[str, Counter[str]]:
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    for passage in page.passages:
        for name in names_in(page, passage):
            words = words_in(page.text[name.start : name.end])
            own = [word for word in words if word.folded not in person_set(page.language, "titles")]
            labels["".join(word.folded for word in own)][name.label] += 1
    return labels
