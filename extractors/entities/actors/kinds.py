"""Kinds of organisation spoken of as taking part: `local authorities`, `business networks`, `lycées professionnels`."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.entities.actors.sectors import tells, told_sector
from extractors.entities.naming.organisations import Head, folded_set, kind_heads, match
from extractors.entities.naming.phrases import left_edge, phrase_set, right_edge
from extractors.entities.naming.place_words import known_at, place_set
from extractors.entities.naming.prompts import asks_for_actors
from extractors.entities.naming.words import Word, words_in
from models.candidate import ActorCandidate, Page, Passage
from models.outline import Role

# Kinds that only say what something is (`Acme is a company`): they describe, they are no actors of their own.
PREDICATE = "actors.predicates"
_MOST_GATHERED = 4
_CONFIDENCE = {"alone": 0.75, "plural": 0.8, "bare": 0.75, "modified": 0.7, "told": 0.7}


class _Phrase(NamedTuple):
    left: int
    right: int
    modifiers: tuple[Word, ...]
    plural: bool


def find_kinds(page: Page) -> Iterator[ActorCandidate]:
    """Every kind of organisation in the page's passages."""
    heads = kind_heads(page.language)
    for passage in page.passages:
        words = words_in(page.masked[passage.start : passage.end])
        index = 0
        while index < len(words):
            found = match(heads, words, index) if words[index].folded in heads else None
            if found is None:
                index += 1
                continue
            size, head = found
            candidate = _candidate(page, passage, words, index, size, head)
            if candidate is not None:
                yield candidate
            index += size


def _candidate(
    page: Page, passage: Passage, words: Sequence[Word], index: int, size: int, head: Head
) -> ActorCandidate | None:
    last = index + size - 1
    if not _is_written(head, words[index], passage):
        return None
    left, right = left_edge(words, index, page.language), right_edge(words, last, page.language)
    if head.language == "en" and head.lemma in folded_set(page.language, "light"):
        right = _complement(words, last)
    # `SMEs` is also written `SME’s`.
    plural = head.plural or (head.lemma.isupper() and words[last].owns)
    phrase = _Phrase(left, right, (*words[left:index], *words[last + 1 : right + 1]), plural)
    if not _stands(page.language, words, head, phrase) or _is_made(page.language, words, left):
        return None
    predicate = not plural and _is_predicate(page.language, words, left)
    if _is_name(words, left, index):
        return None
    folded = " ".join(word.folded for word in words[left : right + 1])
    asked = asks_for_actors(page, passage)
    if folded in folded_set(page.language, "roles") and not asked:
        return None
    return ActorCandidate(
        start=passage.start + words[left].start,
        end=passage.start + words[right].end + (2 if _is_plural_with_apostrophe(words, right) else 0),
        extractor=PREDICATE if predicate else "actors.kinds",
        confidence=0.85 if asked else _CONFIDENCE[head.stands],
        sector=told_sector(page.language, head, phrase.modifiers),
        named=_is_a_countrys(page.language, head, phrase.modifiers),
    )


def _complement(words: Sequence[Word], last: int) -> int:
    """The end of whom a light noun gathers: `networks of small farms`, `representative bodies of craft trades`."""
    index = last + 1
    if index >= len(words) or words[index].folded != "of" or words[index].gap:
        return last
    end = index
    while end + 1 < len(words) and end - index < _MOST_GATHERED and not words[end + 1].gap:
        if words[end + 1].is_capital or words[end + 1].folded in phrase_set("en", "stops"):
            break
        end += 1
    return end if end > index and words[end].folded.endswith("s") else last


def _stands(language: str, words: Sequence[Word], head: Head, phrase: _Phrase) -> bool:
    modifiers = phrase.modifiers
    if head.stands == "none":
        return False
    if head.stands in ("told", "bare") and not (modifiers and tells(language, modifiers)):
        if head.stands == "told" or modifiers or not phrase.plural:
            return False
    elif head.stands == "modified" and not modifiers:
        return False
    return phrase.plural or _stands_alone(language, words, head, phrase)


def _stands_alone(language: str, words: Sequence[Word], head: Head, phrase: _Phrase) -> bool:
    """Whether a singular phrase speaks of a body: `the local school`, not `school children`, `is a school`."""
    left, right = phrase.left, phrase.right
    if not _ends_phrase(language, words, right):
        return False
    is_joined = left > 0 and words[left].gap == ""
    if words[left].is_capital and not words[left].is_acronym and is_joined:
        return words[left - 1].folded in phrase_set(language, "articles")
    if head.stands == "alone":
        return True
    if is_joined:
        which = "articles" if phrase.modifiers or " " in head.lemma else "definite"
        return _determiner(language, words, left) in phrase_set(language, which)
    # A member of a list, or all there is.
    return right + 1 == len(words) or words[right + 1].gap[:1] in (",", ";")


def _determiner(language: str, words: Sequence[Word], left: int) -> str:
    """The word before the phrase, adjectives that only praise or place it left out: `a thriving cluster`."""
    index = left - 1
    while index > max(0, left - 4) and not words[index].gap and _only_praises(language, words[index]):
        index -= 1
    return words[index].folded


def _only_praises(language: str, word: Word) -> bool:
    if word.is_capital or word.folded in phrase_set(language, "articles"):
        return False
    return word.folded in phrase_set("en", "praises") or word.folded.endswith(("ing", "ed", "ly"))


def _is_made(language: str, words: Sequence[Word], left: int) -> bool:
    """Whether the body is only to come: `start a business`, `create and expand their own firms`."""
    makes = folded_set(language, "makes")
    for index in range(left - 1, max(-1, left - 4), -1):
        if words[index + 1].gap:
            return False
        if words[index].folded in makes and words[index].folded != "own":
            return True
    return False


def _is_predicate(language: str, words: Sequence[Word], left: int) -> bool:
    """Whether it only says what something is: `Acme is a company`."""
    if left < 2 or words[left].gap or words[left - 1].folded not in phrase_set(language, "indefinite"):
        return False
    return words[left - 2].folded in phrase_set(language, "copulas")


def _ends_phrase(language: str, words: Sequence[Word], last: int) -> bool:
    """Whether a singular head is not itself the modifier of what follows (`government funding`)."""
    if last + 1 == len(words) or words[last + 1].gap not in ("", "-", "’", "'"):
        return True
    if words[last].owns:
        return True
    if language == "fr":
        return True
    after = words[last + 1].folded
    return after in phrase_set("en", "follows") or after.endswith("ed") or after[:-1] in phrase_set("en", "verbs")


def _is_name(words: Sequence[Word], left: int, index: int) -> bool:
    """Whether the phrase is a proper name: a capital on the head, and before it, in mid-sentence."""
    if not words[index].is_capital or words[index].is_acronym:
        return False
    return left < index and words[index - 1].is_capital


def _is_a_countrys(language: str, head: Head, modifiers: Sequence[Word]) -> bool:
    """Whether there is only one: `U.S. government`, `Swedish Parliament`."""
    return (
        head.stands == "alone"
        and not head.plural
        and len(modifiers) == 1
        and modifiers[0].is_capital
        and (modifiers[0].folded in place_set(language, "adjectives") or known_at(modifiers, 0) is not None)
    )


def _is_written(head: Head, word: Word, passage: Passage) -> bool:
    """Whether short forms are in capitals, and `État` has its capital in running text."""
    if head.lemma.isupper():
        return word.is_acronym
    return word.is_capital or head.lemma.islower() or " " in head.lemma or passage.role is Role.FIELD


def _is_plural_with_apostrophe(words: Sequence[Word], last: int) -> bool:
    """Whether the possessive is a plural in truth (`SME’s`): nothing follows that could be owned."""
    word = words[last]
    if not (word.owns and word.text.isupper()):
        return False
    return last + 1 == len(words) or words[last + 1].gap != ""
