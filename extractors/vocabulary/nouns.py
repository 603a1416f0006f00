"""Word lists of nouns that say what a thing is, as their files have them."""

from typing import Literal

from models.frozen import Frozen


class Noun(Frozen):
    """Nouns (singular) for things of one `form`.

    `needs` says what makes them such a thing: nothing but the word; one of the words of `company` beside it, or a
    name; a name only. In their place, one of `enough` will do: the name of an owner (`World Bank funding`), a number
    after a name (`Culture Programme 2007-2013`), one of the list's cues beside a name (`funded by …`), or (`held`)
    beside the noun with any word of its own (`a soup evening takes place`), what it is compounded with (`Landesfonds`),
    a word that says which sort (`modifier`), a name of several words after an article (`called`).
    `unlike` are words beside it that make it something else, as does one of `not_before` after it (`regulation of
    heat`) or of `not_after` before it (`on loan`). `verb`: it is a verb too. `lists`: a name of it may hold commas
    and, in French, articles; `dated`: a date. `leads`: its name may follow it (`Programme Lowland 2030`). `open`: what
    is beside the noun tells the form, `form` holds where it does not. `alone`: there is but one, so that the singular
    needs no article (`civil society`). `gathers`: an `of` says whom it gathers (`networks of farms`). `territory`: one
    in which something is said to be is a place. `people`: those of a trade, whose plural speaks of what they run.
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
    not_after: tuple[str, ...] = ()
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
