"""What the index holds of a case. A change here is a new `SCHEMA`; the index is then made anew."""

from collections.abc import Iterator
from functools import cache

import tantivy

from models.record import CaseRecord
from pipeline.values import FACETS, FIELDS, values_of

SCHEMA = 1

# Fields of words: as they stand (folded), and stemmed in the languages that have a stemmer here.
WORDS = "words"
TITLE = "title"
STEMMERS = {"en": "English", "fr": "French"}
_FOLDED = "folded_value"


def stem_field(language: str) -> str:
    """The field with the stems of pages in the language."""
    return f"stems_{language}"


@cache
def schema() -> tantivy.Schema:
    """The index's fields."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(TITLE, stored=True, tokenizer_name=WORDS)
    builder.add_text_field(WORDS, tokenizer_name=WORDS)
    for language in STEMMERS:
        builder.add_text_field(stem_field(language), tokenizer_name=stem_field(language), index_option="freq")
    for field in FIELDS:
        builder.add_text_field(field, tokenizer_name=_FOLDED, fast=field in FACETS, index_option="basic")
    return builder.build()


def prepare(index: tantivy.Index) -> tantivy.Index:
    """The index, knowing how its words are made."""
    index.register_tokenizer(WORDS, words())
    index.register_tokenizer(_FOLDED, folded())
    index.register_fast_field_tokenizer(_FOLDED, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw()).build())
    for language in STEMMERS:
        index.register_tokenizer(stem_field(language), stems(language))
    return index


@cache
def words() -> tantivy.TextAnalyzer:
    """Words without case and accents."""
    return _folding(tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())).build()


@cache
def folded() -> tantivy.TextAnalyzer:
    """A whole value without case and accents."""
    return _folding(tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw())).build()


@cache
def stems(language: str) -> tantivy.TextAnalyzer:
    """Stems of the language, its stop words left out."""
    name = STEMMERS[language]
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
    builder = builder.filter(tantivy.Filter.stopword(name.lower())).filter(tantivy.Filter.stemmer(name))
    return builder.filter(tantivy.Filter.ascii_fold()).build()


def _folding(builder: tantivy.TextAnalyzerBuilder) -> tantivy.TextAnalyzerBuilder:
    return builder.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.ascii_fold())


def document_of(record: CaseRecord) -> tantivy.Document:
    """What the index holds of the record."""
    document = tantivy.Document()
    document.add_text("id", record.id)
    document.add_text(TITLE, record.title)
    searched = "\n".join(text for _, text in searched_texts(record))
    document.add_text(WORDS, searched)
    if record.language in STEMMERS:
        document.add_text(stem_field(record.language), searched)
    for field, value, _ in values_of(record):
        document.add_text(field, value)
    return document


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
