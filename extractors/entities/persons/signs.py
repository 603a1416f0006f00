"""What tells that a name is a person's, and what each sort of sign is worth."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from extractors.entities.naming.mailboxes import mailboxes, owns
from extractors.entities.naming.organisations import kind_heads, match
from extractors.entities.naming.person_words import PersonList, person_set, tells_given, tells_whom_to_reach
from extractors.entities.naming.phrases import phrase_set
from extractors.entities.naming.place_words import match_at, openings
from extractors.entities.naming.prompts import asks_for_actors
from extractors.entities.naming.spots import names_in
from extractors.entities.naming.words import Word, words_in
from extractors.entities.persons.finding import speaks_against
from extractors.entities.persons.spots import OF_PERSONS, PersonSpot
from extractors.vocabulary.gazetteer import known_place, town_countries
from extractors.vocabulary.given_names import is_given_name
from extractors.vocabulary.grammar import grammar
from models.candidate import Page
from models.outline import Role

# Chosen on development pages; a sort counts once a name.
_WORTH = {
    "model": 0.45,
    "title": 0.5,
    "mailbox": 0.6,
    "given name": 0.5,
    "given name that is a word": 0.25,
    "field": 0.6,
    "contact line": 0.25,
    "reached": 0.3,
    "cue": 0.15,
    "followed": 0.15,
    "naming": 0.9,
    "role": 0.5,
    "model says else": -0.3,
    "no person's word": -0.6,
    "place's word": -0.25,
    "a body's name": -0.3,
    "named after": -0.6,
    "article before": -0.5,
    "organisations asked": -0.3,
}
_LONGEST_ENTRY = 160
_LONGEST_INITIALS = 3
_SETTING_OFF = "\n,(·•|–—-<["


def weight_of(told: Iterable[str]) -> float:
    """What the signs are worth together."""
    return sum(_WORTH[sign] for sign in sorted(told))


@dataclass(frozen=True)
class PersonEvidence:
    """What the page as a whole says of its names."""

    page: Page

    @cached_property
    def labels(self) -> Mapping[str, Counter[str]]:
        """What the model calls each name."""
        page = self.page
        labels: dict[str, Counter[str]] = defaultdict(Counter)
        for passage in page.passages:
            for name in names_in(page, passage):
                words = words_in(page.text[name.start : name.end])
                own = [word for word in words if word.folded not in person_set(page.language, "titles")]
                labels["".join(word.folded for word in own)][name.label] += 1
        return labels

    def signs(self, spots: Iterable[PersonSpot]) -> Mapping[str, set[str]]:
        """All signs of each name."""
        signs: dict[str, set[str]] = defaultdict(set)
        for spot in spots:
            signs[spot.key].update(self._of_name(spot))
            signs[spot.key].update(self._of_company(spot))
        bodies = [key for key, told in signs.items() if "no person's word" in told]
        for key, told in signs.items():
            if any(body.startswith(key) and body != key for body in bodies):
                told.add("a body's name")
            if "mailbox" in told:
                told.discard("no person's word")
            if "field" in told:
                told.discard("organisations asked")
        return signs

    def _of_name(self, spot: PersonSpot) -> Iterator[str]:
        page, own = self.page, spot.own
        told = self.labels.get(spot.key, Counter())
        if told:
            persons = sum(told[label] for label in OF_PERSONS)
            yield "model" if persons * 2 >= told.total() else "model says else"
        if len(own) > 1:
            yield from self._of_words(own)
        if speaks_against(spot.words, spot.name, page.language):
            yield "no person's word"

    def _of_words(self, own: Sequence[Word]) -> Iterator[str]:
        # Registers set surnames in capitals, and first: `TARN Maria`.
        given = own[-1] if own[0].is_acronym and not own[-1].is_acronym else own[0]
        is_given = is_given_name(given.folded) or given.folded in person_set(self.page.language, "given")
        # A word that is all of an address may be a body's too.
        key = "".join(word.folded for word in own)
        boxes = (box for box in mailboxes(self.page) if is_given or not key.endswith(box.replace(" ", "")))
        if any(owns(box, own) for box in boxes):
            yield "mailbox"
        if is_given:
            yield "given name" if tells_given(given.folded, self.page.language) else "given name that is a word"
        if town_countries(" ".join(word.folded for word in own)) or (
            not is_given and known_place(own[-1].folded) is not None
        ):
            yield "place's word"

    def _of_company(self, spot: PersonSpot) -> Iterator[str]:
        page, words, name = self.page, spot.words, spot.name
        if name.title is not None:
            yield "title"
        if is_asked(page, spot):
            yield "field"
        if is_contact_line(page, spot):
            yield "contact line"
        if is_reached(page, spot):
            yield "reached"
        if _has_cue(page, words, name.first, "articles"):
            yield "article before"
        if _is_followed(page, words, name.last):
            yield "followed"
        if _has_cue(page, words, name.first, "cues"):
            yield "cue"
        if _has_cue(page, words, name.first, "naming"):
            yield "naming"
        if role_beside(page, words, name.first, name.last) is not None:
            yield "role"
        if _is_named_after(words, name.first, page.language):
            yield "named after"
        if asks_for_actors(page, spot.passage):
            yield "organisations asked"


def is_asked(page: Page, spot: PersonSpot) -> bool:
    """Whether the name stands first under a label such as `Author`, or right behind one with its colon."""
    words, first = spot.words, spot.name.first
    if words[first].gap == ":":
        return _labels_person(page, words[max(0, first - 3) : first])
    passage = spot.passage
    if passage.role not in (Role.FIELD, Role.ANSWER) or passage.question is None:
        return False
    if len(passage.text) > _LONGEST_ENTRY or not _labels_person(page, words_in(passage.question.replace("_", " "))):
        return False
    is_next = words[first].gap in (";", "\n") or (
        not words[first].gap and words[first - 1].folded in ("and", "et", "und", "y")
    )
    return first == 0 or is_next


def _is_named_after(words: Sequence[Word], first: int, language: str) -> bool:
    """Whether a school, a street or such bears the name: in French and Spanish its noun stands right before."""
    if grammar(language).head != "first" or not first or words[first].gap:
        return False
    for begin in range(max(0, first - 3), first):
        if any(word.gap for word in words[begin + 1 : first]):
            continue
        body = match(kind_heads(language), words, begin)
        place = match_at(openings(language), words, begin)
        if (body and begin + body[0] == first) or (place and begin + place[0] == first):
            return True
    return False


def _labels_person(page: Page, label: Sequence[Word]) -> bool:
    """Whether a label asks for a person: as a whole, or by the role at its end (`Trial lead`)."""
    asking = person_set(page.language, "labels") | person_set(page.language, "roles")
    return any(" ".join(word.folded for word in label[begin:]) in asking for begin in range(len(label)))


def is_contact_line(page: Page, spot: PersonSpot) -> bool:
    """Whether the name begins a line, or a part of one between commas, where it is told whom to reach."""
    if not tells_whom_to_reach(spot.passage, page.language):
        return False
    before, line, _ = _around(spot)
    is_entry = len(line) <= _LONGEST_ENTRY or _holds_contact(page, spot, line)
    is_part = is_entry and (not before or before[-1] == ",")
    return (is_part or spot.name.title is not None) and _is_set_off(spot)


def is_reached(page: Page, spot: PersonSpot) -> bool:
    """Whether the name begins a line that holds, or the next one holds, an e-mail address or a telephone number."""
    before, line, following = _around(spot)
    return not before and _is_set_off(spot) and _holds_contact(page, spot, line + following)


def _around(spot: PersonSpot) -> tuple[str, str, str]:
    """What stands in the line before the name, but for blanks and the signs of a list; the line; the following line."""
    text, at = spot.passage.text, spot.words[spot.name.first].start
    begin = text.rfind("\n", 0, at) + 1
    line, _, others = text[begin:].partition("\n")
    return text[begin:at].strip(" \t\xa0-–•*."), line, f"\n{others.partition(chr(10))[0]}"


def _holds_contact(page: Page, spot: PersonSpot, lines: str) -> bool:
    begin = spot.passage.start + spot.passage.text.rfind("\n", 0, spot.words[spot.name.first].start) + 1
    return page.masked[begin : begin + len(lines)] != page.text[begin : begin + len(lines)]


def _is_set_off(spot: PersonSpot) -> bool:
    """Whether nothing but a comma, bracket or such follows."""
    after = spot.passage.text[spot.words[spot.name.last].end :].lstrip(" \t\xa0")
    return not after or after[0] in _SETTING_OFF


def _has_cue(page: Page, words: Sequence[Word], first: int, which: PersonList) -> bool:
    cues = person_set(page.language, which)
    return any(
        first >= size and " ".join(word.folded for word in words[first - size : first]) in cues for size in (1, 2, 3)
    )


def _is_followed(page: Page, words: Sequence[Word], last: int) -> bool:
    """Whether what follows is said of persons: `Jane Doe says`, `Jane Doe, who …`."""
    after = last + 1
    told = after < len(words) and words[after].gap in ("", ",")
    return told and words[after].folded in person_set(page.language, "followers")


def role_beside(page: Page, words: Sequence[Word], first: int, last: int) -> str | None:
    """What the person is, where that stands beside: `Jane Doe, director of …`, `the mayor Jane Doe`."""
    return _role_after(page, words, last) or _role_before(page, words, first)


def _role_after(page: Page, words: Sequence[Word], last: int) -> str | None:
    index = last + 1
    if index >= len(words) or words[index].gap not in (",", "(", "-", "–", "", "\n"):
        return None
    if words[index].folded in phrase_set(page.language, "articles"):
        index += 1
    # Where the noun stands first, what follows it is another thing's: `aprender junto al maestro`.
    for size in (1, 2) if grammar(page.language).head == "first" else (1, 2, 3, 4):
        role = words[index : index + size]
        if len(role) < size or any(word.gap for word in role[1:]):
            return None
        if _ends_role(page, role):
            return " ".join(word.text for word in role)
    return None


def _role_before(page: Page, words: Sequence[Word], first: int) -> str | None:
    if not first or words[first].gap not in ("", ","):
        return None
    for size in (3, 2, 1):
        role = words[max(0, first - size) : first]
        joined = " ".join(word.folded for word in role)
        if (
            len(role) == size
            and not any(word.gap for word in role[1:])
            and not role[-1].owns
            and joined in person_set(page.language, "roles")
            and (not words[first].gap or _is_apposed(page, words, first - size))
        ):
            return " ".join(word.text for word in role)
    return None


def _is_apposed(page: Page, words: Sequence[Word], role: int) -> bool:
    """Whether an article stands before the role, so that a comma may part it from the name: `a clerk, Jane Doe`."""
    rules = grammar(page.language)
    return role > 0 and not words[role].gap and words[role - 1].folded in rules.definite | rules.indefinite


def _ends_role(page: Page, role: Sequence[Word]) -> bool:
    last = role[-1]
    # A short form of a programme's name is no role (`LEADER`), that of an office is (`CEO`).
    if last.is_acronym and len(last.text) > _LONGEST_INITIALS:
        return False
    return last.folded in person_set(page.language, "roles")
