"""What extraction needs beside the page: templates and name finders, loaded once a process."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from extractors.entities.calibration import packaged_calibration
from extractors.entities.names import NameFinder, load_name_finders
from extractors.entities.taught.index import TaughtIndex, index_of
from extractors.sections.catalogue import load_templates
from models.calibration import Calibration
from models.curator_vocabulary import CuratorVocabulary
from models.template import Template


@dataclass(frozen=True)
class Toolkit:
    """`templates` by key, `names` by language (without a model for a language, rules alone work).

    Without a `calibration` a mention's confidence is its rule's own weight. `taught` is what curators taught.
    """

    templates: Mapping[str, Template] = field(default_factory=dict)
    names: Mapping[str, NameFinder] = field(default_factory=dict)
    calibration: Calibration | None = None
    taught: TaughtIndex | None = None


def load_toolkit(
    templates: Path | None = None,
    *,
    models: Mapping[str, str] | None = None,
    vocabulary: CuratorVocabulary | None = None,
) -> Toolkit:
    """The packaged templates and those in the folder `templates`, the name finders of `models`, and the calibration.

    `models` maps a language to an installed spaCy package (`{"en": "en_core_web_md"}`); a package that is not
    installed is left out. `vocabulary` is the curators' own. Raises TemplateError where a template file is wrong.
    """
    return Toolkit(
        templates=load_templates(templates),
        names=load_name_finders(models or {}),
        calibration=packaged_calibration(),
        taught=index_of(vocabulary) if vocabulary else None,
    )
