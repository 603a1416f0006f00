"""Templates that runs have proposed and nobody has accepted yet."""

from pathlib import Path

from extractors.sections.catalogue import load_template
from models.errors import UnknownNameError
from pipeline.durable import write_whole
from pipeline.settings import Settings

_FOLDER = "proposals"


def proposal_path(settings: Settings, name: str) -> Path:
    """Where the proposal `name` lies, if there is one."""
    return settings.processed / _FOLDER / f"{name}.yaml"


def proposals(settings: Settings) -> list[str]:
    """The names of the proposals that wait, sorted."""
    return sorted(path.stem for path in (settings.processed / _FOLDER).glob("*.yaml"))


def accept(settings: Settings, name: str) -> Path:
    """The template's file in the operator's folder, to which the proposal has moved.

    Raises UnknownNameError where there is no such proposal, TemplateError where it is no template (any more).
    """
    path = proposal_path(settings, name)
    if name not in proposals(settings):
        waiting = ", ".join(proposals(settings)) or "none"
        raise UnknownNameError(f"no proposal is called {name}; waiting: {waiting}")
    template = load_template(path)
    target = settings.home / (settings.templates or "templates") / f"{template.key}.yaml"
    write_whole(target, path.read_bytes())
    path.unlink()
    return target
