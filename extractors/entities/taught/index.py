"""The curators' vocabulary made ready for look-up: its forms by their first word."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeVar

from extractors.entities.naming.forms import same_spelling, singular
from extractors.entities.naming.words import words_in
from extractors.entities.taught.telling import is_short_form, own_words
from extractors.tokens import gap, tokens_of
from models.curator_vocabulary import CuratorVocabulary, Term
from models.vocabulary import Kind

# Words of which so many letters differ are of different nouns, whatever their number.
STEM = 3
Key = TypeVar("Key", str, tuple[str, str])


class Form(NamedTuple):
    """One way in which a term is written: its folded words, the words as written, what stands between them.

    `short`: it is a short form; `single`: one word that could be a common one.
    """

    term: Term
    words: tuple[str, ...]
    written: tuple[str, ...]
    gaps: tuple[str, ...]
    short: bool
    single: bool

    @property
    def is_vague(self) -> bool:
        """Whether none of its words is its own."""
        return not own_words(" ".join(self.written))


class TaughtIndex(NamedTuple):
    """`names` by the first two folded words (nothing for a second), `phrases` by their first letters, longest first.

    `never` are spellings (`forms.same_spelling`) of what is no thing of a kind.
    """

    names: Mapping[tuple[str, str], Sequence[Form]]
    phrases: Mapping[str, Sequence[Form]]
    never: Mapping[Kind, frozenset[str]]


def index_of(vocabulary: CuratorVocabulary) -> TaughtIndex | None:
    """The vocabulary's index, None where it teaches nothing."""
    if vocabulary.is_empty:
        return None
    names: dict[tuple[str, str], list[Form]] = {}
    phrases: dict[str, list[Form]] = {}
    for term in vocabulary.terms:
        for name in (term.name, *term.aliases):
            form = _form(term, name)
            if form.words and term.named:
                names.setdefault((form.words[0], form.words[1] if len(form.words) > 1 else ""), []).append(form)
            elif form.words:
                phrases.setdefault(form.words[0][:STEM], []).append(form)
    never: dict[Kind, set[str]] = {}
    for each in vocabulary.rejections:
        never.setdefault(each.thing, set()).add(same_spelling(each.name))
    return TaughtIndex(
        _longest_first(names), _longest_first(phrases), {kind: frozenset(each) for kind, each in never.items()}
    )


def _longest_first(found: Mapping[Key, Sequence[Form]]) -> Mapping[Key, Sequence[Form]]:
    return {
        first: sorted(forms, key=lambda each: (-len(each.words), each.words, each.term.thing))
        for first, forms in found.items()
    }


def _form(term: Term, name: str) -> Form:
    tokens = tokens_of(name)
    if len(tokens) > 1 and tokens[0].word == "the":
        tokens = tokens[1:]
    words = tuple(each.word if term.named else singular(each.word) for each in tokens)
    short = len(tokens) == 1 and is_short_form(words_in(name))
    return Form(
        term,
        words,
        tuple(name[each.start : each.end] for each in tokens),
        tuple("".join(gap(name, tokens, index).split()) for index in range(len(tokens) - 1)),
        short=short,
        single=term.named and len(tokens) == 1 and not short,
    )
