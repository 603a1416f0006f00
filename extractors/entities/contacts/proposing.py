"""Every contact in the author's words."""

import re
from collections.abc import Iterator

from models.candidate import ContactCandidate, Page
from models.vocabulary import ContactKind

_PLAIN = re.compile(r"(?<![\w.+-])[\w+][\w.+-]{0,63}@[a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9-]{1,63}){1,6}", re.IGNORECASE)


def propose(page: Page) -> Iterator[ContactCandidate]:
    """The contacts in the page's passages."""
    for passage in page.passages:
        for match in _PLAIN.finditer(passage.text):
            local, _, host = match[0].partition("@")
            yield ContactCandidate(
                start=passage.start + match.start(),
                end=passage.start + match.end(),
                extractor="contacts.email",
                confidence=0.98,
                contact=ContactKind.EMAIL,
                value=f"{local}@{host.lower()}",
            )
