"""Which of a page's actors are one: equal spellings, explained short forms, shortened names, `the cluster`."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from extractors.entities.naming.forms import bare, merge, same_spelling, singular
from extractors.entities.naming.organisations import folded_set, kind_heads, match, name_heads, synonyms
from extractors.entities.naming.phrases import phrase_set
from extractors.entities.naming.place_words import place_set
from extractors.entities.naming.words import words_in
from extractors.entities.taught import CURATORS
from extractors.folding import fold
from extractors.vocabulary import inflection
from extractors.vocabulary.gazetteer import known_place
from extractors.vocabulary.grammar import grammar
from models.candidate import ActorCandidate, Page
from models.vocabulary import Sector


def joined(page: Page, accepted: Sequence[ActorCandidate]) -> list[list[ActorCandidate]]:
    """The candidates by actor, in page order."""
    members: dict[str, list[ActorCandidate]] = {}
    names = {_spelling(page.text[each.start : each.end], page.language) for each in accepted if each.named}
    for each in accepted:
        text = page.text[each.start : each.end]
        key = _spelling(text if each.named else _without_case(text, page.language), page.language)
        # A kind that stands for a name is one with it, whatever else is called so.
        long = _spelling(each.alias_of, page.language) if each.alias_of and not each.named else key
        members.setdefault(long if long in names else key, []).append(each)
    words = {key: tuple(bare(_longest(page, found)).split()) for key, found in members.items()}
    pairs = [
        *_aliases(members, page.language),
        *_shortened(page, members, words),
        *_initials(page, members),
        *_kind_heads(page, members, words),
        *_towns(words),
    ]
    return [
        sorted((each for key in keys for each in members[key]), key=lambda each: each.start)
        for keys in merge(members, pairs)
    ]


def _without_case(kind: str, language: str) -> str:
    """The kind in the singular where cases show at its end: `Betriebe` and `Betrieben` are one."""
    if grammar(language).capitals or not kind:
        return kind
    *others, noun = kind.split()
    return " ".join((*others, inflection.singular(fold(noun), language)))


def _spelling(name: str, language: str) -> str:
    """What equal names share, words for the same sort of body too."""
    key = same_spelling(name)
    return synonyms(language).get(key, key)


def sector_of_all(members: Sequence[ActorCandidate]) -> Sector:
    """The sector that the surest member knows: one that curators taught, a name before a kind."""
    known = [each for each in members if each.sector is not Sector.UNKNOWN]
    if not known:
        return Sector.UNKNOWN

    def sureness(each: ActorCandidate) -> tuple[bool, bool, int, float, int]:
        return each.extractor == CURATORS, each.named, each.end - each.start, each.confidence, -each.start

    return max(known, key=sureness).sector


def _longest(page: Page, found: Sequence[ActorCandidate]) -> str:
    return max((page.text[each.start : each.end] for each in found), key=len)


def _aliases(members: Mapping[str, Sequence[ActorCandidate]], language: str) -> Iterator[tuple[str, str]]:
    for key, found in members.items():
        for each in found:
            long = _spelling(each.alias_of, language) if each.alias_of else key
            if long in members:
                yield key, long


def _shortened(
    page: Page, members: Mapping[str, Sequence[ActorCandidate]], words: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, str]]:
    """Names that are the beginning or the end of one longer name on the page."""
    names = {key for key, found in members.items() if any(each.named for each in found)}
    for key, short in words.items():
        named = key in names
        initials = all(page.text[each.start : each.end].isupper() for each in members[key])
        longer = [
            other
            for other, long in words.items()
            if len(long) > len(short)
            and (
                _is_short_for(short, long, words, page.language, named=named, long_named=other in names)
                or (named and initials and _is_branch(short, long))
            )
        ]
        best = sorted(longer, key=lambda other: len(words[other]))
        if (
            len(best) == 1
            or (best and not named and _is_bare(short, page.language))
            or (named and best and len(words[best[0]]) < len(words[best[1]]) and len(short) > 1)
        ):
            yield key, best[0]


def _is_bare(short: Sequence[str], language: str) -> bool:
    """Whether a kind is but its noun, so that it takes up any sort of it on the page: `firms` of `small firms`."""
    found = match(kind_heads(language), words_in(" ".join(short)), 0)
    return found is not None and found[0] == len(short)


def _initials(page: Page, members: Mapping[str, Sequence[ActorCandidate]]) -> Iterator[tuple[str, str]]:
    """Short forms that the page does not explain, with the one name on it that they are the initials of."""
    longest = {key: words_in(_longest(page, found)) for key, found in members.items() if any(e.named for e in found)}
    by_initials: dict[str, list[str]] = {}
    for key, words in longest.items():
        if len(words) > 2:
            by_initials.setdefault("".join(word.text[0] for word in words if word.is_capital), []).append(key)
    for key, words in longest.items():
        if len(words) == 1 and words[0].is_acronym and len(by_initials.get(words[0].text, ())) == 1:
            yield key, by_initials[words[0].text][0]


def _is_short_for(
    short: Sequence[str],
    long: Sequence[str],
    page_names: Collection[str],
    language: str,
    *,
    named: bool,
    long_named: bool,
) -> bool:
    if named:
        return long_named and _is_part(short, long, page_names)
    if long_named:
        return len(short) > 1 and _is_part(short, long, ())
    return _is_noun_of(short, long, language)


def _is_branch(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether the long name is a short form with its place: `CAF de Larchmont` of `la CAF`."""
    rest = long[len(short) :]
    return list(long[: len(short)]) == list(short) and (rest[0] in phrase_set("en", "small_of") or _is_outer(rest[0]))


def _is_noun_of(short: Sequence[str], long: Sequence[str], language: str) -> bool:
    """Whether a kind is another's without what says its sort: `operators` of `network operators`."""
    size, wanted = len(short), [singular(word) for word in short]
    ends = [long[-size:], *([long[:size]] if grammar(language).head == "first" else [])]
    return any([singular(word) for word in each] == wanted for each in ends)


def _is_part(short: Sequence[str], long: Sequence[str], page_names: Collection[str]) -> bool:
    """Whether a name is another's without what may be left out: `Health Department` of `Health Department of Kent`."""
    size = len(short)
    if list(long[:size]) == list(short):
        rest = long[size:]
        if size > 1 and (rest[0] in phrase_set("en", "small_of") or all(map(_is_outer, rest))):
            return True
        return _is_generic(rest)
    before = long[: len(long) - size]
    return list(long[-size:]) == list(short) and size > 1 and all(_is_outer(w) or w in page_names for w in before)


def _is_generic(rest: Sequence[str]) -> bool:
    """Whether the rest only says what sort of body it is: `University`, `Ltd`, `Foundation Inc`."""
    words = words_in(" ".join(rest))
    found = match(name_heads(), words, 0)
    return (found is not None and found[0] == len(words)) or rest[-1] in folded_set("en", "legal_forms")


def _is_outer(word: str) -> bool:
    """Whether a word before a name says only whose it is: `UK Met Office`, `national Department of Health`."""
    return known_place(word) is not None or word in place_set("en", "adjectives") or word in folded_set("en", "outer")


def _towns(words: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """`City of Ghent`, `Municipality of Ghent` and `Ghent municipality` are one."""
    first: dict[tuple[str, ...], str] = {}
    for key, name in words.items():
        town = _town_of(name)
        if town:
            yield key, first.setdefault(town, key)


def _town_of(name: tuple[str, ...]) -> tuple[str, ...]:
    towns = folded_set("en", "towns")
    if len(name) > 2 and name[0] in towns and name[1] in phrase_set("en", "small_of"):
        return name[2:]
    return name[:-1] if len(name) > 1 and name[-1] in towns else ()


def _kind_heads(
    page: Page, members: Mapping[str, Sequence[ActorCandidate]], words: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, str]]:
    """`the working group`, `this transdisciplinary working group`: the only body of that sort on the page."""
    by_head: dict[str, list[str]] = {}
    for key, found in members.items():
        head = None if any(each.alias_of for each in found) or _is_many(found[0], page) else _head(page, found[0])
        if head is not None:
            by_head.setdefault(head, []).append(key)
    for head, keys in by_head.items():
        named = [key for key in keys if any(each.named for each in members[key])]
        kinds = [key for key in keys if key not in named]
        alone = [key for key in kinds if " ".join(words[key]) == head]
        for key in kinds:
            # A head noun of two words (`working group`) is rare enough to be the same with other words before it.
            if len(named) == 1 and (key in alone or " " in head):
                yield key, named[0]
        if alone and not named and len(kinds) > 1:
            yield alone[0], next(key for key in kinds if key not in alone)


def _head(page: Page, candidate: ActorCandidate) -> str | None:
    """The longest head noun that the actor's words end with, or begin with before `of`; in the singular."""
    words = words_in(page.text[candidate.start : candidate.end])
    for index in range(len(words)):
        found = match(kind_heads(page.language), words, index)
        if words[index].folded == "school" and len(words) > 1 and candidate.named and not index:
            # `School of Geography` is a university's, no school.
            return None
        if found and (
            index + found[0] == len(words) or words[index + found[0]].folded in phrase_set("en", "list_openers")
        ):
            return " ".join(singular(word.folded) for word in words[index : index + found[0]])
    return None


def _is_many(candidate: ActorCandidate, page: Page) -> bool:
    """Whether it is a kind in the plural."""
    last = page.text[candidate.start : candidate.end].split()[-1]
    return not candidate.named and singular(bare(last)) != bare(last)
