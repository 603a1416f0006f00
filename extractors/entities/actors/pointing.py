"""Kinds that stand for a named body: said beside it (`a co-operative of carers, Acme,`), or pointing back to it."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from extractors.folding import fold
from extractors.tokens import Token, tokens_of
from extractors.vocabulary.gazetteer import known_place
from extractors.vocabulary.grammar import Grammar, grammar
from models.candidate import ActorCandidate, Page
from models.frozen import revise

_NEAR = 40
_SHORTLY = 400
# `Acme (ACM) (the `, `Acme, a `: the name ends where the match starts.
_OPENED = re.compile(r"(?:\s?\([^()]{2,12}\))?(?:\s?\((?:the |an? )?|, (?:the|an?) )$")
# `a company in Northwick, Acme`: what stands between the kind and the name.
_PARTED = re.compile(r"(?: [^\W\d_]{2,4} [^\W\d_][\w' -]{1,40})?, (?:[^\W\d_]{1,3}\s)?")
_FOLLOWED = re.compile(r",? ?(\w*)")
_ENDS = (".", ";", ":", ")", "\n", "")


def tied(page: Page, kinds: Iterable[ActorCandidate], named: Iterable[ActorCandidate]) -> Iterator[ActorCandidate]:
    """The kinds; those that say what a name beside them is, or point to one by their noun, have it as `alias_of`.

    What only opens a name (`the company Acme`) is left out.
    """
    bodies = sorted(named, key=lambda each: each.start)
    words = [_words(page, body) for body in bodies]
    ends = {each.end: each for each in bodies}
    starts = {each.start: each for each in bodies}
    told: dict[str, ActorCandidate] = {}
    for kind in kinds:
        inner = starts.get(kind.start)
        if inner is not None and inner.end < kind.end and " " in page.text[inner.start : inner.end]:
            # `Acme Basel environmental organisation`; but `Regional Water authorities` are no `Regional Water`.
            if " " not in page.text[inner.end : kind.end].strip():
                yield revise(kind, named=True, confidence=0.9)
            continue
        if kind.end + 1 in starts and page.text[kind.end] == " ":
            # `the company Acme`
            continue
        opened = _OPENED.search(page.text, max(0, kind.start - _NEAR), kind.start)
        is_told = opened is not None and _is_closed(page, kind, opened[0])
        body = ends.get(opened.start()) if opened and is_told else _said_before(page, kind, bodies)
        if body is None:
            body = _pointed_to(page, kind, bodies, words, told)
        else:
            told[_words(page, kind)[-1]] = body
        yield kind if body is None else revise(kind, alias_of=page.text[body.start : body.end])


def _is_closed(page: Page, kind: ActorCandidate, opening: str) -> bool:
    """Whether what `, the` opens is said of the name; in `Acme agreed, the hospital did not` a clause begins."""
    if not opening.endswith(", the "):
        return True
    after = tokens_of(page.text[kind.end : kind.end + _NEAR])
    links = grammar(page.language).links
    return page.text[kind.end : kind.end + 1] in (*_ENDS, ",") or (bool(after) and after[0].word in links)


def _words(page: Page, candidate: ActorCandidate) -> Sequence[str]:
    return fold(page.text[candidate.start : candidate.end]).split()


def _said_before(page: Page, kind: ActorCandidate, bodies: Sequence[ActorCandidate]) -> ActorCandidate | None:
    """The name that the kind says something of: `A company in Northwick, Acme, makes them.`"""
    before = bisect_left(bodies, kind.end, key=lambda each: each.start)
    body = bodies[before] if before < len(bodies) else None
    if body is None or not _PARTED.fullmatch(page.text, kind.end, body.start):
        return None
    rules, after = grammar(page.language), _FOLLOWED.match(page.text, body.end)
    determiner = _determiner(page, kind)
    if determiner not in rules.singling:
        return None
    if page.text[body.end : body.end + 1] in _ENDS:
        return None if determiner in rules.definite else body
    if after is None or not after[0].startswith(",") or not after[1].islower() or fold(after[1]) in rules.bounds:
        # One in a list: `the council, Acme and others`.
        return None
    return body


def _determiner(page: Page, kind: ActorCandidate) -> str:
    before: Sequence[Token] = tokens_of(page.text[max(0, kind.start - _NEAR) : kind.start])
    return before[-1].word if before else ""


def _pointed_to(
    page: Page,
    kind: ActorCandidate,
    bodies: Sequence[ActorCandidate],
    words: Sequence[Sequence[str]],
    told: Mapping[str, ActorCandidate],
) -> ActorCandidate | None:
    """The name with the same noun that stands shortly before `the council`, or the only one on the page."""
    own, rules = _words(page, kind), grammar(page.language)
    if _determiner(page, kind) not in rules.definite:
        return None
    before = bisect_left(bodies, kind.start, key=lambda each: each.start)
    alike = [index for index, name in enumerate(words) if _bears(name, own, rules)]
    nearest = [index for index in alike if index < before and kind.start - bodies[index].end < _SHORTLY]
    if nearest:
        return bodies[nearest[-1]]
    forms = {page.text[bodies[index].start : bodies[index].end] for index in alike}
    if len(forms) == 1:
        return bodies[alike[0]]
    return told.get(" ".join(own))


def _bears(name: Sequence[str], noun: Sequence[str], rules: Grammar) -> bool:
    """Whether the name has the noun for its own: at one of its ends or before `of`; of several words, anywhere."""
    if len(noun) > 1:
        return set(noun).issubset(name)
    place = name.index(noun[0]) if noun[0] in name else -1
    return place in (0, len(name) - 1) or (
        place > 0 and (name[place + 1] in rules.links or known_place(" ".join(name[place + 1 :])) is not None)
    )
