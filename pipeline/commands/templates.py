"""`casemill template`: templates as data."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.context import AsJson, emit_json, present, settings_of

templates = typer.Typer(
    help="List the templates, and check one.",
    epilog="Example: casemill template check templates/letter.yaml",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@templates.command("list", epilog="Example: casemill template list --json")
def list_templates(context: typer.Context, *, as_json: AsJson = False) -> None:
    """List the templates, casemill's own and those of the home."""
    from extractors.sections.catalogue import load_templates

    found = load_templates(settings_of(context).own_templates).values()
    if as_json:
        for template in found:
            emit_json(template)
        return
    from rich.table import Table

    table = Table("template", box=None, header_style="dim", padding=(0, 2, 0, 0))
    for name in ("version", "sections", "prompts"):
        table.add_column(name, justify="right")
    table.add_column("name", overflow="fold")
    for template in found:
        prompts = sum(len(section.prompts) for section in template.sections)
        table.add_row(template.key, str(template.version), str(len(template.sections)), str(prompts), template.name)
    present(table)


@templates.command("check", epilog="Example: casemill template check templates/letter.yaml")
def check_template(
    file: Annotated[Path, typer.Argument(help="A template's YAML file.")], *, as_json: AsJson = False
) -> None:
    """Validate a template; a wrong value is told with the path to it, and the exit code is 2."""
    from extractors.sections.catalogue import load_template

    template = load_template(file)
    if as_json:
        emit_json(template)
        return
    prompts = sum(len(section.prompts) for section in template.sections)
    told = f"{template.key} version {template.version}, {len(template.sections)} sections, {prompts} prompts"
    typer.echo(f"{file}: good ({told})")
