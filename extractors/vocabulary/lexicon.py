"""Nouns that say what a thing is, and names known everywhere: where they stand in a passage."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Literal, NamedTuple

from extractors.folding import fold_word
from extractors.tokens import Token, adjoined, tokens_of
from extractors.vocabulary import vocabulary
from extractors.vocabulary.inflection import forms
from models.frozen import Frozen


class Noun(Frozen):
    """Nouns (singular) for things of one `form`.

    `needs` says what makes them such a thing: nothing but the word; one of the words of `company` beside it, or a
    name; a name only. `unlike` are words beside it that make it something else. `verb`: the word is a verb too.
    `lists`: a name of it may hold commas. Before one of `not_before` it means something else (`regulation of heat`).
    """

    form: str
    nouns: tuple[str, ...]
    needs: Literal["nothing", "company", "name"] = "nothing"
    company: tuple[str, ...] = ()
    names_need_company: bool = False
    unlike: tuple[str, ...] = ()
    verb: bool = False
    lists: bool = False
    not_before: tuple[str, ...] = ()


class KnownNames(Frozen):
    """Names of things of one `form` that do not say it themselves. A name in capitals is found in capitals only."""

    form: str
    names: tuple[str, ...]


class LexiconList(Frozen):
    """`<language>/events.yaml` and `<language>/instruments.yaml`.

    `bearers` are nouns that make a noun before them a mere attribute: a `workshop leader` is no workshop. `light` words
    add nothing to what a thing is (`subsidy scheme`); `general` ones may stand for any. `labels` are those of a page's
    header under which such things are listed, `headings` words that head a paragraph and name nothing.
    """

    nouns: tuple[Noun, ...]
    names: tuple[KnownNames, ...] = ()
    bearers: tuple[str, ...] = ()
    light: tuple[str, ...] = ()
    general: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()


class Sense(NamedTuple):
    """A noun's entry as it is looked up: its folded words, and the folded words that go with it."""

    words: tuple[str, ...]
    noun: str
    entry: Noun
    company: frozenset[str]
    unlike: frozenset[str]
    plural: bool


class Spot(NamedTuple):
    """The tokens `first` to `last` (included) are a noun of the list."""

    first: int
    last: int
    sense: Sense


class KnownSpot(NamedTuple):
    """`text[start:end]`, the tokens `first` to `last`, is a known name."""

    first: int
    last: int
    start: int
    end: int
    form: str
    name: str


class Lexicon(NamedTuple):
    """A list made ready for look-up by first word, the longest first; `endings` are the last words of its nouns."""

    senses: Mapping[str, tuple[Sense, ...]]
    known: Mapping[str, tuple[tuple[tuple[str, ...], str, str], ...]]
    endings: frozenset[str]
    bearers: frozenset[str]
    light: frozenset[str]
    general: frozenset[str]
    labels: frozenset[str]
    headings: frozenset[str]


@cache
def lexicon(language: str, subject: str) -> Lexicon:
    """The nouns and names of `subject` in `language`, both numbers, folded."""
    read = vocabulary(language, subject, LexiconList)
    senses: dict[str, list[Sense]] = {}
    for entry in read.nouns:
        for sense in _senses(entry, language):
            senses.setdefault(sense.words[0], []).append(sense)
    known: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for group in read.names:
        for name in group.names:
            words = _words(name)
            known.setdefault(words[0], []).append((words, name, group.form))
    return Lexicon(
        {first: tuple(sorted(found, key=lambda each: -len(each.words))) for first, found in senses.items()},
        {first: tuple(sorted(found, key=lambda each: -len(each[1]))) for first, found in known.items()},
        frozenset(sense.words[-1] for found in senses.values() for sense in found),
        *(
            _either_number(each, language)
            for each in (read.bearers, read.light, read.general, read.labels, read.headings)
        ),
    )


def _either_number(words: tuple[str, ...], language: str) -> frozenset[str]:
    return frozenset(fold_word(form) for word in words for form in forms(word, language))


def spots(words: Lexicon, text: str, tokens: Sequence[Token]) -> Iterator[Spot]:
    """Where the nouns of the list stand, the longest at each place, left to right without overlap."""
    index = 0
    while index < len(tokens):
        sense = _at(words.senses.get(tokens[index].word, ()), text, tokens, index)
        if sense:
            yield Spot(index, index + len(sense.words) - 1, sense)
        index += len(sense.words) if sense else 1


def known_names(words: Lexicon, text: str, tokens: Sequence[Token]) -> Iterator[KnownSpot]:
    """Where the known names stand, the longest at each place."""
    for index, token in enumerate(tokens):
        for parts, name, form in words.known.get(token.word, ()):
            if _stands(parts, text, tokens, index):
                last = index + len(parts) - 1
                end = _name_end(name, text, token.start, tokens[last].end)
                if end:
                    yield KnownSpot(index, last, token.start, end, form, name)
                    break


def _senses(entry: Noun, language: str) -> Iterator[Sense]:
    company, unlike = _either_number(entry.company, language), _either_number(entry.unlike, language)
    for noun in entry.nouns:
        for number, form in enumerate(forms(noun, language)):
            yield Sense(_words(form), noun, entry, company, unlike, plural=number == 1)


def _words(phrase: str) -> tuple[str, ...]:
    return tuple(token.word for token in tokens_of(phrase))


def _at(senses: Sequence[Sense], text: str, tokens: Sequence[Token], index: int) -> Sense | None:
    return next((sense for sense in senses if _stands(sense.words, text, tokens, index)), None)


def _stands(words: Sequence[str], text: str, tokens: Sequence[Token], index: int) -> bool:
    if index + len(words) > len(tokens):
        return False
    return all(
        tokens[index + step].word == word and (step == 0 or adjoined(text, tokens, index + step - 1))
        for step, word in enumerate(words)
    )


def _name_end(name: str, text: str, start: int, end: int) -> int | None:
    """Where the name ends if `text` has it at `start` in letters as large as the list's, else None."""
    if name.endswith("+"):
        end = next((end + len(tail) for tail in ("+", " +") if text.startswith(tail, end)), 0)
    if not end:
        return None
    found = text[start:end]
    if name.isupper():
        return end if found.isupper() else None
    return end if found[0].isupper() or not name[0].isupper() else None
