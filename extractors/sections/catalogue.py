"""The known templates: packaged ones, and those of a folder the operator names."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

import yaml
from pydantic import ValidationError

from models.errors import TemplateError
from models.template import Template


def load_templates(folder: Path | None = None) -> Mapping[str, Template]:
    """All templates by key, in the order of their keys; one of `folder` stands in for a packaged one of its key.

    Raises TemplateError where a file is wrong, or two files of the folder have the same key.
    """
    templates = dict(_packaged())
    own: dict[str, Path] = {}
    for path in _files(folder):
        template = load_template(path)
        if template.key in own:
            raise TemplateError(
                f"{path}: key: {template.key} is also that of {own[template.key]}; give one another key"
            )
        own[template.key] = path
        templates[template.key] = template
    return dict(sorted(templates.items()))


def template_source(key: str, folder: Path | None = None) -> str:
    """The YAML text of the template `key`, of `folder` or packaged. Raises TemplateError where there is none."""
    for path in _files(folder):
        if load_template(path).key == key:
            return path.read_text(encoding="utf-8")
    for each in files("extractors.templates").iterdir():
        if each.name.endswith(".yaml"):
            source = each.read_text(encoding="utf-8")
            if parse_template(source, name=each.name).key == key:
                return source
    raise TemplateError(f"no template is called {key}; see `casemill template list`")


def load_template(path: Path) -> Template:
    """The template in the YAML file `path`. Raises TemplateError with the path to each wrong value."""
    try:
        return parse_template(path.read_text(encoding="utf-8"), name=str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateError(f"{path}: cannot be read as UTF-8 text ({error}); name a template's YAML file") from error


def parse_template(source: str, *, name: str) -> Template:
    """The template in the YAML text `source`, called `name` in messages. Raises TemplateError."""
    try:
        return Template.model_validate(yaml.safe_load(source))
    except yaml.YAMLError as error:
        raise TemplateError(f"{name}: not YAML: {_one_line(error)}") from error
    except ValidationError as error:
        raise TemplateError("\n".join(_complaints(error, name))) from error


def _complaints(error: ValidationError, name: str) -> Iterator[str]:
    for each in error.errors(include_url=False):
        place = ".".join(map(str, each["loc"])) or "the file as a whole"
        yield f"{name}: {place}: {each['msg']}"


def _one_line(error: yaml.YAMLError) -> str:
    return " ".join(str(error).split())


def _files(folder: Path | None) -> list[Path]:
    if folder is None:
        return []
    if not folder.is_dir():
        raise TemplateError(f"{folder}: no such folder of templates; make it or name another")
    return sorted(path for path in folder.iterdir() if path.suffix in {".yaml", ".yml"})


@cache
def _packaged() -> tuple[tuple[str, Template], ...]:
    resources = sorted(files("extractors.templates").iterdir(), key=lambda each: each.name)
    sources = (each for each in resources if each.name.endswith(".yaml"))
    templates = (parse_template(each.read_text(encoding="utf-8"), name=each.name) for each in sources)
    return tuple((template.key, template) for template in templates)
