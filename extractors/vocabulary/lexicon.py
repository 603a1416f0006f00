"""Nouns that say what a thing is, and names known everywhere: where they stand in a passage."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple, TypeVar

from extractors.folding import fold_word
from extractors.tokens import Token, adjoined, tokens_of
from extractors.vocabulary import vocabulary
from extractors.vocabulary.grammar import grammar
from extractors.vocabulary.inflection import forms
from extractors.vocabulary.nouns import LexiconList, Noun

Entry = TypeVar("Entry")
_POSSESSIVE = "'s"


class Sense(NamedTuple):
    """A noun's entry as it is looked up: folded words, `form` as the list has them, folded words that go with it."""

    words: tuple[str, ...]
    noun: str
    form: str
    entry: Noun
    company: frozenset[str]
    unlike: frozenset[str]
    plural: bool


class Spot(NamedTuple):
    """The tokens `first` to `last` (included) are a noun of the list; `owns`: with the ending of a possessive."""

    first: int
    last: int
    sense: Sense
    owns: bool = False


class KnownSpot(NamedTuple):
    """`text[start:end]`, the tokens `first` to `last`, is a known name."""

    first: int
    last: int
    start: int
    end: int
    form: str
    name: str


Known = tuple[tuple[str, ...], str, str]


class Lexicon(NamedTuple):
    """A list made ready for look-up; `heads` are those words of its nouns that tell what a thing is.

    `single` has the nouns of one word; `compound` and `known` (words, name, form) those of more, and the names, by
    their first two words (a name of one word has nothing for its second), the longest first.
    `tails`: those of one word in which a compound may end, in a language that writes compounds as one.
    """

    single: Mapping[str, Sense]
    compound: Mapping[tuple[str, str], tuple[Sense, ...]]
    known: Mapping[tuple[str, str], tuple[Known, ...]]
    openers: frozenset[str]
    known_openers: frozenset[str]
    heads: frozenset[str]
    bearers: frozenset[str]
    cues: frozenset[str]
    light: frozenset[str]
    general: frozenset[str]
    labels: frozenset[str]
    headings: frozenset[str]
    spelling: Mapping[str, str]
    sorting: frozenset[str]
    asking: frozenset[str]
    premises: frozenset[str]
    holders: frozenset[str]
    whole: bool
    tails: frozenset[str]


@cache
def lexicon(language: str, subject: str) -> Lexicon:
    """The nouns and names of `subject` in `language`, both numbers, folded."""
    read = vocabulary(language, subject, LexiconList)
    telling = tuple(word for group in read.telling for word in group.words)
    senses = [sense for entry in read.nouns for sense in _senses(entry, language, telling)]
    known = [(_words(name), name, group.form) for group in read.names for name in group.names]
    known.sort(key=lambda each: -len(each[1]))
    single = {each.words[0]: each for each in reversed(senses) if len(each.words) == 1}
    return Lexicon(
        single=single,
        compound=_by_opening([(each.words, each) for each in senses if len(each.words) > 1]),
        known=_by_opening([(each[0], each) for each in known]),
        openers=frozenset(each.words[0] for each in senses),
        known_openers=frozenset(each[0][0] for each in known),
        heads=frozenset(_head(each.words, language) for each in senses),
        bearers=_either_number(read.bearers, language),
        cues=_either_number(read.cues, language),
        light=_either_number(read.light, language),
        general=_either_number(read.general, language),
        labels=_either_number(read.labels, language),
        headings=_either_number(read.headings, language),
        spelling={other: fold_word(group[0]) for group in read.spelling for other in map(fold_word, group)},
        sorting=_either_number(read.sorting, language),
        asking=_either_number(read.asking, language),
        premises=frozenset(read.premises),
        holders=_either_number(read.holders, language),
        whole=read.whole,
        tails=frozenset(word for word in single if grammar(language).compounds and len(word) >= read.tail),
    )


def _head(words: tuple[str, ...], language: str) -> str:
    """The first word, or the last before a small one (`chamber of commerce`)."""
    rules = grammar(language)
    if rules.head == "first":
        return words[0]
    ends = next((index for index, word in enumerate(words) if index and word in rules.links), len(words))
    return words[ends - 1]


def _by_opening(words: Sequence[tuple[tuple[str, ...], Entry]]) -> Mapping[tuple[str, str], tuple[Entry, ...]]:
    found: dict[tuple[str, str], list[tuple[tuple[str, ...], Entry]]] = {}
    for parts, entry in words:
        found.setdefault((parts[0], parts[1] if len(parts) > 1 else ""), []).append((parts, entry))
    return {
        opening: tuple(entry for _, entry in sorted(group, key=lambda each: -len(each[0])))
        for opening, group in found.items()
    }


def _last_words(words: tuple[str, ...], language: str) -> frozenset[str]:
    """Both numbers of each word; of a compound (`co-creation`) its last part."""
    return frozenset(_words(form)[-1] for word in words for form in forms(word, language))


def _either_number(words: tuple[str, ...], language: str) -> frozenset[str]:
    return frozenset(fold_word(form) for word in words for form in forms(word, language))


@lru_cache(maxsize=2048)
def spots(text: str, language: str, subject: str) -> tuple[Spot, ...]:
    """Where the nouns of the list stand in `text`, the longest at each place, left to right without overlap."""
    words, tokens = lexicon(language, subject), tokens_of(text)
    found: list[Spot] = []
    for index in range(len(tokens)):
        if not found or found[-1].last < index:
            spot = _spot_at(words, text, tokens, index)
            if spot is not None:
                found.append(spot)
    return tuple(found)


def _spot_at(words: Lexicon, text: str, tokens: Sequence[Token], index: int) -> Spot | None:
    token = tokens[index]
    if token.word in words.openers:
        following = tokens[index + 1].word if index + 1 < len(tokens) else ""
        openings = ((token.word, each) for each in dict.fromkeys((following, following.removesuffix(_POSSESSIVE))))
        compounds = (each for opening in openings for each in words.compound.get(opening, ()))
        sense = next(
            (each for each in compounds if _is_compound(each, text, tokens, index)), words.single.get(token.word)
        )
        if sense and _is_written(sense, text, token):
            last = index + len(sense.words) - 1
            return Spot(index, last, sense, owns=tokens[last].word != sense.words[-1])
    elif token.word.endswith(_POSSESSIVE):
        sense = words.single.get(token.word.removesuffix(_POSSESSIVE))
        return Spot(index, index, sense, owns=True) if sense and _is_written(sense, text, token) else None
    tail = _tail(words, token.word) if words.tails else None
    return Spot(index, index, tail) if tail and _is_written(tail, text, token) else None


def _is_compound(sense: Sense, text: str, tokens: Sequence[Token], index: int) -> bool:
    owning = (*sense.words[:-1], sense.words[-1] + _POSSESSIVE)
    return _stands(sense.words, text, tokens, index) or _stands(owning, text, tokens, index)


def _tail(words: Lexicon, word: str) -> Sense | None:
    """The longest noun that the compound word ends in."""
    start = next((start for start in range(1, len(word)) if word[start:] in words.tails), 0)
    sense = words.single[word[start:]] if start else None
    return None if sense is None or word[:start] in sense.unlike else sense


def _is_written(sense: Sense, text: str, token: Token) -> bool:
    """Whether a word with capitals in the list has them in the text: short forms, `État`, German nouns.

    A `marché` is no `marche`: an accent that the list does not have makes another word; one left out does not.
    """
    written = text[token.start : token.end]
    if sense.noun[0].isupper():
        letters = 2 if sense.noun.isupper() else 1
        if not written[:letters].isupper():
            return False
    folded = written.casefold().replace("’", "'").removesuffix(_POSSESSIVE)
    if folded.isascii():
        return text.isascii() or not _is_participle(sense.form.split()[0].casefold(), folded)
    # A compound ends in the noun.
    form = sense.form.split()[0].casefold()
    return all(
        ours == theirs or not ours.isascii() or theirs.isascii()
        for ours, theirs in zip(form, folded[-len(form) :], strict=False)
    )


def _is_participle(form: str, written: str) -> bool:
    """Whether `written` lacks the accent at the end without which it is no such noun: `gratuite`, `marche`."""
    return len(form.rstrip("s")) == len(written.rstrip("s")) and form.rstrip("s")[-1] == "é"


def known_names(text: str, language: str, subject: str) -> Iterator[KnownSpot]:
    """Where the known names stand, the longest at each place."""
    words, tokens = lexicon(language, subject), tokens_of(text)
    for index, token in enumerate(tokens):
        if token.word not in words.known_openers:
            continue
        following = tokens[index + 1].word if index + 1 < len(tokens) else ""
        names = (*words.known.get((token.word, following), ()), *words.known.get((token.word, ""), ()))
        found = (_known_at(name, text, tokens, index) for name in names)
        yield from islice((each for each in found if each), 1)


def _known_at(known: Known, text: str, tokens: Sequence[Token], index: int) -> KnownSpot | None:
    parts, name, form = known
    if not _stands(parts, text, tokens, index):
        return None
    last = index + len(parts) - 1
    end = _name_end(name, text, tokens[index].start, tokens[last].end)
    return KnownSpot(index, last, tokens[index].start, end, form, name) if end else None


def _senses(entry: Noun, language: str, telling: tuple[str, ...]) -> Iterator[Sense]:
    company = _last_words(entry.company + (telling if entry.open else ()), language)
    unlike = _last_words(entry.unlike, language)
    for noun in entry.nouns:
        every = forms(noun, language)
        for number, form in enumerate(every):
            yield Sense(_words(form), noun, form, entry, company, unlike, plural=number > 0 or len(every) == 1)


def _words(phrase: str) -> tuple[str, ...]:
    return tuple(token.word for token in tokens_of(phrase))


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
