"""The language of a page."""

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from models.document import BlockKind, Document

# Those in which vocabularies or templates are likely: a short list keeps a short page from being taken for Latin.
LANGUAGES = ("cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "hr", "hu", "it", "nl", "pl", "pt", "ro", "sk", "sv")
_ENOUGH_WORDS = 25
_ENOUGH_CHARACTERS = 5_000


def tell_language(document: Document, *, hint: str | None = None) -> str:
    """The page's language as a BCP 47 tag's primary subtag.

    The source's hint wins; then what the words say, where there are enough; then what the page declares of itself
    (a site's `lang` often names the site's language, not the page's); last what few words say.
    """
    if hint:
        return _primary(hint)
    prose = (
        document.words_of(each) for each in document.blocks if each.kind is not BlockKind.CHROME and not each.header
    )
    words = " ".join(prose)[:_ENOUGH_CHARACTERS]
    if document.language and len(words.split()) < _ENOUGH_WORDS:
        return _primary(document.language)
    language, _ = _identifier().classify(words)
    return str(language)


def _primary(tag: str) -> str:
    return tag.replace("_", "-").split("-")[0].lower()


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(LANGUAGES))
    return identifier
