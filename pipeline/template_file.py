"""Templates as files: written readably, with counts as comments; written again, with what was edited kept."""

from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.sections.catalogue import load_template
from extractors.sections.learning.amending import amended
from extractors.sections.learning.answers import Support
from extractors.sections.learning.learn import Learnt
from models.template import Template
from pipeline.durable import write_whole

if TYPE_CHECKING:
    from ruamel.yaml import YAML
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

_WIDTH = 110


def write_learnt(path: Path, learnt: Learnt) -> Template:
    """The template as it now stands in `path`: learnt anew, or what stood there with what is new added.

    Raises TemplateError where the file holds something else.
    """
    known = load_template(path) if path.exists() else None
    template = amended(known, learnt.template) if known else learnt.template
    write_template(path, template, learnt, base=path.read_text(encoding="utf-8") if known else None)
    return template


def write_template(path: Path, template: Template, learnt: Learnt, *, base: str | None) -> None:
    """Writes `template` with the counts of `learnt`; the comments and order of the YAML text `base` are kept."""
    yaml = _yaml()
    tree = yaml.load(base or "{}")
    if base is None:
        tree.fa.set_block_style()
        tree.yaml_set_start_comment(
            f"Learnt from {learnt.pages} pages. Behind each key: the pages that have it, and those that answer it.\n"
            "Edit freely: learning again adds what is new and keeps what stands here."
        )
    _update(tree, template.model_dump(mode="json", exclude_defaults=True))
    _comment(tree, learnt)
    written = StringIO()
    yaml.dump(tree, written)
    write_whole(path, written.getvalue().encode())


def _yaml() -> "YAML":
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.width = _WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _update(tree: "CommentedMap", values: Mapping[str, object]) -> None:
    """The tree with `values`, its comments and the order of its keys kept."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    for name, value in values.items():
        if not isinstance(value, list):
            if tree.get(name) != value:
                tree[name] = value
        elif all(isinstance(each, dict) for each in value):
            known = {each["key"]: each for each in tree.get(name, ())}
            parts = [known.get(each["key"], CommentedMap()) for each in value]
            for part, each in zip(parts, value, strict=True):
                _update(part, each)
            tree[name] = _replaced(tree.get(name), parts)
        elif list(tree.get(name, ())) != value:
            tree[name] = _replaced(tree.get(name), value) if name in tree else CommentedSeq(value)


def _replaced(sequence: "CommentedSeq | None", parts: list[object]) -> "CommentedSeq":
    """The sequence with `parts` in its place, what it had keeping its comments."""
    from ruamel.yaml.comments import CommentedSeq

    if sequence is None:
        return CommentedSeq(parts)
    for index, part in enumerate(parts):
        if index >= len(sequence) or sequence[index] != part:
            sequence.insert(index, part)
    return sequence


def _comment(tree: "CommentedMap", learnt: Learnt) -> None:
    """Counts behind the keys of prompts, as the pages' own template gives them."""
    support = _by_wording(learnt)
    for section in tree.get("sections", ()):
        for prompt in section.get("prompts", ()):
            counted = support.get((section.get("heading", ""), prompt["text"]))
            if counted is not None:
                told = f"on {counted.pages} of {learnt.pages} pages, answered on {counted.answered}"
                prompt.yaml_add_eol_comment(told, key="key")


def _by_wording(learnt: Learnt) -> dict[tuple[str, str], Support]:
    return {
        (section.heading, prompt.text): learnt.support[section.key, prompt.key]
        for section in learnt.template.sections
        for prompt in section.prompts
        if (section.key, prompt.key) in learnt.support
    }
