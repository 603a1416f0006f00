"""Where a page has the names that curators taught: whole words, letters as large as theirs."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from extractors.entities.naming.forms import singular
from extractors.entities.taught.index import STEM, Form, TaughtIndex
from extractors.entities.taught.telling import small_words
from extractors.tokens import Token, capital, opens_sentence, tokens_of
from models.candidate import Page, Passage

_POSSESSIVE = "'s"
_HYPHENS = frozenset("-‐‑")
_TYING = frozenset("@#/\\_")
_SURE = 0.97
_KIND = 0.85
_SHORT = 0.8
_SINGLE = 0.85
_VAGUE = 0.7
_OPENING = 0.6


class Standing(NamedTuple):
    """`page.text[start:end]` is the form of a term."""

    start: int
    end: int
    form: Form
    confidence: float


def standing(page: Page, index: TaughtIndex) -> Iterator[Standing]:
    """Each place of a taught name or phrase in the page's passages, the longest at each place, in page order."""
    small = _Small(page)
    for passage in page.passages:
        text = page.masked[passage.start : passage.end]
        tokens = tokens_of(text)
        at = 0
        while at < len(tokens):
            found = _form_at(index, text, tokens, at)
            confidence = _confidence(found, text, tokens, at, small) if found else 0.0
            if found is None or not confidence:
                at += 1
                continue
            last = at + len(found.words) - 1
            yield Standing(
                passage.start + tokens[at].start, passage.start + _end(found, tokens[last]), found, confidence
            )
            at = last + 1


class _Small:
    """The words that the page has in small letters, read when first asked for."""

    def __init__(self, page: Page) -> None:
        self._passages: Sequence[Passage] = page.passages
        self._words: frozenset[str] | None = None

    def __contains__(self, word: str) -> bool:
        if self._words is None:
            self._words = frozenset(
                token.word
                for passage in self._passages
                for token in tokens_of(passage.text)
                if passage.text[token.start].islower()
            )
        return word in self._words


def _form_at(index: TaughtIndex, text: str, tokens: Sequence[Token], at: int) -> Form | None:
    word = tokens[at].word
    names = chain.from_iterable(index.names.get(opening, ()) for opening in _openings(tokens, at))
    phrases = index.phrases.get(word[:STEM], ()) if index.phrases else ()
    found = next(
        (each for each in names if _stands(each, text, tokens, at) and _is_written(each, text, tokens, at)), None
    )
    other = next((each for each in phrases if _stands(each, text, tokens, at)), None)
    if found is None or (other is not None and len(other.words) > len(found.words)):
        found = other
    if found is None or not _is_whole(text, tokens[at].start, tokens[at + len(found.words) - 1].end):
        return None
    return found


def _openings(tokens: Sequence[Token], at: int) -> Iterator[tuple[str, str]]:
    """The first two words of a name that may begin there, also of one that ends with a possessive's bearer."""
    word = tokens[at].word
    if at + 1 < len(tokens):
        following = tokens[at + 1].word
        yield word, following
        if following.endswith(_POSSESSIVE):
            yield word, following.removesuffix(_POSSESSIVE)
    yield word, ""
    if word.endswith(_POSSESSIVE):
        yield word.removesuffix(_POSSESSIVE), ""


def _stands(form: Form, text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether the folded words stand there, with the same marks between them, or a hyphen for a blank."""
    size = len(form.words)
    if at + size > len(tokens):
        return False
    return all(
        _is_word(form, step, tokens[at + step].word) and (step == 0 or _is_gap(form, step - 1, text, tokens, at))
        for step in range(size)
    )


def _is_word(form: Form, step: int, word: str) -> bool:
    if step == len(form.words) - 1 and word != form.words[step]:
        word = word.removesuffix(_POSSESSIVE)
    return word == form.words[step] or (not form.term.named and singular(word) == form.words[step])


def _is_gap(form: Form, step: int, text: str, tokens: Sequence[Token], at: int) -> bool:
    between = text[tokens[at + step].end : tokens[at + step + 1].start]
    bare = "".join(between.split())
    if between.count("\n") > 1 or len(between) - len(bare) > 2:
        return False
    return bare == form.gaps[step] or {bare, form.gaps[step]} <= {"", *_HYPHENS}


def _is_written(form: Form, text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether each word has the letters of the taught one: its capitals, all where it has no other, and its accents."""
    return all(
        _is_as_large(ours, theirs) and _has_its_accents(ours, theirs)
        for ours, theirs in zip(
            form.written, (text[each.start : each.end] for each in tokens[at : at + len(form.words)]), strict=True
        )
    )


def _is_as_large(ours: str, theirs: str) -> bool:
    if len(ours) > 1 and ours.isupper():
        return theirs[: len(ours)].isupper()
    return theirs[0].isupper() or not ours[0].isupper()


def _has_its_accents(ours: str, theirs: str) -> bool:
    """Whether no letter of theirs has an accent where ours has none; one left out does no harm."""
    pairs = zip(ours.casefold().replace("’", "'"), theirs.casefold().replace("’", "'"), strict=False)
    return all(one == other or other.isascii() or not one.isascii() for one, other in pairs)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no hyphen or mark of an address ties the words to another: `Larch-based`, `@larch`."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if before[-1:] in _TYING or after[:1] in _TYING:
        return False
    is_tied = before[-1:] in _HYPHENS and before[:-1].isalnum()
    return not is_tied and not (after[:1] in _HYPHENS and after[1:].isalnum())


def _end(form: Form, token: Token) -> int:
    return token.end - len(_POSSESSIVE) if token.word == form.words[-1] + _POSSESSIVE else token.end


def _confidence(form: Form, text: str, tokens: Sequence[Token], at: int, small: _Small) -> float:
    """How likely the words mean the term here; 0 where they rather are others."""
    if not form.term.named:
        return _KIND
    if form.is_vague:
        return _VAGUE
    if form.short:
        return 0.0 if _is_all_capitals(text, tokens, at) else _SHORT
    if not form.single:
        return _SURE
    # `Larch Street`, `Jane Larch`
    if _is_named_beside(text, tokens, at, at + 1) or (at and _is_named_beside(text, tokens, at - 1, at - 1)):
        return 0.0
    # Where a sentence begins, any word has a capital.
    if opens_sentence(text, tokens[at]) or _is_all_capitals(text, tokens, at):
        return 0.0 if form.words[0] in small else _OPENING
    return _SINGLE


def _is_named_beside(text: str, tokens: Sequence[Token], before: int, other: int) -> bool:
    """Whether a blank parts the word at `before` from the next, and the `other` of them has a name's capital."""
    if before + 1 >= len(tokens) or text[tokens[before].end : tokens[before + 1].start] != " ":
        return False
    return capital(text, tokens[other]) and tokens[other].word not in small_words()


def _is_all_capitals(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether the line has other words, none of them with a small letter: capitals tell nothing there."""
    begin = text.rfind("\n", 0, tokens[at].start) + 1
    end = text.find("\n", tokens[at].end)
    rest = text[begin : tokens[at].start] + text[tokens[at].end : end if end >= 0 else len(text)]
    return rest.isupper()
