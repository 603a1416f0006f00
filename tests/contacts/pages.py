"""Small pages and the contacts on them, names left aside."""

from functools import cache

from extractors.entities import contacts
from extractors.language import tell_language
from extractors.passages import authored
from extractors.readers import read
from extractors.sections.catalogue import load_templates
from extractors.sections.outline import split
from models.capture import Capture
from models.errors import EmptyPageError
from models.record import Contact

templates = cache(load_templates)


def contacts_of(words: str, *, uri: str = "page.txt", region: str | None = None) -> tuple[Contact, ...]:
    """The contacts of a page that holds nothing but `words`."""
    try:
        document = read(Capture(source="test", uri=uri, content=words.encode(), region=region))
    except EmptyPageError:
        return ()
    language = tell_language(document, hint=None)
    outline = split(document, templates(), name=uri, language=language, template=None)
    page = authored(document, outline, language=language, region=region)
    return contacts.join(page, tuple(contacts.propose(page)))
