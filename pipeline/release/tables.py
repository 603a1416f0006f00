"""The tables of a release: their columns, and the rows that a case has in each."""

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from models.difference import KINDS
from models.record import Amount, AmountValue, Contact, DateValue, Entity
from pipeline.release.manifest import ReleasedCase

Cell = str | int | float | bool | tuple[str, ...] | None
Row = tuple[Cell, ...]
Thing = Entity | Contact | DateValue | AmountValue


class ColumnType(StrEnum):
    """What a column holds, as Frictionless names it; `array` is a list of strings."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    ARRAY = "array"


class Column(NamedTuple):
    """A column; `meaning` in a few words."""

    name: str
    type: ColumnType
    meaning: str


class Table(NamedTuple):
    """A table, its key, and the rows of a case in it. All but `cases` refer to it by `case_id`."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: Callable[[ReleasedCase], Iterable[Row]]


def file_of(table: str) -> str:
    """The name of the table's file."""
    return f"{table}.parquet"


def _text(name: str, meaning: str) -> Column:
    return Column(name, ColumnType.STRING, meaning)


def _count(name: str, meaning: str) -> Column:
    return Column(name, ColumnType.INTEGER, meaning)


def _number(name: str, meaning: str) -> Column:
    return Column(name, ColumnType.NUMBER, meaning)


_OF_CASE = (_text("case_id", "the case"), _count("position", "its place among the case's rows of this table, from 0"))
_SPAN = (
    _count("start", "where it begins in the case's text, in code points; null where it has no place"),
    _count("end", "where it ends"),
)
_EVIDENCE = (
    _count("mentions", "how often the page says it"),
    _number("confidence", "the chance (0 to 1) that a curator keeps it"),
)
_NAMED = (
    *_OF_CASE,
    _text("id", "the same for a thing of this name on every page"),
    _text("name", "its fullest form"),
    Column("names", ColumnType.ARRAY, "every form"),
)
_MONEY = (
    _number("value", "the amount, or a range's lower end"),
    _number("value_to", "a range's upper end, or null"),
    _text("currency", "ISO 4217, or null where the page does not say"),
)


def _cases(case: ReleasedCase) -> Iterator[Row]:
    record, source, coverage = case.record, case.record.source, case.record.coverage
    template = record.template
    yield (
        *(record.id, case.version, case.digest, record.language, record.title),
        *((template.key, template.version, template.fit) if template else (None, None, None)),
        *(source.name, source.uri, source.media_type, source.sha256, source.captured_at),
        *(coverage.characters, coverage.used, coverage.boilerplate, coverage.unaccounted, record.text),
    )


def _sections(case: ReleasedCase) -> Iterator[Row]:
    for position, each in enumerate(case.record.sections):
        span = (each.span.start, each.span.end)
        yield case.record.id, position, each.key, each.number, each.heading, each.text, *span


def _pairs(case: ReleasedCase) -> Iterator[Row]:
    pairs = [(section.key, pair) for section in case.record.sections for pair in section.pairs]
    for position, (section, pair) in enumerate(pairs):
        value = pair.value if isinstance(pair.value, str) else None
        options = pair.value if isinstance(pair.value, tuple) else None
        amount = pair.value if isinstance(pair.value, Amount) else None
        money = (amount.value, amount.value_to, amount.currency) if amount else (None, None, None)
        span = (pair.span.start, pair.span.end) if pair.span else (None, None)
        told = (pair.key, pair.question, pair.answer, pair.state.value, value, options)
        yield case.record.id, position, section, *told, *money, *span


def _fields(case: ReleasedCase) -> Iterator[Row]:
    for position, each in enumerate(case.record.fields):
        yield case.record.id, position, each.label, each.value, each.span.start, each.span.end


def _things(kind: str, *attributes: str) -> Callable[[ReleasedCase], Iterator[Row]]:
    """The rows of a kind of things, which the record has under that name."""

    def rows(case: ReleasedCase) -> Iterator[Row]:
        things: tuple[Thing, ...] = getattr(case.record, kind)
        for position, each in enumerate(things):
            sure = max((mention.confidence for mention in each.mentions), default=None)
            told = (getattr(each, name) for name in attributes)
            yield case.record.id, position, *told, len(each.mentions), sure

    return rows


def _mentions(case: ReleasedCase) -> Iterator[Row]:
    mentions = (
        (kind, number, each)
        for kind in KINDS
        for number, thing in enumerate(getattr(case.record, kind))
        for each in thing.mentions
    )
    for position, (kind, number, each) in enumerate(mentions):
        words = (each.quote, each.section, each.extractor, each.confidence)
        yield case.record.id, position, kind, number, each.start, each.end, *words


_KEY = ("case_id", "position")
_ENTITY = ("id", "name", "names")

TABLES = (
    Table(
        "cases",
        "one row a case",
        (
            _text("id", "of the case: the same on every machine, kept when its page changes"),
            _count("version", "the number of this version, from 1"),
            _text("digest", "SHA-256 of the case's line in cases.jsonl.zst"),
            _text("language", "BCP 47"),
            _text("title", "the case's own title"),
            _text("template", "the key of the template that split it, or null"),
            _count("template_version", "the template's version"),
            _number("template_fit", "the share (0 to 1) of the template on the page"),
            _text("source", "the source's name"),
            _text("uri", "the page's address in the source"),
            _text("media_type", "what the page was read as"),
            _text("sha256", "of the page's bytes"),
            _text("captured_at", "when they were captured: UTC, RFC 3339"),
            _count("characters", "non-blank code points of the text: the sum of the next three"),
            _count("used", "those in sections"),
            _count("boilerplate", "those known as the site's"),
            _count("unaccounted", "the others"),
            _text("text", "the page's words, into which all offsets point"),
        ),
        ("id",),
        _cases,
    ),
    Table(
        "sections",
        "the page's sections in their order",
        (
            *_OF_CASE,
            _text("key", "the template's, or made of the heading"),
            _text("number", "as on the page"),
            _text("heading", "as on the page"),
            _text("text", "the author's words, without prompts and guidance"),
            *_SPAN,
        ),
        _KEY,
        _sections,
    ),
    Table(
        "pairs",
        "prompts and their answers",
        (
            *_OF_CASE,
            _text("section", "the section's key"),
            _text("key", "the template's, or made of the question"),
            _text("question", "the prompt"),
            _text("answer", "the author's words below it"),
            _text("state", "answered, unknown, blank or missing"),
            _text("value", "the typed answer: yes, no, partly; a date in EDTF; words"),
            Column("options", ColumnType.ARRAY, "the chosen options"),
            _number("amount", "an amount, or a range's lower end"),
            _number("amount_to", "a range's upper end"),
            _text("currency", "ISO 4217"),
            *_SPAN,
        ),
        _KEY,
        _pairs,
    ),
    Table(
        "fields",
        "facts of the page's header",
        (*_OF_CASE, _text("label", "as on the page"), _text("value", "as on the page"), *_SPAN),
        _KEY,
        _fields,
    ),
    Table(
        "actors",
        "organisations, and kinds of organisations",
        (
            *_NAMED,
            _text("sector", "government, business, knowledge, civil_society, intermediary or unknown"),
            Column("named", ColumnType.BOOLEAN, "false for a kind of organisation"),
            *_EVIDENCE,
        ),
        _KEY,
        _things("actors", *_ENTITY, "sector", "named"),
    ),
    Table(
        "events",
        "what is held at a time and gathers people",
        (
            *_NAMED,
            _text("kind", "what sort"),
            _text("date", "EDTF"),
            _text("place", "a place's name on this page"),
            *_EVIDENCE,
        ),
        _KEY,
        _things("events", *_ENTITY, "kind", "date", "place"),
    ),
    Table(
        "persons",
        "named persons",
        (*_NAMED, _text("role", "as on the page"), _text("organisation", "an actor's name on this page"), *_EVIDENCE),
        _KEY,
        _things("persons", *_ENTITY, "role", "organisation"),
    ),
    Table(
        "contacts",
        "contacts, but those that are withheld",
        (
            *_OF_CASE,
            _text("kind", "email, phone or url"),
            _text("value", "normalised: a plain address, E.164, an absolute URL"),
            _text("person", "whose it is"),
            _text("organisation", "whose it is"),
            *_EVIDENCE,
        ),
        _KEY,
        _things("contacts", "kind", "value", "person", "organisation"),
    ),
    Table(
        "places",
        "named places",
        (*_NAMED, _text("country", "ISO 3166-1 alpha-2"), *_EVIDENCE),
        _KEY,
        _things("places", *_ENTITY, "country"),
    ),
    Table(
        "dates",
        "dates of the case",
        (*_OF_CASE, _text("text", "as on the page"), _text("value", "EDTF (ISO 8601-2)"), *_EVIDENCE),
        _KEY,
        _things("dates", "text", "value"),
    ),
    Table(
        "amounts",
        "amounts of money",
        (*_OF_CASE, _text("text", "as on the page"), *_MONEY, *_EVIDENCE),
        _KEY,
        _things("amounts", "text", "value", "value_to", "currency"),
    ),
    Table(
        "instruments",
        "means by which policy acts",
        (*_NAMED, _text("kind", "what sort"), *_EVIDENCE),
        _KEY,
        _things("instruments", *_ENTITY, "kind"),
    ),
    Table(
        "mentions",
        "where a page says a thing: the evidence of the eight tables before",
        (
            *_OF_CASE,
            _text("table", "the table of the thing"),
            _count("thing", "its position there"),
            _count("start", "where the words begin in the case's text, in code points"),
            _count("end", "where they end"),
            _text("quote", "the words"),
            _text("section", "the section's key, or null outside any"),
            _text("extractor", "which rule or model proposed it"),
            _number("confidence", "the chance (0 to 1) that a curator keeps it"),
        ),
        _KEY,
        _mentions,
    ),
)
