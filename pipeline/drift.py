"""Forms that change: each source's new pages beside those released before, and templates proposed for them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from statistics import mean

from sqlalchemy import Connection

from extractors.folding import fold
from extractors.sections.catalogue import load_templates, template_source
from extractors.sections.drift import added_parts, form_changes, reconciled, with_rewordings
from extractors.sections.learning.amending import amended
from extractors.sections.learning.learn import Learnt, Sample, learn_template
from models.capture import Capture
from models.drift import Drift
from models.errors import PageError, TemplateError
from models.record import CaseRecord
from models.template import Template, key_of
from pipeline import archive
from pipeline.proposals import proposal_path
from pipeline.samples import sample_of
from pipeline.settings import Settings
from pipeline.store.forms import records_since, records_until
from pipeline.template_file import write_template

_FEWEST = 5
_MOST_PAGES = 400
_MOST_SAMPLES = 30
_FALL = 0.2
_RECURRING = 0.3
_FEWEST_RECURRING = 2


def watch(connection: Connection, settings: Settings, sources: Sequence[str], released: str) -> tuple[Drift, ...]:
    """What the pages that came since the run `released` show of each source's form; quiet sources are left out.

    Proposed templates are written to `processed/proposals/`.
    """
    templates = load_templates(settings.own_templates)
    found: list[Drift] = []
    for source in sources:
        now = records_since(connection, source, released, limit=_MOST_PAGES)
        if len(now) >= _FEWEST:
            before = records_until(connection, source, released, limit=_MOST_PAGES)
            found += _drifts(settings, source, templates, before, now)
    return tuple(found)


def _drifts(
    settings: Settings,
    source: str,
    templates: Mapping[str, Template],
    before: Sequence[CaseRecord],
    now: Sequence[CaseRecord],
) -> Iterator[Drift]:
    followed = Counter(page.template.key for page in (*before, *now) if page.template)
    for key, _ in followed.most_common(1):
        drift = _drift(settings, source, templates[key], before, now) if key in templates else None
        if drift is not None:
            yield drift
    strays = [page for page in now if page.template is None]
    if len(strays) >= _FEWEST and _has_recurring(strays):
        learnt = _learnt(settings, strays, key=key_of(source), name=source)
        if learnt is not None:
            path = _propose(settings, f"{source}-new", learnt.template, learnt)
            yield Drift(source=source, template=None, pages=learnt.pages, proposal=path)


def _drift(
    settings: Settings, source: str, template: Template, before: Sequence[CaseRecord], now: Sequence[CaseRecord]
) -> Drift | None:
    own = [page for page in now if page.template and page.template.key == template.key]
    known = [page for page in before if page.template and page.template.key == template.key]
    learnt = _learnt(settings, now, key=template.key, name=template.name) if own else None
    changes = form_changes(template, known, own)
    newer = template
    if learnt is not None:
        added = added_parts(template, amended(template, learnt.template), known, own)
        changes = reconciled((*changes, *added), template, own)
        newer = amended(with_rewordings(template, changes), learnt.template)
    fit, fit_before = _mean_fit(now, template), _mean_fit(before, template) if len(before) >= _FEWEST else None
    fallen = fit_before is not None and fit < fit_before - _FALL
    if not changes and not fallen:
        return None
    path = _propose(settings, source, newer, learnt) if learnt and newer != template else None
    return Drift(
        source=source,
        template=template.key,
        pages=len(now),
        fit=fit,
        fit_before=fit_before,
        changes=changes,
        proposal=path,
    )


def _has_recurring(pages: Sequence[CaseRecord]) -> bool:
    """Whether headings or questions recur on the pages, as those of a form do: learning one is long work."""
    asked = Counter(words for page in pages for words in set(_asked(page)))
    return sum(count >= _RECURRING * len(pages) for count in asked.values()) >= _FEWEST_RECURRING


def _asked(page: CaseRecord) -> Iterator[str]:
    for section in page.sections:
        yield fold(section.heading)
        yield from (fold(pair.question) for pair in section.pairs)


def _mean_fit(pages: Sequence[CaseRecord], template: Template) -> float:
    """The mean share of the template on the pages; one that follows another template, or none, counts 0."""
    fits = [page.template.fit if page.template and page.template.key == template.key else 0 for page in pages]
    return round(mean(fits), 3)


def _learnt(settings: Settings, pages: Sequence[CaseRecord], *, key: str, name: str) -> Learnt | None:
    step = max(1, len(pages) // _MOST_SAMPLES)
    samples = list(_samples(settings, pages[::step][:_MOST_SAMPLES]))
    try:
        return learn_template(samples, key=key, name=name)
    except TemplateError:
        return None


def _samples(settings: Settings, pages: Sequence[CaseRecord]) -> Iterator[Sample]:
    for page in pages:
        content = archive.read(settings.raw, page.source.sha256)
        capture = Capture(source=page.source.name, uri=page.source.uri, content=content, language=page.language)
        try:
            yield sample_of(capture, name=page.source.uri, max_bytes=settings.max_page_bytes)
        except PageError:
            continue


def _propose(settings: Settings, name: str, template: Template, learnt: Learnt) -> str:
    """The file with the proposed template, with the comments of the one in use where there is one."""
    path = proposal_path(settings, name)
    try:
        base = template_source(template.key, settings.own_templates)
    except TemplateError:
        base = None
    write_template(path, template, learnt, base=base)
    return path.relative_to(settings.home).as_posix() if path.is_relative_to(settings.home) else str(path)
