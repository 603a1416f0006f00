"""The author's words of a page, as the entity extractors may read them."""

from models.candidate import Page, Passage
from models.document import Document
from models.outline import AUTHORED, Outline


def authored(document: Document, outline: Outline, *, language: str, region: str | None) -> Page:
    """The page's passages in order: one for each region of the author's; prompts, guidance and chrome stay out."""
    text = document.text
    passages = tuple(
        Passage(
            start=each.start,
            end=each.end,
            text=text[each.start : each.end],
            role=each.role,
            section=each.section,
            question=each.question,
            expects=each.expects,
        )
        for each in outline.regions
        if each.role in AUTHORED
    )
    return Page(
        text=text,
        masked=text,
        title=outline.title,
        language=language,
        region=region,
        passages=passages,
        links=document.links,
    )
