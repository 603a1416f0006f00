"""How far an organisation's name reaches: lists within it, a small head noun before it, what a French head governs."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from extractors.entities.naming.organisations import (
    Head,
    compound_endings,
    folded_set,
    kind_heads,
    match,
    name_heads,
    own_heads,
)
from extractors.entities.naming.phrases import is_french_adjective, phrase_set
from extractors.entities.naming.words import Word, is_coined
from extractors.folding import fold
from extractors.vocabulary.gazetteer import known_place
from extractors.vocabulary.grammar import grammar
from models.vocabulary import Sector

_SHORTEST_COMPOUND = 8
_MOST_GOVERNED = 8
_MOST_SMALL = 6
_MOST_ANNOUNCING = 5
_SMALL = frozenset({Sector.GOVERNMENT, Sector.KNOWLEDGE, Sector.INTERMEDIARY})


def head_at(words: Sequence[Word], index: int, language: str = "en") -> tuple[int, Head] | None:
    """The head noun of a name at `words[index]`, as its number of words and its head; ends of compounds count.

    A noun that several languages write alike is the page's own.
    """
    found, own = match(name_heads(), words, index), match(own_heads(language), words, index)
    if own is not None and (found is None or own[0] >= found[0]):
        return own
    if found is not None:
        return found
    word = words[index]
    if word.is_capital and len(word.folded) >= _SHORTEST_COMPOUND and word.folded.endswith(tuple(_endings(language))):
        sector = next(sector for ending, sector in _endings(language).items() if word.folded.endswith(ending))
        return 1, Head(word.folded, sector, "named", "de", open=False, weak=False, plural=False)
    return None


@cache
def _endings(language: str) -> Mapping[str, Sector]:
    # `des Robert Koch-Instituts`
    genitives = ("", "s", "es") if language == "de" else ("",)
    return {ending + genitive: sector for ending, sector in compound_endings() for genitive in genitives}


def heads_in(words: Sequence[Word], first: int, last: int, language: str = "en") -> Iterator[tuple[int, int, Head]]:
    """The head nouns among words [first, last], as first and last word and head."""
    index = first
    while index <= last:
        found = head_at(words, index, language)
        if found is None or index + found[0] - 1 > last:
            index += 1
            continue
        yield index, index + found[0] - 1, found[1]
        index += found[0]


def parts(words: Sequence[Word], first: int, last: int) -> Iterator[tuple[int, int]]:
    """The run cut where one name ends and another begins: after an owner, and at `and` between two full names.

    Where two are announced (`two sites: Larch House and Lynx Centre`, `between Acme and Bolt`) the only `and` parts
    them.
    """
    pair = _announced_pair(words, first, last)
    if pair is not None:
        yield first, pair - 1
        yield pair + 1, last
        return
    start = first
    for index in range(first, last):
        if words[index].owns and _is_owner(words, start, index):
            yield start, index
            start = index + 1
        elif index > start and _parts_names(words, start, index, last):
            yield start, index - 1
            start = index + 1
    yield start, last


def _announced_pair(words: Sequence[Word], first: int, last: int) -> int | None:
    """The `and` between two names that a count and a colon, or a word for two, announce; None where none are."""
    ands = [index for index in range(first + 1, last) if words[index].folded in phrase_set("en", "ands")]
    if len(ands) != 1 or not first:
        return None
    if words[first].gap == ":":
        before = words[max(0, first - _MOST_ANNOUNCING) : first]
        return ands[0] if any(word.folded in phrase_set("en", "twos") for word in before) else None
    return ands[0] if not words[first].gap and words[first - 1].folded in phrase_set("en", "betweens") else None


def _parts_names(words: Sequence[Word], start: int, index: int, last: int) -> bool:
    if words[index].folded not in phrase_set("en", "ands"):
        return False
    if not _is_full(words, index + 1, _before_of(words, index + 1, last)) and not _is_head_after_article(
        words, index + 1
    ):
        return False
    after = head_at(words, index + 1)
    # `and the …`, `and Department of …` begin a name whatever stands before.
    begins = words[index + 1].folded in phrase_set("en", "all_articles") or (
        after is not None
        and index + 1 + after[0] <= last
        and words[index + 1 + after[0]].folded in phrase_set("en", "small_of")
    )
    first = words[start]
    return begins or _is_full(words, start, index - 1) or (index == start + 1 and is_coined(first))


def _before_of(words: Sequence[Word], first: int, last: int) -> int:
    """The last word before `of`: the head noun of a second name comes first (`and Rural Affairs of the Academy`)."""
    small = phrase_set("en", "small_of")
    return next(
        (
            index - 1
            for index in range(first + 1, last)
            # `Institute of Technology` is one noun.
            if words[index].folded in small and (head_at(words, index - 1) or (1,))[0] == 1
        ),
        last,
    )


def owners(words: Sequence[Word], first: int, last: int) -> Iterator[tuple[int, int]]:
    """The name cut where a part of a body is named with the body: `Faculty of Law of the University of Ghent`."""
    for index in range(first + 1, last - 1):
        if words[index].folded not in phrase_set("en", "owners") or words[index].is_capital:
            continue
        second = index + 1
        if words[second].folded in phrase_set("en", "all_articles"):
            second += 1
        elif words[index].folded in phrase_set("en", "small_of") - {"du"} and (
            index < first + 2 or not _is_noun_last(words, second, last)
        ):
            continue
        if _is_part_of_body(words, first, index - 1) and _is_full(words, second, last):
            yield first, index - 1
            yield second, last
            return
    yield first, last


def _is_noun_last(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether the words are one body by a noun that ends them: `(Institute of) Larch University`."""
    heads = list(heads_in(words, first + 1, last))
    return bool(heads) and heads[-1][1] == last and heads[-1][2].sector in _SMALL and not heads[-1][2].plural


def _is_part_of_body(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether a noun for a part of a body (a faculty, a department), not for what gathers bodies, makes the name."""
    heads = list(heads_in(words, first, last))
    return _is_full(words, first, last) and all(
        head.sector in _SMALL and not head.plural and same not in folded_set("en", "gatherings")
        for _, _, head in heads
        for same in (fold(head.lemma),)
    )


def _is_head_after_article(words: Sequence[Word], index: int) -> bool:
    after = index + 1
    return (
        words[index].folded in phrase_set("en", "all_articles")
        and after < len(words)
        and words[after].is_capital
        and head_at(words, after) is not None
    )


def _is_owner(words: Sequence[Word], start: int, index: int) -> bool:
    """Whether the possessive is the owner of what follows, not a part of its name (`Ornithologists’ Union`)."""
    word = words[index]
    return word.is_acronym or _is_full(words, start, index) or (index == start and known_place(word.folded) is not None)


def _is_full(words: Sequence[Word], first: int, last: int) -> bool:
    while first <= last and not words[first].is_capital:
        first += 1
    return any(
        words[begins].is_capital
        and (
            begins > first
            or (ends + 1 < len(words) and words[ends + 1].folded in phrase_set("en", "of"))
            or (ends < last and head.language != "en")
            or " " in head.lemma
        )
        and (not head.weak or (ends + 1 < len(words) and words[ends + 1].folded == "of"))
        for begins, ends, head in heads_in(words, first, last)
    )


def with_list(words: Sequence[Word], first: int, last: int) -> int:
    """The end of the name where it goes on as a list: `Department of Health, Education and Welfare`."""
    opens = next((i for i in range(first, last) if words[i].folded in phrase_set("en", "list_openers")), None)
    if opens is None or opens == first or head_at(words, opens - 1) is None:
        return last
    index = last
    while index + 1 < len(words) and words[index + 1].gap == "," and words[index + 1].is_capital:
        index = _capitals_from(words, index + 1)
        found = head_at(words, index)
        if words[index].is_acronym or words[index].owns or (found and not _is_subject(words, index, found[1])):
            return last
        if words[index].folded in phrase_set("en", "ands"):
            break
        after = index + 1
        if after + 2 < len(words) and _is_and(words, after) and words[after + 1].folded in phrase_set("en", "articles"):
            after += 1
        if after + 1 < len(words) and (_is_and(words, after) or after > index + 1) and _is_plain(words[after + 1]):
            return _capitals_from(words, after + 1)
    return _in_town(words, first, last)


def _is_subject(words: Sequence[Word], index: int, head: Head) -> bool:
    """Whether the noun is but what a ministry deals with: `(Department of Housing,) Local Government`."""
    return head.weak or words[index - 1].folded in phrase_set("en", "subject_words")


def _is_plain(word: Word) -> bool:
    return word.is_capital and not word.is_acronym and word.folded not in phrase_set("en", "abbreviations")


def _is_and(words: Sequence[Word], index: int) -> bool:
    return words[index].folded in phrase_set("en", "ands") and words[index].gap in ("", ",")


def _capitals_from(words: Sequence[Word], index: int) -> int:
    while index + 1 < len(words) and words[index + 1].is_capital and not words[index + 1].gap:
        index += 1
    return index


def _in_town(words: Sequence[Word], first: int, last: int) -> int:
    """The end of `University of California, Berkeley`: of the universities of one state each has its town."""
    after = last + 1
    if words[first].folded != "university" or after >= len(words) or words[after].gap != ",":
        return last
    end = _capitals_from(words, after)
    town = known_place(" ".join(word.folded for word in words[after : end + 1]))
    return end if town is not None and town.sort == "city" else last


def with_small_head(words: Sequence[Word], first: int, last: int, language: str) -> int:
    """The first word of the name with the small head noun before it: `municipality of Ghent`, `lycée Jules-Ferry`.

    A full name that follows `of` is the owner's: `highways department of Kent County Council`.
    """
    index = first - 1
    if language == "en" and _is_full(words, first, last):
        return first
    while index >= 0 and words[index].folded in phrase_set("en", "small_of") and not words[index + 1].gap:
        index -= 1
    if index < 0 or words[index + 1].gap or words[index].is_capital:
        return first
    for begins in range(max(0, index - _MOST_SMALL), index + 1):
        if words[begins].is_capital:
            continue
        found = match(kind_heads(language), words, begins) or match(name_heads(), words, begins)
        if not found or not _names_small(found[1], language):
            continue
        last = begins + found[0] - 1
        if last == index and (index < first - 1 or _is_head_first(found[1])):
            return begins
        if last < index and language == "fr" and found[1].language == "fr" and governed(words, last) >= index:
            return begins if index < first - 1 or _is_head_first(found[1]) else first
    return first


def _names_small(head: Head, language: str) -> bool:
    told = not head.territory or head.lemma in folded_set("en", "towns")
    return told and not head.weak and not head.vague and not head.plural and head.language == language


def _is_head_first(head: Head) -> bool:
    """Whether a name may follow without a small word: `lycée Jules-Ferry`; `association Acme` is but Acme."""
    is_house = fold(head.lemma).partition(" ")[0] in phrase_set("fr", "houses")
    return head.language == "fr" and (is_house or head.sector in _SMALL or head.sector is Sector.UNKNOWN)


def governed(words: Sequence[Word], last: int) -> int:
    """The end of what a French head noun governs: `Agence` of `Agence de conseil et de veille`."""
    index = last
    while index - last < _MOST_GOVERNED and (step := _governed_step(words, index + 1)):
        index += step
    return index


def _governed_step(words: Sequence[Word], index: int) -> int:
    """How many words from `index` on go on: an adjective, or small words and a noun."""
    if index >= len(words) or words[index].gap:
        return 0
    if is_french_adjective(words[index]):
        return 1
    links = phrase_set("fr", "governing")
    end = index
    # `a` is a verb where `à` is a small word.
    verbs = grammar("fr").unaccented
    while end < len(words) and not words[end].gap and words[end].folded in links and words[end].text not in verbs:
        end += 1
    if end == index or end >= len(words) or words[end].gap or words[end].folded in phrase_set("fr", "stops"):
        return 0
    opens = index + 1 if words[index].folded == "et" else index
    if opens == end or words[opens].folded not in phrase_set("fr", "prepositions"):
        return 0
    return end - index + 1
