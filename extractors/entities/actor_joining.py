"""Which of a page's actors are one: equal spellings, explained short forms, shortened names, `the cluster`."""

from collections.abc import Iterator, Mapping, Sequence

from extractors.entities.forms import bare, merge, same_spelling, singular
from extractors.entities.organisations import kind_heads, match
from extractors.entities.phrases import phrase_set
from extractors.entities.words import words_in
from models.candidate import ActorCandidate, Page
from models.vocabulary import Sector


def joined(page: Page, accepted: Sequence[ActorCandidate]) -> list[list[ActorCandidate]]:
    """The candidates by actor, in page order."""
    members: dict[str, list[ActorCandidate]] = {}
    for each in accepted:
        members.setdefault(same_spelling(page.text[each.start : each.end]), []).append(each)
    words = {key: tuple(bare(_longest(page, found)).split()) for key, found in members.items()}
    pairs = [*_aliases(members), *_shortened(members, words), *_kind_heads(page, members, words)]
    return [
        sorted((each for key in keys for each in members[key]), key=lambda each: each.start)
        for keys in merge(members, pairs)
    ]


def sector_of_all(members: Sequence[ActorCandidate]) -> Sector:
    """The sector that the surest member knows, a name before a kind."""
    known = [each for each in members if each.sector is not Sector.UNKNOWN]
    if not known:
        return Sector.UNKNOWN
    return max(known, key=lambda each: (each.named, each.end - each.start, each.confidence, -each.start)).sector


def _longest(page: Page, found: Sequence[ActorCandidate]) -> str:
    return max((page.text[each.start : each.end] for each in found), key=len)


def _aliases(members: Mapping[str, Sequence[ActorCandidate]]) -> Iterator[tuple[str, str]]:
    for key, found in members.items():
        for each in found:
            long = same_spelling(each.alias_of) if each.alias_of else key
            if long in members:
                yield key, long


def _shortened(
    members: Mapping[str, Sequence[ActorCandidate]], words: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, str]]:
    """Names that are the beginning or the end of one longer name on the page."""
    for key, short in words.items():
        named = any(each.named for each in members[key])
        if len(short) == 1 and not named:
            continue
        longer = [
            other
            for other, long in words.items()
            if len(long) > len(short)
            and (named <= any(each.named for each in members[other]))
            and _is_part(short, long)
        ]
        best = sorted(longer, key=lambda other: len(words[other]))
        if len(best) == 1 or (best and len(words[best[0]]) < len(words[best[1]]) and len(short) > 1):
            yield key, best[0]


def _is_part(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    one, other = [singular(word) for word in short], [singular(word) for word in long]
    if other[: len(one)] == one:
        # `Department of Environment` is not `Department of Environment and Energy`.
        return long[len(short)] not in phrase_set("en", "ands")
    return other[-len(one) :] == one and long[-len(short) - 1] not in phrase_set("en", "links")


def _kind_heads(
    page: Page, members: Mapping[str, Sequence[ActorCandidate]], words: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, str]]:
    """`the working group`, `this transdisciplinary working group`: the only body of that sort on the page."""
    by_head: dict[str, list[str]] = {}
    for key, found in members.items():
        head = _head(page, found[0])
        if head is not None:
            by_head.setdefault(head, []).append(key)
    for head, keys in by_head.items():
        named = [key for key in keys if any(each.named for each in members[key])]
        alone = [key for key in keys if key not in named and _is_one(page, members[key], head)]
        for key in alone:
            if len(named) == 1 and (_has_small_words(words[key], head) or head.count(" ")):
                yield key, named[0]
            elif not named:
                yield key, alone[0]


def _has_small_words(words: tuple[str, ...], head: str) -> bool:
    return " ".join(words) == head


def _is_one(page: Page, found: Sequence[ActorCandidate], head: str) -> bool:
    """Whether the kind is spoken of in the singular."""
    return any(bare(page.text[each.start : each.end]).endswith(head) for each in found)


def _head(page: Page, candidate: ActorCandidate) -> str | None:
    """The longest head noun that the actor's words end with, or begin with before `of`; in the singular."""
    words = words_in(page.text[candidate.start : candidate.end])
    for index in range(len(words)):
        found = match(kind_heads(page.language), words, index)
        if found and (
            index + found[0] == len(words) or words[index + found[0]].folded in phrase_set("en", "list_openers")
        ):
            return " ".join(singular(word.folded) for word in words[index : index + found[0]])
    return None
