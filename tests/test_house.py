import ast
import re
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from statistics import median, quantiles

import pytest
import yaml
from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = tuple(tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["root_packages"])
PURE = ("models", "extractors", "curation")
IMPURE = {
    "asyncio", "getpass", "http", "io", "locale", "multiprocessing", "os", "platform", "random", "secrets", "shutil",
    "socket", "sqlite3", "ssl", "subprocess", "tempfile", "threading", "time", "urllib.request", "uuid", "webbrowser",
}  # fmt: skip
IN_MEMORY = {"BytesIO", "StringIO"}
CLOCKS = {"now", "utcnow", "today"}
WRITTEN = (
    "*.py",
    "*.md",
    "*.toml",
    "*.yaml",
    "*.yml",
    "*.json",
    "*.html",
    "*.txt",
    "*.svg",
    "*.lock",
    "Makefile",
    "run",
)
OUTSIDE = {".venv", ".git", "raw", "processed", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", "LICENSE"}


def modules(*packages: str) -> list[Path]:
    return sorted(path for package in packages for path in (ROOT / package).rglob("*.py"))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def code() -> list[Path]:
    # A migration is a table written as calls.
    return [path for path in modules(*PACKAGES) if "migrations" not in path.parts]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    yield from (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def length(path: Path) -> int:
    """Lines but those of tables of examples, which are data: decorators of tests, and constants."""
    module = tree(path)
    tables = [each for node in module.body if isinstance(node, ast.FunctionDef) for each in node.decorator_list]
    tables += [node for node in module.body if isinstance(node, ast.Assign)]
    inner = sum((node.end_lineno or node.lineno) - node.lineno for node in tables) if "tests" in path.parts else 0
    return len(path.read_text().splitlines()) - inner


@pytest.mark.parametrize("package", PACKAGES)
def test_each_package_resolves_inside_the_checkout(package: str) -> None:
    assert Path(import_module(package).__file__ or "").is_relative_to(ROOT)


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    lengths = {name(path): length(path) for path in modules(*PACKAGES, "tests", "benchmarks")}
    assert {path: length for path, length in lengths.items() if length > 350} == {}
    assert median(lengths[name(path)] for path in modules(*PACKAGES)) <= 100


def test_functions_are_short() -> None:
    lengths = {f"{name(path)}:{each.name}": lines(each) for path in code() for each in functions(path)}
    assert {function: length for function, length in lengths.items() if length > 60} == {}
    assert median(lengths.values()) <= 10
    assert quantiles(lengths.values(), n=10)[-1] <= 30


def test_everything_has_a_home_of_its_own() -> None:
    homeless = {"utils", "util", "helpers", "helper", "common", "misc"}
    assert [name(path) for path in modules(*PACKAGES, "tests", "benchmarks") if path.stem in homeless] == []


def test_no_question_of_a_template_stands_in_code() -> None:
    questions = {question for path in templates() for question in asked(yaml.safe_load(path.read_text()))}
    assert len(questions) > 30
    words = {(name(path), constant) for path in modules(*PACKAGES) for constant in constants(path)}
    assert [(path, question) for path, text in words for question in questions if question in text.casefold()] == []


def templates() -> list[Path]:
    return sorted([*ROOT.glob("extractors/templates/*.yaml"), *ROOT.glob("examples/templates/*.yaml")])


def asked(template: dict) -> Iterator[str]:
    for section in template["sections"]:
        for prompt in section.get("prompts", []):
            yield from (text.casefold() for text in (prompt["text"], *prompt.get("wordings", [])) if " " in text)


def constants(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_layers_hold() -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), cache_dir=None) == 0


@pytest.mark.parametrize("path", modules(*PURE), ids=name)
def test_what_is_pure_reaches_for_nothing_outside(path: Path) -> None:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            assert IMPURE.isdisjoint(each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module not in IMPURE or {each.name for each in node.names} <= IN_MEMORY
        elif isinstance(node, ast.Call):
            assert not (isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS)
            assert not (isinstance(node.func, ast.Name) and node.func.id in {"open", "print", "input"})


def test_public_names_say_what_they_give() -> None:
    assert [place for path in code() for place in undocumented(path)] == []


def undocumented(path: Path) -> Iterator[str]:
    module = tree(path)
    if module.body and not ast.get_docstring(module):
        yield name(path)
    owners = [module, *(node for node in module.body if isinstance(node, ast.ClassDef) and node.name[0] != "_")]
    for owner in owners:
        for node in owner.body:
            named = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
            if named and node.name[0] != "_" and not ast.get_docstring(node):
                yield f"{name(path)}:{node.name}"


def test_no_file_names_this_machine_or_a_package_registry() -> None:
    machine = re.compile(r"(?<![\w.~-])/(?:work|root|home|Users)/\w")
    registry = re.compile(
        "|".join(("py" + r"pi\.org", "python" + "hosted", "npm" + r"js\.(?:com|org)", "anaconda" + r"\.org"))
    )
    found = [
        name(path) for path in written() if (text := read(path)) and (machine.search(text) or registry.search(text))
    ]
    assert found == []


def written() -> Iterator[Path]:
    for pattern in WRITTEN:
        for path in ROOT.rglob(pattern):
            if path.is_file() and OUTSIDE.isdisjoint(path.relative_to(ROOT).parts):
                yield path


def read(path: Path) -> str:
    return path.read_bytes().decode("utf-8", errors="replace")
