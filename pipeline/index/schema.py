"""What the index holds of a case. A change here is a new `SCHEMA`; the index is then made anew."""

import json
import unicodedata
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b

import tantivy

from curation.similarity import Profile
from models.record import CaseRecord
from pipeline.index.analysis import fold, fold_value, stem
from pipeline.index.calendar import covered, days_of
from pipeline.index.facets import FACET, facet_terms
from pipeline.index.fields import NAMED, WHOLE, indexed_values
from pipeline.similar.profiles import pack_profile, profile_of, terms_of

SCHEMA = 3

# The words of a case: as they stand, as stems, and the stems of its title.
WORDS, STEMS, TITLE = "words", "stems", "title"
DAY, NEWEST, KEY, SHOWN = "day", "newest", "key", "shown"
# What cases are compared by: the terms, and the whole of it.
TRAIT, PROFILE = "trait", "profile"
_SPLIT = "split"
_KEY_BITS, _TIE_BITS = 63, 40


def name_field(field: str) -> str:
    """The index's field with the words of names."""
    return f"{field}_names"


@cache
def schema() -> tantivy.Schema:
    """The index's fields."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field(SHOWN, stored=True)
    builder.add_bytes_field(PROFILE, stored=True)
    builder.add_text_field(TRAIT, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(WORDS, tokenizer_name=_SPLIT)
    builder.add_text_field(STEMS, tokenizer_name=_SPLIT, index_option="freq")
    builder.add_text_field(TITLE, tokenizer_name=_SPLIT, index_option="freq")
    builder.add_text_field(FACET, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field(DAY, indexed=True)
    builder.add_unsigned_field(NEWEST, indexed=True, fast=True)
    builder.add_unsigned_field(KEY, indexed=True, fast=True)
    for field in WHOLE:
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    for field in NAMED:
        builder.add_text_field(name_field(field), tokenizer_name=_SPLIT)
    return builder.build()


def prepare(index: tantivy.Index) -> tantivy.Index:
    """The index, knowing how its words are made: all have been made before they come to it."""
    index.register_tokenizer(_SPLIT, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index


def document_of(record: CaseRecord) -> tantivy.Document:
    """What the index holds of the record."""
    document = tantivy.Document()
    document.add_text("id", record.id)
    texts = [
        (section, unicodedata.normalize("NFC", " ".join(text.split()))) for section, text in searched_texts(record)
    ]
    document.add_bytes(SHOWN, json.dumps([record.language, *texts], ensure_ascii=False).encode())
    _add_profile(document, record.title, profile_of(record))
    words = fold("\n".join(text for _, text in texts))
    document.add_text(WORDS, " ".join(words))
    document.add_text(STEMS, " ".join(stem(record.language, word) for word in words))
    document.add_text(TITLE, " ".join(stem(record.language, word) for word in fold(record.title)))
    for term in facet_terms(record):
        document.add_text(FACET, term)
    for field, value in dict.fromkeys(indexed_values(record)):
        document.add_text(field, fold_value(value))
        if field in NAMED:
            document.add_text(name_field(field), " ".join(name_stems(value)))
    for day in {day for date in record.dates for day in days_of(date.value)}:
        document.add_integer(DAY, day)
    document.add_unsigned(KEY, key_of(record.id))
    document.add_unsigned(NEWEST, _newest(record))
    return document


def _add_profile(document: tantivy.Document, title: str, profile: Profile) -> None:
    document.add_bytes(PROFILE, pack_profile(title, profile))
    for term in terms_of(profile):
        document.add_text(TRAIT, term)


def name_stems(name: str) -> list[str]:
    """The words of a name as they are compared, whatever its language: the English stemmer takes plurals off all."""
    return [stem("en", word) for word in fold(name)]


def key_of(case_id: str) -> int:
    """The case as a number."""
    return int.from_bytes(blake2b(case_id.encode(), digest_size=8).digest()) >> (64 - _KEY_BITS)


def _newest(record: CaseRecord) -> int:
    """A number by which cases stand in the order of their newest dates, each at a place of its own.

    A date counts by its first day; 0 are the days of cases without one.
    """
    days = [days[0] or days[1] or 0 for date in record.dates if (days := covered(date.value))]
    return (max(days, default=0) << _TIE_BITS) + (key_of(record.id) >> (_KEY_BITS - _TIE_BITS))


def searched_texts(record: CaseRecord) -> Iterator[tuple[str | None, str]]:
    """The words of the record that are searched, with the key of their section: the author's, and the headings.

    A form's prompts and guidance stand on each of its pages, and would only be in the way.
    """
    yield None, record.title
    yield from ((None, field.value) for field in record.fields)
    if not record.sections:
        yield None, record.text
    for section in record.sections:
        yield section.key, section.heading
        yield section.key, section.text
