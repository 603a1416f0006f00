"""Nouns that say what a thing is, and names known everywhere: where they stand in a passage."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import Literal, NamedTuple, TypeVar

from extractors.folding import fold_word
from extractors.tokens import Token, adjoined, tokens_of
from extractors.vocabulary import vocabulary
from extractors.vocabulary.grammar import grammar
from extractors.vocabulary.inflection import forms
from models.frozen import Frozen

Entry = TypeVar("Entry")
_POSSESSIVE = "'s"


class Noun(Frozen):
    """Nouns (singular) for things of one `form`.

    `needs` says what makes them such a thing: nothing but the word; one of the words of `company` beside it, or a
    name; a name only. In their place, one of `enough` will do: the name of an owner (`World Bank funding`), a number
    after a name (`Culture Programme 2007-2013`), one of the list's cues beside a name (`funded by …`), or (`held`)
    beside the noun with any word of its own (`a soup evening takes place`), what it is compounded with (`Landesfonds`),
    a word that says which sort (`modifier`), a name of several words after an article (`called`).
    `unlike` are words beside it that make it something else, as does one of `not_before` after it (`regulation of
    heat`). `verb`: the word is a verb too. `lists`: a name of it may hold commas and, in French, articles; `dated`: a
    date. `leads`: its name may follow it (`Programme Lowland 2030`). `open`: what is beside the noun tells the form,
    `form` holds where it does not. `alone`: there is but one, so that the singular needs no article (`civil society`).
    `gathers`: an `of` says whom it gathers (`networks of farms`). `territory`: one in which something is said to be is
    a place. `people`: those of a trade, whose plural speaks of what they run.
    """

    form: str
    nouns: tuple[str, ...]
    needs: Literal["nothing", "company", "name"] = "nothing"
    company: tuple[str, ...] = ()
    names_need_company: bool = False
    enough: tuple[Literal["owner", "number", "cue", "held", "compound", "modifier", "called"], ...] = ()
    unlike: tuple[str, ...] = ()
    verb: bool = False
    lists: bool = False
    leads: bool = False
    dated: bool = False
    not_before: tuple[str, ...] = ()
    open: bool = False
    alone: bool = False
    gathers: bool = False
    territory: bool = False
    people: bool = False


class Telling(Frozen):
    """Modifiers that tell the form of a thing where its noun leaves that open, or tells nothing without one.

    `loose` ones tell it only where the noun itself tells little.
    """

    form: str
    loose: bool = False
    words: tuple[str, ...]


class KnownNames(Frozen):
    """Names of things of one `form` that do not say it themselves. A name in capitals is found in capitals only."""

    form: str
    names: tuple[str, ...]


class LexiconList(Frozen):
    """`<language>/events.yaml`, `<language>/instruments.yaml`, `<language>/kinds.yaml` (of organisation).

    `bearers` are nouns that make a noun before them a mere attribute: a `workshop leader` is no workshop. `light` words
    add nothing to what a thing is (`subsidy scheme`); `general` ones may stand for any. `labels` are those of a page's
    header under which such things are listed, `headings` words that head a paragraph and name nothing; `cues` stand
    before a name that is one of such a thing. Each group of `spelling` is one word in several. `telling` modifiers say
    the form of open nouns. `sorting` words are vague elsewhere and say here what sort a thing is (`small farms`).
    `whole`: what an article ties to the noun belongs to it too (`salon de la rénovation`), unless it is an owner. A
    prompt with one of `asking` asks for such things. `premises` are buildings too, and in one something is; of one of
    `holders` (`member of parliament`) the noun is no more than a part. A noun of at least `tail` letters may end a
    compound.
    """

    nouns: tuple[Noun, ...]
    names: tuple[KnownNames, ...] = ()
    bearers: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    light: tuple[str, ...] = ()
    general: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    spelling: tuple[tuple[str, ...], ...] = ()
    telling: tuple[Telling, ...] = ()
    sorting: tuple[str, ...] = ()
    asking: tuple[str, ...] = ()
    premises: tuple[str, ...] = ()
    holders: tuple[str, ...] = ()
    whole: bool = False
    tail: int = 6


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
        return True
    # A compound ends in the noun.
    form = sense.form.split()[0].casefold()
    return all(
        ours == theirs or not ours.isascii() or theirs.isascii()
        for ours, theirs in zip(form, folded[-len(form) :], strict=False)
    )


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
