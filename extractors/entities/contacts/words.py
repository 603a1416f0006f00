"""The word lists that contacts are told by, of all languages at once: addresses mix them more than prose does."""

from collections.abc import Mapping
from functools import cache

from extractors.vocabulary import languages, vocabulary
from models.frozen import Frozen


class ContactWords(Frozen):
    """What `<language>/contacts.yaml` holds; the file tells what each list is for."""

    at: tuple[str, ...] = ()
    at_weak: tuple[str, ...] = ()
    at_rare: tuple[str, ...] = ()
    at_bracketed: tuple[str, ...] = ()
    dot: tuple[str, ...] = ()
    dash: tuple[str, ...] = ()
    underscore: tuple[str, ...] = ()
    mailboxes: tuple[str, ...] = ()
    not_mailboxes: tuple[str, ...] = ()
    phone: tuple[str, ...] = ()
    fax: tuple[str, ...] = ()
    email: tuple[str, ...] = ()
    site: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()
    leading: tuple[str, ...] = ()


class Domains(Frozen):
    """What `en/domains.yaml` holds: top-level domains, which no language owns."""

    country: tuple[str, ...]
    generic: tuple[str, ...]
    reserved: tuple[str, ...]
    worldwide: tuple[str, ...]
    home: Mapping[str, str]
    works: frozenset[str]
    files: tuple[str, ...]


@cache
def contact_words() -> ContactWords:
    """The lists of every language, joined in the order of the languages' codes."""
    lists = [vocabulary(language, "contacts", ContactWords) for language in languages()]
    return ContactWords(
        **{
            field: tuple(dict.fromkeys(word for each in lists for word in getattr(each, field)))
            for field in ContactWords.model_fields
        }
    )


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
    """Whether `label` can end a host: a known top-level domain, or one of other letters than a to z."""
    folded = label.casefold()
    return folded in top_domains() or (not folded.isascii() and folded.isalpha() and len(folded) > 1)
