"""The word lists that contacts are told by, of all languages at once: addresses mix them more than prose does."""

from collections.abc import Mapping
from functools import cache

from extractors.folding import fold_word
from extractors.vocabulary import languages, vocabulary
from models.frozen import Frozen

_SHORTEST_UNACCENTED = 3


class ContactWords(Frozen):
    """What `<language>/contacts.yaml` holds; the file tells what each list is for."""

    at: tuple[str, ...] = ()
    at_weak: tuple[str, ...] = ()
    at_rare: tuple[str, ...] = ()
    at_bracketed: tuple[str, ...] = ()
    dot: tuple[str, ...] = ()
    dash: tuple[str, ...] = ()
    underscore: tuple[str, ...] = ()
    plus: tuple[str, ...] = ()
    decoys: tuple[str, ...] = ()
    mailboxes: tuple[str, ...] = ()
    not_mailboxes: tuple[str, ...] = ()
    verb_endings: tuple[str, ...] = ()
    determiners: tuple[str, ...] = ()
    phone: tuple[str, ...] = ()
    dialling: tuple[str, ...] = ()
    fax: tuple[str, ...] = ()
    numbered: tuple[str, ...] = ()
    email: tuple[str, ...] = ()
    site: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()
    leading: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()


class Domains(Frozen):
    """What `en/domains.yaml` holds: top-level domains, which no language owns."""

    country: tuple[str, ...]
    generic: tuple[str, ...]
    legacy: frozenset[str]
    reserved: tuple[str, ...]
    worldwide: tuple[str, ...]
    home: Mapping[str, str]
    works: frozenset[str]
    files: tuple[str, ...]


@cache
def contact_words() -> ContactWords:
    """The lists of every language, joined in the order of the languages' codes; each word also without its accents."""
    lists = [vocabulary(language, "contacts", ContactWords) for language in languages()]
    return ContactWords(
        **{
            field: tuple(
                dict.fromkeys(form for each in lists for word in getattr(each, field) for form in _spellings(word))
            )
            for field in ContactWords.model_fields
        }
    )


def _spellings(word: str) -> tuple[str, str]:
    """With and without accents; `à` is no `a`."""
    return word, fold_word(word) if len(word) >= _SHORTEST_UNACCENTED else word


@cache
def domains() -> Domains:
    """The lists of top-level domains."""
    lists: Domains = vocabulary("en", "domains", Domains)
    return lists


@cache
def top_domains() -> frozenset[str]:
    """Every known top-level domain, in lower case."""
    return frozenset((*domains().country, *domains().generic, *domains().reserved))


def is_top_domain(label: str) -> bool:
    """Whether `label` can end a host: a known top-level domain, or one in another script than Latin (also as
    RFC 3492 spells it).
    """
    folded = label.casefold()
    if folded.isascii():
        return folded in top_domains() or folded.startswith("xn--")
    return folded.isalpha() and len(folded) > 1


def opens_sentence(label: str, before: str) -> bool:
    """Whether what looks like a host's last part is a sentence's first word: `pots.It` where a blank was forgotten."""
    return label.istitle() and before == before.lower() != ""
