import ast
import re
import tomllib
from collections.abc import Iterator
from types import ModuleType

import pytest
import typer.core
from pydantic import BaseModel
from typer.main import get_command

from models import baseline, difference, exchange, impact, judged, likeness, matrix, quarantine, record, report, scores
from models.errors import PageError
from models.template import Prompt, Template, TemplateSection
from models.vocabulary import AnswerType, Kind, PairState, Sector, Severity
from pipeline.cli import app
from pipeline.fetch.outcomes import FetchCode
from pipeline.fetch.politeness import Politeness
from pipeline.gates.limits import GateSettings
from pipeline.milling import FAULT, PASSING
from pipeline.oidc import OidcSettings
from pipeline.settings import Settings
from pipeline.sources import SourceSettings
from pipeline.store.tables import metadata
from pipeline.values import FACETS, FIELDS
from tests.living import DOCS, ROOT, lasting, parts, show

SHOWN = [(path.name, command, shown) for path in DOCS for command, shown in parts(path.read_text(encoding="utf-8"))]


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def chapter(text: str, heading: str) -> str:
    """From the heading to the next of its depth or above."""
    match = re.search(rf"^(#+) {re.escape(heading)}$\n(.*?)(?=^#{{1,2}} |\Z)", text, re.DOTALL | re.MULTILINE)
    assert match, f"no chapter {heading}"
    return match[2]


def undocumented(text: str, names: Iterator[str] | list[str]) -> list[str]:
    return [name for name in names if f"`{name}`" not in text]


def commands() -> Iterator[str]:
    group = get_command(app)
    assert isinstance(group, typer.core.TyperGroup)
    for name, command in group.commands.items():
        if isinstance(command, typer.core.TyperGroup):
            yield from (f"casemill {name} {each}" for each in command.commands)
        else:
            yield f"casemill {name}"


def test_every_command_is_shown() -> None:
    assert {f"{command} --help" for command in commands()} <= {command for _, command, _ in SHOWN}


@pytest.mark.parametrize(
    ("name", "command", "shown"),
    [each for each in SHOWN if each[1] != "make run"],
    ids=[each[1] for each in SHOWN if each[1] != "make run"],
)
def test_what_the_docs_show_is_what_the_program_says(name: str, command: str, shown: str) -> None:
    assert shown == show(command), f"{name} is behind: make docs"


def test_the_readme_shows_what_make_run_prints() -> None:
    shown = {command: shown for _, command, shown in SHOWN}["make run"]
    assert lasting(shown) == lasting(show("make run")), "README.md is behind: make docs"


def test_make_run_is_what_the_readme_runs() -> None:
    recipe = chapter_of_makefile("run")
    assert re.findall(r"casemill (--home examples \w+(?: \"[^\"]+\")?)", recipe) == [
        "--home examples run",
        '--home examples search "speed dating"',
    ]


def chapter_of_makefile(target: str) -> str:
    return re.split(r"\n(?=\S)", (ROOT / "Makefile").read_text().split(f"\n{target}:", 1)[1])[0]


def test_every_setting_is_explained() -> None:
    text = page("settings.md")
    assert undocumented(chapter(text, "casemill.toml"), list(Settings.model_fields)) == []
    assert undocumented(chapter(text, "[oidc]"), list(OidcSettings.model_fields)) == []
    assert undocumented(chapter(text, "sources/NAME.toml"), list(SourceSettings.model_fields)) == []
    assert undocumented(chapter(text, "[politeness]"), list(Politeness.model_fields)) == []
    assert undocumented(chapter(text, "[gates]"), list(GateSettings.model_fields)) == []


def test_every_finding_is_explained() -> None:
    assert "missing_section" in finding_codes()
    text = chapter(page("findings.md"), "Findings: what is odd about a page that was milled")
    assert undocumented(text, sorted(finding_codes())) == []
    assert set(re.findall(r"^\| `(\w+)`", text, re.MULTILINE)) == finding_codes()


def finding_codes() -> set[str]:
    """The first words of calls that make a finding, and `code=` of the class itself."""
    calls = (
        node
        for folder in ("extractors", "pipeline")
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id.lower().endswith("finding")
    )
    words = {
        argument
        for call in calls
        for argument in (*call.args[:1], *(each.value for each in call.keywords if each.arg == "code"))
    }
    return {each.value for each in words if isinstance(each, ast.Constant)}


def test_every_reason_for_quarantine_is_explained() -> None:
    text = chapter(page("findings.md"), "Reasons for quarantine: why a page gave no record")
    codes = {PageError.code, FAULT, *PASSING, *FetchCode, *(error.code for error in PageError.__subclasses__())}
    assert set(re.findall(r"^\| `(\w+)`", text, re.MULTILINE)) == codes


@pytest.mark.parametrize(
    ("heading", "model"), [("The template", Template), ("A section", TemplateSection), ("A prompt", Prompt)]
)
def test_every_key_of_a_template_is_explained(heading: str, model: type[BaseModel]) -> None:
    assert undocumented(chapter(page("templates.md"), heading), list(model.model_fields)) == []


def test_the_words_that_a_template_may_use_are_listed() -> None:
    assert undocumented(page("templates.md"), [*AnswerType, *Kind]) == []


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=lambda table: table.name)
def test_every_column_is_explained(table) -> None:
    assert undocumented(chapter(page("store.md"), table.name), [column.name for column in table.columns]) == []


def test_every_field_that_can_be_searched_is_explained() -> None:
    text = chapter(page("store.md"), "Fields of case_values")
    assert undocumented(text, list(FIELDS)) == []
    assert set(re.findall(r"`(\w+)` \*", text)) == set(FACETS)


def models_of(module: ModuleType) -> Iterator[type[BaseModel]]:
    for each in vars(module).values():
        if isinstance(each, type) and issubclass(each, BaseModel) and each.__module__ == module.__name__:
            yield each


@pytest.mark.parametrize(
    "model",
    [*models_of(record), report.RunReport, report.SourceCounts, report.GateVerdict, report.QuarantinedPage],
    ids=lambda model: model.__name__,
)
def test_every_key_of_a_record_is_explained(model: type[BaseModel]) -> None:
    assert undocumented(page("records.md"), list(model.model_fields)) == []


@pytest.mark.parametrize(
    ("heading", "module"),
    [
        ("casemill evaluate", scores),
        ("casemill evaluate", baseline),
        ("casemill impact", impact),
        ("casemill impact", difference),
        ("casemill decisions", exchange),
        ("casemill decisions", judged),
        ("casemill quarantine", quarantine),
        ("casemill similar", likeness),
        ("casemill matrix", matrix),
    ],
)
def test_every_key_of_what_a_command_prints_is_explained(heading: str, module: ModuleType) -> None:
    keys = [key for model in models_of(module) if model is not baseline.Baseline for key in model.model_fields]
    assert undocumented(chapter(page("commands.md"), heading), keys) == []


@pytest.mark.parametrize("model", [report.SearchResult, report.Hit, report.Snippet, report.FacetCount])
def test_every_key_of_a_search_is_explained(model: type[BaseModel]) -> None:
    assert undocumented(chapter(page("commands.md"), "casemill search"), list(model.model_fields)) == []


def test_the_closed_lists_of_the_record_are_spelt_out() -> None:
    text = page("records.md")
    assert [word for word in (*PairState, *Sector, *Severity) if word not in text] == []


def test_every_dependency_is_explained() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    named = [
        *project["project"]["dependencies"],
        *(each for extra in project["project"]["optional-dependencies"].values() for each in extra),
        *project["dependency-groups"]["dev"],
    ]
    names = [re.split(r"[\[<>=~! ]", each)[0] for each in named]
    text = page("dependencies.md")
    assert undocumented(text, names) == []
    assert set(re.findall(r"`([\w-]+)`", "\n".join(re.findall(r"^\| (`.+?) \|", text, re.MULTILINE)))) == set(names)


def test_links_lead_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CHANGELOG.md", *ROOT.glob("docs/*.md"), *ROOT.glob("*/README.md")]
    links = [
        (path, link)
        for path in pages
        for link in re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text(encoding="utf-8"))
    ]
    assert [f"{path.name}: {link}" for path, link in links if not (path.parent / link).exists()] == []
