"""Writes what the signs of organisations' names are worth: `make weigh`.

`python -m pipeline.weighing FOLDER …`: folders with pages and gold files. Every page counts with the model's names and
without them. A tool for developers.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from extractors.entities.actors.evidence import tell
from extractors.entities.actors.weights import WEIGHTS
from extractors.entities.find import prepared
from extractors.entities.names import load_name_finders
from extractors.evaluation import folding
from extractors.evaluation.regression import BASE, Sample, chance, fit, left_out, told
from extractors.language import tell_language
from extractors.passages import authored
from extractors.readers import read
from extractors.sections.catalogue import load_templates
from extractors.sections.outline import split
from extractors.toolkit import Toolkit
from models.candidate import Page
from models.capture import Capture
from models.gold import labelled
from pipeline.gold import LabelledPage, read_gold
from pipeline.settings import MODELS

_MAX_BYTES = 20 * 1024 * 1024
# What the signs mean that few pages bear: the fit starts from it.
EXPECTED = {"head": 4.0, "known": 4.0, "known short form": 3.0, "kind before": 3.0, "described": 3.0}
_NOTICE = """\
# What each sign is worth that a name is an organisation's, in log-odds; `base` is a name without any. Written by
# `make weigh` from {samples} names of labelled pages, {templates} templates; do not edit.
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the file anew, and print how the same fit does on templates that it was not shown."""
    parser = argparse.ArgumentParser(prog="pipeline.weighing", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, help="folders with pages and gold files")
    chosen = parser.parse_args(arguments)
    toolkit = Toolkit(templates=load_templates(None), names=load_name_finders(MODELS))
    found = [sample for folder in chosen.folders for sample in samples(folder, toolkit)]
    worth = fit(found, EXPECTED)
    WEIGHTS.write_text(table(worth, found), encoding="utf-8")
    shown = [(each.right, chance(worth, each.signs)) for each in found]
    rest = told(list(left_out(found, EXPECTED)))
    sys.stderr.write(f"written to {WEIGHTS}\neach template by a fit of the rest: {rest}\n")
    sys.stderr.write(f"the same pages: {told(shown)}\n")


def samples(folder: Path, toolkit: Toolkit) -> Iterator[Sample]:
    """Every name on the labelled pages of `folder` that may be an organisation's, but those that gold leaves open."""
    for labelled_page in read_gold(folder).pages:
        gold = labelled_page.gold
        actors = labelled(gold.actors, gold.optional.actors)
        if actors is None or gold.partial:
            continue
        wanted = {folding.name(form) for actor in actors if actor.named for form in (*actor.names, *actor.also)}
        open_ = {folding.name(form) for actor in actors if actor.optional or not actor.named for form in actor.names}
        bare = _page(labelled_page, toolkit)
        for finder in (toolkit.names.get(bare.language), None):
            page, _ = prepared(bare, finder)
            for name in tell(page).values():
                forms = {folding.name(page.text[spot.start : spot.end]) for spot in name.spots}
                if forms.isdisjoint(open_):
                    yield Sample(labelled_page.group, name.signs, not forms.isdisjoint(wanted))


def _page(labelled_page: LabelledPage, toolkit: Toolkit) -> Page:
    capture = Capture(source="gold", uri=labelled_page.uri, content=labelled_page.path.read_bytes())
    document = read(capture, max_bytes=_MAX_BYTES)
    language = tell_language(document, hint=None)
    outline = split(document, toolkit.templates, name=capture.uri, language=language, template=None)
    return authored(document, outline, language=language, region=None)


def table(worth: Mapping[str, float], found: Sequence[Sample]) -> str:
    """The table as YAML, the weightiest signs first."""
    notice = _NOTICE.format(samples=len(found), templates=len({each.group for each in found}))
    signs = sorted(
        ((value, sign) for sign, value in worth.items() if sign != BASE), key=lambda each: (-each[0], each[1])
    )
    lines = [f"base: {worth[BASE]:.2f}", "signs:", *(f'  "{sign}": {value:.2f}' for value, sign in signs)]
    return notice + "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
