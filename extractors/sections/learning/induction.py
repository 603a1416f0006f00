"""The form as its words' roles and places on the pages give it: sections in order, each with what it says."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cmp_to_key
from itertools import takewhile
from statistics import mean
from typing import NamedTuple

from rapidfuzz import fuzz

from extractors.sections.learning.recurrence import Place, Recurrence
from models.outline import Role
from models.template import Prompt, TemplateSection, key_of

_SHARE_OF_SECTION = 0.3
_REWORDED = 70
_OPTIONAL = 0.75
_OUTSIDE = ""


class Said(NamedTuple):
    """Something that the form says, in the section whose heading has the folded words `section`, with its places."""

    section: str
    role: Role
    wordings: tuple[str, ...]
    places: tuple[Place, ...]

    @property
    def pages(self) -> frozenset[int]:
        """The pages on which it stands."""
        return frozenset(place.page for place in self.places)


def sections_of_form(recurrence: Recurrence, roles: Mapping[str, Role]) -> tuple[TemplateSection, ...]:
    """The sections of the form in order; prompts that stand under no heading are in one without."""
    said = _merged(_collected(recurrence, roles))
    headings = _ordered([each for each in said if each.role is Role.HEADING])
    inside: dict[str, list[Said]] = defaultdict(list)
    for each in said:
        if each.role is not Role.HEADING:
            inside[_heading_of(each, headings)].append(each)
    parts: list[tuple[Said | None, list[Said]]] = [(None, inside[_OUTSIDE])] if inside[_OUTSIDE] else []
    parts += [(each, inside[each.wordings[0]]) for each in headings]
    taken: Counter[str] = Counter()
    return tuple(_section(heading, _ordered(own), recurrence.pages, taken) for heading, own in parts)


def _heading_of(said: Said, headings: Sequence[Said]) -> str:
    return next((each.wordings[0] for each in headings if said.section in each.wordings), _OUTSIDE)


def _collected(recurrence: Recurrence, roles: Mapping[str, Role]) -> list[Said]:
    """All that the form says, by section: words that stand in several sections are of each where they often are."""
    found: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for sequence in recurrence.sequences:
        section = _OUTSIDE
        for place in sequence:
            words = place.unit.words
            role = roles.get(words)
            if role is Role.HEADING:
                section = words
                found[words, words].append(place)
            elif role in {Role.PROMPT, Role.GUIDANCE}:
                found[section, words].append(place)
    return [
        Said(section, roles[words], (words,), tuple(places))
        for (section, words), places in found.items()
        if len({place.page for place in places}) >= max(2, _SHARE_OF_SECTION * recurrence.support(words))
    ]


def _merged(said: Sequence[Said]) -> list[Said]:
    """`said` with rewordings joined: alike, of one section and role, and never on one page; the most frequent leads."""
    merged: list[Said] = []
    for each in sorted(said, key=lambda each: -len(each.pages)):
        rival = next((index for index, other in enumerate(merged) if _is_rewording(each, other)), None)
        if rival is None:
            merged.append(each)
        else:
            other = merged[rival]
            merged[rival] = other._replace(
                wordings=(*other.wordings, *each.wordings), places=(*other.places, *each.places)
            )
    return merged


def _is_rewording(one: Said, other: Said) -> bool:
    same_place = one.role is Role.HEADING or one.section == other.section
    if one.role is not other.role or not same_place or one.pages & other.pages:
        return False
    return any(fuzz.token_sort_ratio(one.wordings[0], words) >= _REWORDED for words in other.wordings)


def _ordered(said: Sequence[Said]) -> list[Said]:
    """In the order of most pages (Copeland's rule); ties by mean place."""
    first = [{place.page: place.order for place in reversed(each.places)} for each in said]

    def beats(one: int, other: int) -> int:
        shared = first[one].keys() & first[other].keys()
        return sum((first[one][page] < first[other][page]) - (first[one][page] > first[other][page]) for page in shared)

    every = range(len(said))
    wins = [sum((beats(one, other) > 0) - (beats(one, other) < 0) for other in every) for one in every]
    middle = [mean(places.values()) for places in first]

    def compare(one: int, other: int) -> int:
        direct = beats(other, one)
        return direct or (wins[other] - wins[one]) or (1 if middle[one] > middle[other] else -1)

    return [said[index] for index in sorted(every, key=cmp_to_key(compare))]


def _section(heading: Said | None, said: Sequence[Said], pages: int, taken: Counter[str]) -> TemplateSection:
    words, others = _wordings(heading) if heading else ("", ())
    keys: Counter[str] = Counter()
    prompts = [each for each in said if each.role is Role.PROMPT]
    on = heading.pages if heading else frozenset(range(pages))
    return TemplateSection(
        key=_unique(key_of(words) if words else "form", taken),
        heading=words,
        wordings=others,
        number=_number(heading) if heading else None,
        guidance=_guidance(said),
        prompts=tuple(_prompt(each, _guidance(said[said.index(each) + 1 :]), on, keys) for each in prompts),
        optional=heading is not None and len(heading.pages) < _OPTIONAL * pages,
    )


def _guidance(said: Sequence[Said]) -> tuple[str, ...]:
    """The guidance that `said` begins with."""
    return tuple(_wordings(each)[0] for each in takewhile(lambda each: each.role is Role.GUIDANCE, said))


def _prompt(said: Said, guidance: tuple[str, ...], pages: frozenset[int], keys: Counter[str]) -> Prompt:
    words, others = _wordings(said)
    a_page = Counter(place.page for place in said.places)
    return Prompt(
        key=_unique(key_of(words), keys),
        text=words,
        wordings=others,
        guidance=guidance,
        optional=len(said.pages & pages) < _OPTIONAL * len(pages),
        repeats=sum(count > 1 for count in a_page.values()) > 1,
    )


def _wordings(said: Said) -> tuple[str, tuple[str, ...]]:
    """The words as most pages write them, and the other wordings, each as most of its pages do."""
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for place in said.places:
        written[place.unit.words][place.unit.said] += 1
    ranked = sorted(written.values(), key=lambda each: -each.total())
    first, *others = (each.most_common(1)[0][0] for each in ranked)
    return first, tuple(others)


def _number(said: Said) -> str | None:
    numbers = Counter(place.unit.number for place in said.places)
    number, count = numbers.most_common(1)[0]
    return number if count * 2 > len(said.places) else None


def _unique(key: str, taken: Counter[str]) -> str:
    taken[key] += 1
    return key if taken[key] == 1 else f"{key}_{taken[key]}"
