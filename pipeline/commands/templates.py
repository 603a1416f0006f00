"""`casemill template`: templates as data."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.context import AsJson, emit_json, present, settings_of, tell
from pipeline.exits import ExitCode

templates = typer.Typer(
    help="List the templates; learn, check and show one.",
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


@templates.command("learn", epilog="Example: casemill template learn pages/*.html --output templates/letter.yaml")
def learn(
    context: typer.Context,
    pages: Annotated[list[Path], typer.Argument(help="Three pages or more that share a form, or folders of them.")],
    *,
    output: Annotated[Path, typer.Option(help="The YAML file to write; what it holds already is kept.")],
    key: Annotated[str | None, typer.Option(help="The template's key [default: made of the file's name].")] = None,
    name: Annotated[str | None, typer.Option(help="Its name for people [default: the key].")] = None,
    as_json: AsJson = False,
) -> None:
    """Learn a template from pages that share a form.

    What recurs on the pages is the form, what varies is their authors'. A page that does not fit is named and left
    out; where too few share a form nothing is written, and the exit code is 2.
    """
    from extractors.sections.learning.learn import learn_template
    from models.errors import PageError
    from models.template import key_of
    from pipeline.commands.progress import progress_bar
    from pipeline.progress import Step
    from pipeline.samples import read_samples, sample_paths
    from pipeline.template_file import write_learnt

    key = key or key_of(output.stem)
    paths = sample_paths(pages)
    with progress_bar() as hear:
        reads = []
        for read in read_samples(paths, max_bytes=settings_of(context).max_page_bytes):
            reads.append(read)
            hear(Step(doing="reading", pages=1, total=len(paths)))
    refused = [read for read in reads if isinstance(read, PageError)]
    for error in refused:
        tell(f"casemill: {error}")
    samples = [read for read in reads if not isinstance(read, PageError)]
    learnt = learn_template(samples, key=key, name=name or key.replace("_", " "))
    template = write_learnt(output, learnt)
    for odd in learnt.odd:
        tell(f"casemill: {odd}: does not fit what the other pages share; left out")
    if as_json:
        emit_json(template)
    else:
        prompts = sum(len(section.prompts) for section in template.sections)
        told = f"{template.key} version {template.version}, {len(template.sections)} sections, {prompts} prompts"
        typer.echo(f"{output}: learnt from {learnt.pages} pages ({told})")
    if refused:
        raise typer.Exit(ExitCode.QUARANTINED)


@templates.command("show", epilog="Example: casemill template show templates/letter.yaml pages/first.html")
def show_template(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A template's YAML file.")],
    page: Annotated[Path, typer.Argument(help="A page.", exists=True, dir_okay=False)],
    *,
    as_json: AsJson = False,
) -> None:
    """Show a page as a template splits it: each line heading, guidance, prompt, answer or chrome."""
    from extractors.sections.catalogue import load_template
    from extractors.sections.outline import split
    from pipeline.commands.marked import marked
    from pipeline.samples import read_sample

    template = load_template(file)
    sample = read_sample(page, max_bytes=settings_of(context).max_page_bytes)
    known = {template.key: template}
    outline = split(sample.document, known, name=sample.name, language=sample.language, template=template.key)
    if as_json:
        emit_json(outline)
        return
    present(marked(sample.document.text, outline.regions))
    tell(f"{page}: {outline.fit:.0%} of {template.key}")
    for finding in outline.findings:
        tell(f"  {finding.severity.value}: {finding.message}")


@templates.command("accept", epilog="Example: casemill template accept letters")
def accept_template(
    context: typer.Context,
    proposal: Annotated[str, typer.Argument(help="The proposal's name: its file's, without folder and ending.")],
) -> None:
    """Use a template that a run has proposed: it moves into the home's templates, and the next run mills by it."""
    from pipeline.proposals import accept

    typer.echo(f"{accept(settings_of(context), proposal)}: in use from the next run on")
