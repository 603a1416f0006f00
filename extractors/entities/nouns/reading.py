"""A passage as the rules for noun phrases read it, and what they make of it."""

from collections.abc import Sequence
from typing import NamedTuple

from extractors.tokens import Token, adjoined, capital, hyphened, opens_sentence
from extractors.vocabulary.grammar import Grammar


class Phrase(NamedTuple):
    """The tokens `first` to `last` (included) around the noun at `noun`; `named`: capitals make it a name.

    `end` is where its words end in the passage: a number that belongs to the name may follow the last token.
    """

    first: int
    last: int
    noun: int
    named: bool
    end: int


class Reading(NamedTuple):
    """A passage under a language's grammar; `nouns` are words that end a phrase of their own.

    `ordinals`: `second` and the like belong to what is named. `lists`: a name may hold commas (as those of acts do);
    `dated`: the date of an act belongs to its name. `greedy`: a noun without a capital may take the name that a small
    word ties to it (`lancement de Tilleul`). `sorting`: vague words that here say what sort a thing is; `gathers`: an
    `of` after the noun says whom it gathers; `leads`: a name may follow it right
    away; `whole`: complements with an article belong to it (`salon de la
    rénovation`); `quotes`: so does a name in quotes right after it.
    """

    text: str
    tokens: Sequence[Token]
    rules: Grammar
    nouns: frozenset[str] = frozenset()
    ordinals: bool = False
    lists: bool = False
    greedy: bool = False
    dated: bool = False
    sorting: frozenset[str] = frozenset()
    gathers: bool = False
    leads: bool = False
    whole: bool = False
    quotes: bool = False

    def capital(self, index: int) -> bool:
        """Whether the word begins with a capital, in a language where that tells something."""
        return self.rules.capitals and capital(self.text, self.tokens[index])

    def opens(self, index: int) -> bool:
        """Whether the word stands where a capital tells nothing."""
        return opens_sentence(self.text, self.tokens[index])

    def acronym(self, index: int) -> bool:
        """Whether the word is written in capitals throughout; a plural's `s` does not count."""
        raw = self.raw(index)
        core = raw[:-1] if raw.endswith("s") else raw
        return len(core) > 1 and core.isupper()

    def word(self, index: int) -> str:
        """The folded word."""
        return self.tokens[index].word

    def adjoined(self, index: int) -> bool:
        """Whether no more than a blank or a hyphen parts the word from the next; a capital begins a line of its own."""
        if not adjoined(self.text, self.tokens, index):
            return False
        return self.text[self.tokens[index].end] != "\n" or not self.capital(index + 1)

    def is_tying(self, index: int) -> bool:
        """Whether the small word ties what says the sort to a noun."""
        return self.word(index) in self.rules.tying

    def is_preposition(self, index: int) -> bool:
        """Whether folding has not made a preposition of a verb (`a` for `à`)."""
        token = self.tokens[index]
        return self.text[token.start : token.end].casefold() not in self.rules.unaccented

    def raw(self, index: int) -> str:
        """The word as written."""
        return self.text[self.tokens[index].start : self.tokens[index].end]

    def owns(self, index: int) -> bool:
        """Whether it is a plural with the mark of an owner (`residents' `)."""
        end = self.tokens[index].end
        return self.word(index).endswith("s") and self.text[end : end + 1] in ("'", "’")

    def names(self, index: int) -> bool:
        """Whether the word may be part of a name by its capital."""
        return self.capital(index) and (self.word(index) not in self.rules.bounds or self.acronym(index))

    def hyphened(self, index: int) -> bool:
        """Whether a hyphen alone ties the word to the next."""
        return hyphened(self.text, self.tokens, index)
