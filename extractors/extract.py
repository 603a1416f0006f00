"""The whole story: a captured page in, its record out."""

from hashlib import sha256

from extractors.coverage import account
from extractors.entities.calibration import calibrate
from extractors.entities.find import find_entities
from extractors.entities.relate import relate
from extractors.identity import case_id
from extractors.language import tell_language
from extractors.passages import authored
from extractors.readers import read
from extractors.sections.outline import split
from extractors.sections.typed import typed
from extractors.toolkit import Toolkit
from models.capture import Capture
from models.record import CaseRecord, Source


def extract(capture: Capture, toolkit: Toolkit, *, max_bytes: int = 20 * 1024 * 1024) -> CaseRecord:
    """The record of `capture`. Raises PageError where the page cannot be milled, and nothing else on any bytes."""
    document = read(capture, max_bytes=max_bytes)
    language = tell_language(document, hint=capture.language)
    outline = split(document, toolkit.templates, name=capture.uri, language=language, template=capture.template)
    page = authored(document, outline, language=language, region=capture.region)
    entities = relate(page, find_entities(page, toolkit.names.get(language), toolkit.taught))
    if toolkit.calibration:
        entities = calibrate(entities, toolkit.calibration)
    template = toolkit.templates[outline.template.key] if outline.template else None
    return CaseRecord(
        id=case_id(capture.source, capture.uri),
        language=language,
        title=outline.title,
        template=outline.template,
        source=Source(
            name=capture.source,
            uri=capture.uri,
            media_type=document.media_type,
            sha256=sha256(capture.content).hexdigest(),
            captured_at=capture.captured_at,
        ),
        text=document.text,
        fields=outline.fields,
        sections=typed(outline.sections, template, entities.dates, entities.amounts),
        **dict(entities),
        findings=outline.findings,
        coverage=account(document.text, outline.regions),
    )
