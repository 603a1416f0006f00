"""Writes the calibration that extraction carries: `make calibrate`.

`python -m pipeline.calibration FOLDER … [--unseen FOLDER …]`: folders with gold; `--unseen` ones hold pages that no
rule was made with. A tool for developers.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml
from rich.console import Console

from extractors.entities.calibration import CALIBRATION
from extractors.entities.names import load_name_finders
from extractors.evaluation.fitting import fit
from extractors.evaluation.judging import judge, outcomes
from extractors.evaluation.reliability import Outcome, reliability
from extractors.extract import extract
from extractors.sections.catalogue import load_templates
from extractors.toolkit import Toolkit
from models.calibration import Calibration
from models.capture import Capture
from pipeline.commands.scoreboard import reliability_table
from pipeline.gold import read_gold
from pipeline.settings import MODELS

_SPOT_CHECK = Path(__file__).with_name("spot_check.yaml")
_FOLDS = 10
_NOTICE = """\
# By kind and extractor: [the rule's own weight, the chance that what it found is right]. Written by `make calibrate`,
# of {seen} things of pages that the rules were made with and {unseen} of others; do not edit.
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the file anew, and print how the same fit does on templates that it was not shown."""
    parser = argparse.ArgumentParser(prog="pipeline.calibration", description=__doc__)
    parser.add_argument("seen", nargs="+", type=Path, help="folders with pages and gold files")
    parser.add_argument(
        "--unseen", nargs="*", default=[], type=Path, help="the same, of pages that no rule was made with"
    )
    chosen = parser.parse_args(arguments)
    seen, unseen = tuple(_outcomes(chosen.seen)), (*_read_by_hand(), *_outcomes(chosen.unseen))
    calibration = fit(seen, unseen)
    notice = _NOTICE.format(seen=len(seen), unseen=len(unseen))
    CALIBRATION.write_text(notice + yaml.safe_dump(calibration.model_dump(mode="json"), default_flow_style=None))
    sys.stderr.write(f"{len(seen)} things seen and {len(unseen)} unseen; written to {CALIBRATION}\n")
    _show("Unseen things by the rules' own weights", iter(unseen))
    _show("Seen pages, each template by a fit of the rest", _left_out(seen, unseen))
    _show("Unseen pages, each tenth of the things by a fit of the rest", _folded(seen, unseen))


def _outcomes(folders: Sequence[Path]) -> Iterator[Outcome]:
    """How each thing of the pages was weighed by its rule, and whether it is right."""
    toolkit = Toolkit(templates=load_templates(None), names=load_name_finders(MODELS))
    for folder in folders:
        for page in read_gold(folder).pages:
            record = extract(Capture(source="gold", uri=page.uri, content=page.path.read_bytes()), toolkit)
            yield from outcomes(judge(record, page.gold), page.group)


def _read_by_hand() -> Iterator[Outcome]:
    for extractor, weights in yaml.safe_load(_SPOT_CHECK.read_bytes()).items():
        for weight, (right, things) in weights.items():
            for number in range(things):
                yield Outcome("", extractor.split(".")[0], extractor, weight, number < right)


def _left_out(seen: Sequence[Outcome], unseen: Sequence[Outcome]) -> Iterator[Outcome]:
    for group in sorted({outcome.group for outcome in seen}):
        others = fit((outcome for outcome in seen if outcome.group != group), unseen)
        yield from _calibrated([outcome for outcome in seen if outcome.group == group], others)


def _folded(seen: Sequence[Outcome], unseen: Sequence[Outcome]) -> Iterator[Outcome]:
    for fold in range(_FOLDS):
        others = fit(seen, (outcome for number, outcome in enumerate(unseen) if number % _FOLDS != fold))
        yield from _calibrated(unseen[fold::_FOLDS], others)


def _calibrated(weighed: Sequence[Outcome], calibration: Calibration) -> Iterator[Outcome]:
    for each in weighed:
        yield each._replace(confidence=calibration.chance_of(each.kind, each.extractor, each.confidence))


def _show(title: str, told: Iterator[Outcome]) -> None:
    table = reliability(tuple(told))
    if table:
        console = Console(highlight=False, soft_wrap=True)
        console.print(f"\n{title}: expected calibration error {table.error:.3f}")
        console.print(reliability_table(table))


if __name__ == "__main__":
    main()
