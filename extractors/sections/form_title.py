"""A case's title that is an answer of its form: `Title of the practice: The Mill`."""

from collections.abc import Sequence
from functools import cache
from itertools import chain, islice

from extractors.folding import fold
from extractors.vocabulary import vocabulary
from models.frozen import Frozen
from models.record import Section
from models.vocabulary import PairState

_LANGUAGES = ("en", "fr", "de", "es")
_FIRST = 4
_LONGEST = 30


class TitleWords(Frozen):
    """How a form asks for the title: by `titles` alone; by `titles` or `names` with `things`, `between` them."""

    titles: frozenset[str]
    names: frozenset[str]
    things: frozenset[str]
    between: frozenset[str]


def title_in(sections: Sequence[Section], *, unless_named: bool) -> str | None:
    """The answer, among the first few of the form, to the prompt for the title; None where there is none.

    `unless_named`: the page bears a title of its own, which a mere `Name of the project` does not replace.
    """
    for pair in islice(chain.from_iterable(each.pairs for each in sections), _FIRST):
        asked = asks_title(pair.question) or (not unless_named and asks_name(pair.question))
        if asked and pair.state is PairState.ANSWERED and len(pair.answer.split()) <= _LONGEST:
            return " ".join(pair.answer.split())
    return None


def asks_title(label: str) -> bool:
    """Whether `label` asks for a title: `Title`, `Title of your project`, `Intitulé de l'action`."""
    return any(_is_called(label, words, words.titles, alone=True) for words in _all_words())


def asks_name(label: str) -> bool:
    """Whether `label` asks what the case is called: `Name of the initiative`, `Projektname`."""
    return any(_is_called(label, words, words.names, alone=False) for words in _all_words())


def _is_called(label: str, words: TitleWords, heads: frozenset[str], *, alone: bool) -> bool:
    told = [part for word in fold(label).split() for part in word.split("'")]
    found = {word for word in told if word in heads}
    things = {word for word in told if word in words.things}
    joined = len(told) == 1 and any(told[0] == thing + head for thing in words.things for head in heads)
    rest = set(told) - found - things - words.between
    return joined or (bool(found) and not rest and bool(things or (alone and len(told) == 1)))


@cache
def _all_words() -> tuple[TitleWords, ...]:
    lists = (vocabulary(language, "titles", TitleWords) for language in _LANGUAGES)
    return tuple(
        TitleWords(**{name: map(fold, getattr(each, name)) for name in TitleWords.model_fields}) for each in lists
    )
