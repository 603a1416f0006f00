"""The words that dates are made of and told by, of all languages at once: months and years are alike across them."""

from collections.abc import Iterable
from functools import cache

from extractors.vocabulary import languages, vocabulary
from models.frozen import Frozen


class DateWords(Frozen):
    """What `<language>/dates.yaml` holds; the English file tells what each list is for."""

    months: tuple[tuple[str, ...], ...]
    weekdays: tuple[str, ...] = ()
    ordinals: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    seasons: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    conjunction: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    decade_before: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    counting: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    year_verbs: tuple[str, ...] = ()
    asks_number: tuple[str, ...] = ()


@cache
def date_words() -> DateWords:
    """The lists of every language, joined in the order of the languages' codes; months stand by their number."""
    lists = [vocabulary(language, "dates", DateWords) for language in languages()]
    months = tuple(_united(each.months[number] for each in lists) for number in range(12))
    fields = set(DateWords.model_fields) - {"months"}
    return DateWords(months=months, **{field: _united(getattr(each, field) for each in lists) for field in fields})


@cache
def month_numbers() -> dict[str, int]:
    """Each month's names and abbreviations in lower case, and its number from 1."""
    return {name: number for number, names in enumerate(date_words().months, start=1) for name in names}


def _united(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for words in lists for word in words))
