"""The small words of a language, and how its noun phrases are built."""

from functools import cache
from typing import Literal, NamedTuple

from extractors.folding import fold_word
from extractors.vocabulary import vocabulary
from extractors.vocabulary.inflection import forms
from models.frozen import Frozen


class GrammarList(Frozen):
    """`<language>/grammar.yaml`.

    `head` says where the noun that tells what a thing is stands in its phrase. `bounds` are words that no phrase
    holds (articles, pronouns, prepositions), nor does it `auxiliaries`, `verbs` (bare or infinitive, inflected by
    rule) or the inflected forms of `homographs`, which are nouns too. `vague` words (quantity, order, praise) stand
    in a name only, with a capital. `links` may stand inside a name, between words of it; the `tying` among them
    also begin what says the sort of a thing, `ands` join; words spelt as in `unaccented` look like links and are
    none, `idle` words classify nothing (`en vigueur`), `spans` of time say how long a thing lasts (`two-day`).
    `gerunds` look like forms of verbs or plurals and do stand before a noun; `adverbial` ones end like adverbs and
    are none; `adjectives` are endings of adjectives. `definite` and `demonstrative` point back to what was named
    before; `determiners` make a noun, `verbal` words before it or `objects` after it a verb, of what may be both,
    `relatives` of what ends in `s`; after `copulas` it is said what a thing is, after `locatives` where, after
    `inside` in or by which building. Two of `paired` (or of what ends in `adjectives`) with one of `ands` between
    are one modifier (`small and medium`); a singular stands alone after one of `singling` or an article;
    `gathering` ones say whom a body gathers. `joining` words tie a complement to a noun, `purposes` one that says
    what for; after them `owners` say whose a thing is, not which. `before` are adjectives that precede a noun which
    stands first, `apposed` nouns that follow it as adjectives do (`veillée santé`); `participles` (with their accents)
    and `infinitives` are endings. `compounds`: nouns are written in one word with what modifies them; `capitals`: they
    tell a name, for not every noun has one.
    """

    head: Literal["first", "last"]
    bounds: tuple[str, ...]
    vague: tuple[str, ...] = ()
    auxiliaries: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    homographs: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    tying: tuple[str, ...] = ()
    ands: tuple[str, ...] = ()
    unaccented: tuple[str, ...] = ()
    idle: tuple[str, ...] = ()
    spans: tuple[str, ...] = ()
    gerunds: tuple[str, ...] = ()
    adverbial: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    ordinals: tuple[str, ...] = ()
    definite: tuple[str, ...] = ()
    demonstrative: tuple[str, ...] = ()
    determiners: tuple[str, ...] = ()
    indefinite: tuple[str, ...] = ()
    copulas: tuple[str, ...] = ()
    verbal: tuple[str, ...] = ()
    relatives: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    locatives: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    paired: tuple[str, ...] = ()
    singling: tuple[str, ...] = ()
    joining: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    gathering: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    apposed: tuple[str, ...] = ()
    participles: tuple[str, ...] = ()
    infinitives: tuple[str, ...] = ()
    compounds: bool = False
    capitals: bool = True


class Grammar(NamedTuple):
    """The same, folded and inflected, for look-up.

    `loose` are the words that stand in a name only, `inflected` the verbs' forms among them.
    """

    head: Literal["first", "last"]
    bounds: frozenset[str]
    loose: frozenset[str]
    inflected: frozenset[str]
    homographs: frozenset[str]
    links: frozenset[str]
    tying: frozenset[str]
    ands: frozenset[str]
    unaccented: frozenset[str]
    idle: frozenset[str]
    spans: frozenset[str]
    gerunds: frozenset[str]
    adverbial: frozenset[str]
    adjectives: tuple[str, ...]
    ordinals: frozenset[str]
    definite: frozenset[str]
    demonstrative: frozenset[str]
    determiners: frozenset[str]
    indefinite: frozenset[str]
    copulas: frozenset[str]
    verbal: frozenset[str]
    relatives: frozenset[str]
    objects: frozenset[str]
    locatives: frozenset[str]
    inside: frozenset[str]
    paired: frozenset[str]
    singling: frozenset[str]
    joining: frozenset[str]
    purposes: frozenset[str]
    owners: frozenset[str]
    gathering: frozenset[str]
    before: frozenset[str]
    apposed: frozenset[str]
    participles: tuple[str, ...]
    infinitives: tuple[str, ...]
    compounds: bool
    capitals: bool


@cache
def grammar(language: str) -> Grammar:
    """The grammar of `language`; of English where there is none."""
    read = vocabulary(language, "grammar", GrammarList)
    inflected = [form for verb in read.verbs for form in _inflected(fold_word(verb), read.head)]
    inflected += [form for verb in read.homographs for form in _inflected(fold_word(verb), read.head)[1:]]
    return Grammar(
        head=read.head,
        bounds=_folded(read.bounds),
        loose=_folded((*read.vague, *read.auxiliaries, *inflected)) - _folded(read.gerunds),
        inflected=_folded(tuple(inflected)),
        homographs=_folded(read.homographs),
        links=_folded(read.links),
        tying=_folded(read.tying),
        ands=_folded(read.ands),
        unaccented=frozenset(read.unaccented),
        idle=_folded(read.idle),
        spans=_folded(read.spans),
        gerunds=_folded(read.gerunds),
        adverbial=_folded(read.adverbial),
        adjectives=tuple(fold_word(each) for each in read.adjectives),
        ordinals=_folded(read.ordinals),
        definite=_folded(read.definite),
        demonstrative=_folded(read.demonstrative),
        determiners=_folded((*read.determiners, *read.definite, *read.demonstrative, *read.indefinite)),
        indefinite=_folded(read.indefinite),
        copulas=_folded(read.copulas),
        verbal=_folded(read.verbal),
        relatives=_folded(read.relatives),
        objects=_folded(read.objects),
        locatives=_folded(read.locatives),
        inside=_folded(read.inside),
        paired=_folded(read.paired),
        singling=_folded((*read.singling, *read.definite, *read.demonstrative, *read.indefinite)),
        joining=_folded(read.joining),
        purposes=_folded(read.purposes),
        owners=frozenset(fold_word(form) for each in read.owners for form in forms(each, language)),
        before=_folded(read.before),
        apposed=_folded(read.apposed),
        gathering=_folded(read.gathering),
        participles=read.participles,
        infinitives=read.infinitives,
        compounds=read.compounds,
        capitals=read.capitals,
    )


def _folded(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(fold_word(word) for word in words)


def _inflected(verb: str, head: str) -> tuple[str, ...]:
    """An English verb's regular forms; of a French one in -er those that stand before or after a noun."""
    if head == "first":
        stem = verb.removesuffix("er")
        return (verb, *(stem + end for end in ("e", "es", "ent", "ez", "ons", "ant", "ait", "aient", "era", "eront")))
    stem = verb.removesuffix("e")
    third = verb[:-1] + "ies" if verb.endswith("y") and verb[-2:-1] not in "aeou" else verb + "s"
    if verb.endswith(("s", "x", "z", "ch", "sh")):
        third = verb + "es"
    past = verb[:-1] + "ied" if third.endswith("ies") else stem + "ed"
    doubled = verb + verb[-1:]
    return (verb, third, past, stem + "ing", verb + "ing", doubled + "ed", doubled + "ing")
