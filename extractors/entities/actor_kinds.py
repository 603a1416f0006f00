"""Kinds of organisation spoken of as taking part: `local authorities`, `business networks`, `lycées professionnels`."""

from collections.abc import Iterator, Sequence

from extractors.entities.organisations import Head, folded_set, kind_heads, match, telling_modifiers
from extractors.entities.phrases import is_first, left_edge, phrase_set, right_edge
from extractors.entities.words import Word, words_in
from models.candidate import ActorCandidate, Page, Passage
from models.outline import Role
from models.vocabulary import Kind, Sector

_CONFIDENCE = {"alone": 0.75, "plural": 0.8, "modified": 0.7}


def find_kinds(page: Page) -> Iterator[ActorCandidate]:
    """Every kind of organisation in the page's passages."""
    heads = kind_heads(page.language)
    for passage in page.passages:
        words = words_in(page.masked[passage.start : passage.end])
        index = 0
        while index < len(words):
            found = match(heads, words, index)
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
    if not _is_written(head, words[index]):
        return None
    left, right = left_edge(words, index, page.language), right_edge(words, last, page.language)
    modifiers = [*words[left:index], *words[last + 1 : right + 1]]
    if not _stands(page.language, passage, words, head, modifiers, left, right):
        return None
    if _is_name(words, left, index, right):
        return None
    folded = " ".join(word.folded for word in words[left : right + 1])
    asked = _is_asked_for(page.language, passage)
    if folded in folded_set(page.language, "roles") and not asked:
        return None
    return ActorCandidate(
        start=passage.start + words[left].start,
        end=passage.start + words[right].end + (2 if _is_plural_with_apostrophe(words, right) else 0),
        extractor="actors.kinds",
        confidence=0.85 if asked else _CONFIDENCE[head.stands],
        sector=sector_of(page.language, head, modifiers),
        named=False,
    )


def _stands(
    language: str,
    passage: Passage,
    words: Sequence[Word],
    head: Head,
    modifiers: Sequence[Word],
    left: int,
    right: int,
) -> bool:
    if head.stands == "modified" and not modifiers:
        return False
    if head.plural:
        return True
    if not _ends_phrase(language, words, right):
        return False
    if head.stands == "alone" or head.lemma.count(" "):
        return True
    if passage.role is Role.FIELD and left == 0 and right == len(words) - 1:
        return True
    return bool(modifiers) or _is_after_article(words, left)


def _is_after_article(words: Sequence[Word], left: int) -> bool:
    return left > 0 and words[left].gap == "" and words[left - 1].folded in _ARTICLES


_ARTICLES = frozenset(["the", "this", "our", "la", "le", "l'", "cette", "ce", "notre"])


def _ends_phrase(language: str, words: Sequence[Word], last: int) -> bool:
    """Whether a singular head is not itself the modifier of what follows (`government funding`)."""
    if last + 1 == len(words) or words[last + 1].gap not in ("", "-", "’", "'"):
        return True
    if words[last].owns:
        return True
    if language == "fr":
        return True
    return words[last + 1].folded in phrase_set("en", "follows")


def _is_name(words: Sequence[Word], left: int, index: int, right: int) -> bool:
    """Whether the phrase is a proper name: a capital on the head, and before it, in mid-sentence."""
    if not words[index].is_capital or words[index].is_acronym:
        return False
    if left < index:
        return words[index - 1].is_capital
    return not is_first(words, index) and right == index and False


def _is_written(head: Head, word: Word) -> bool:
    return word.is_acronym if head.lemma.isupper() else True


def _is_plural_with_apostrophe(words: Sequence[Word], last: int) -> bool:
    """Whether the possessive is a plural in truth (`SME’s`): nothing follows that could be owned."""
    word = words[last]
    if not (word.owns and word.text.isupper()):
        return False
    return last + 1 == len(words) or words[last + 1].gap != ""


def _is_asked_for(language: str, passage: Passage) -> bool:
    if Kind.ACTOR in passage.expects:
        return True
    if passage.role is not Role.FIELD or passage.question is None:
        return False
    return " ".join(word.folded for word in words_in(passage.question)) in folded_set(language, "labels")


def sector_of(language: str, head: Head, modifiers: Sequence[Word]) -> Sector:
    """The head's sector, or where it leaves that open, what the nearest telling modifier says."""
    if not head.open:
        return head.sector
    told = telling_modifiers(language)
    folded = [word.folded for word in modifiers]
    for size in (2, 1):
        for at in reversed(range(len(folded) - size + 1)):
            sector = told.get(" ".join(folded[at : at + size]))
            if sector is not None:
                return sector
    return head.sector
