from pathlib import Path

import pytest

from models.errors import SettingsError, UnknownNameError
from pipeline.settings import CHECKOUT, MODELS, find_home, load_settings
from pipeline.sources import load_source, load_sources


@pytest.fixture(autouse=True)
def no_variables(monkeypatch):
    for name in ("HOME", "MODELS", "WORKERS", "DATABASE"):
        monkeypatch.delenv(f"CASEMILL_{name}", raising=False)


def home_with(tmp_path: Path, settings: str) -> Path:
    (tmp_path / "casemill.toml").write_text(settings)
    return tmp_path


def source_file(tmp_path: Path, text: str, name: str = "letters.toml") -> Path:
    (tmp_path / "sources").mkdir(exist_ok=True)
    (tmp_path / "sources" / name).write_text(text)
    return tmp_path / "sources" / name


def test_everything_has_a_default(tmp_path):
    settings = load_settings(tmp_path)
    assert settings.database_url == f"sqlite:///{tmp_path}/processed/casemill.db"
    assert settings.max_page_bytes == 20 * 1024 * 1024
    assert settings.models == MODELS
    assert settings.own_templates is None


def test_home_is_as_given_then_the_variable_then_the_checkout(tmp_path, monkeypatch):
    assert find_home() == CHECKOUT
    monkeypatch.setenv("CASEMILL_HOME", str(tmp_path))
    assert find_home() == tmp_path
    assert find_home(CHECKOUT / "tests") == CHECKOUT / "tests"


def test_the_environment_wins_over_the_file(tmp_path, monkeypatch):
    monkeypatch.setenv("CASEMILL_WORKERS", "3")
    assert load_settings(home_with(tmp_path, "workers = 5\nbatch_size = 7")).workers == 3
    assert load_settings(tmp_path).batch_size == 7


@pytest.mark.parametrize(
    ("written", "models"),
    [
        ("models = false", {}),
        ("models = true", MODELS),
        ('[models]\nde = "de_core_news_md"', {"de": "de_core_news_md"}),
    ],
)
def test_models_may_be_named_or_switched_off(tmp_path, written, models):
    assert load_settings(home_with(tmp_path, written)).models == models


def test_templates_of_the_home_are_found(tmp_path):
    (tmp_path / "templates").mkdir()
    assert load_settings(tmp_path).own_templates == tmp_path / "templates"


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("workers = 0", "casemill.toml: workers"),
        ("workers = 'two'", "casemill.toml: workers"),
        ("wrokers = 2", "casemill.toml: wrokers"),
        ('database = "mysql://x/y"', "casemill.toml: database"),
        ("[models]\nen = 3", "casemill.toml: models.en"),
        ('templates = "nowhere"', "casemill.toml: templates"),
        ("workers = ", "casemill.toml: not TOML"),
    ],
)
def test_a_wrong_setting_is_told_with_its_place(tmp_path, written, place):
    with pytest.raises(SettingsError) as error:
        load_settings(home_with(tmp_path, written))
    assert place in str(error.value)
    assert len(str(error.value).splitlines()) == 1


def test_a_wrong_variable_is_told_by_its_name(tmp_path, monkeypatch):
    monkeypatch.setenv("CASEMILL_WORKERS", "many")
    with pytest.raises(SettingsError, match=r"^CASEMILL_WORKERS: "):
        load_settings(tmp_path)


def test_a_variable_that_is_no_json_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("CASEMILL_MODELS", "{en")
    with pytest.raises(SettingsError, match="models"):
        load_settings(tmp_path)


def test_a_home_that_is_not_there_is_told(tmp_path):
    with pytest.raises(SettingsError, match="no such folder"):
        load_settings(tmp_path / "gone")


def test_a_source_is_named_as_its_file(tmp_path):
    source = load_source(source_file(tmp_path, 'kind = "folder"\npath = "pages"\nlanguage = "fr"'))
    assert (source.name, source.kind, source.path, source.language) == ("letters", "folder", "pages", "fr")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('path = "pages"', "letters.toml: kind: Field required"),
        ('kind = "folder"', 'letters.toml: kind: a source of kind "folder" needs `path`'),
        ('kind = "urls"', "needs `urls`"),
        ('kind = "folder"\npath = "x"\nname = "y"', "letters.toml: name: "),
        ('kind = "ftp"\npath = "x"', "letters.toml: kind: "),
        ('kind = "folder"\npath = "x"\npth = "y"', "letters.toml: pth: no such key; there are: exclude, "),
        ('kind = "folder"\npath = "x"\nregion = "France"', "letters.toml: region: "),
        ('kind = "folder"\npath = "x"\ninclude = ["*.md", 3]', "letters.toml: include.1: "),
        ('kind = "folder"\npath = "x"\nschedule = "nightly"', "letters.toml: schedule: "),
        (
            'kind = "folder"\npath = "x"\n[gates]\nevent = 1',
            "letters.toml: gates.event: no such key; there are: actors, ",
        ),
        ('kind = "folder"\npath = "x"\n[gates]\nevents = "no"', "letters.toml: gates.events: write false to turn"),
        ('kind = "folder"\npath = "x"\n[gates]\nanswered = 40', "letters.toml: gates.answered: a share is written as"),
        (
            'kind = "folder"\npath = "x"\n[privacy]\ncontact = 1',
            "letters.toml: privacy.contact: no such key; there are: c",
        ),
        ("kind = ", "letters.toml: not TOML"),
    ],
)
def test_a_wrong_source_is_told_with_the_path_to_the_value(tmp_path, written, told):
    with pytest.raises(SettingsError) as error:
        load_source(source_file(tmp_path, written))
    assert told in str(error.value)


def test_a_source_file_with_a_strange_name_is_refused(tmp_path):
    with pytest.raises(SettingsError, match="rename the file"):
        load_source(source_file(tmp_path, 'kind = "folder"\npath = "x"', "My Letters.toml"))


def test_sources_come_by_name_or_as_asked_for(tmp_path):
    for name in ("b", "a", "c"):
        source_file(tmp_path, 'kind = "folder"\npath = "x"', f"{name}.toml")
    assert [source.name for source in load_sources(tmp_path)] == ["a", "b", "c"]
    assert [source.name for source in load_sources(tmp_path, ["c", "a", "c"])] == ["c", "a"]


def test_an_unknown_source_lists_the_known_ones(tmp_path):
    source_file(tmp_path, 'kind = "folder"\npath = "x"')
    with pytest.raises(UnknownNameError, match="there are: letters"):
        load_sources(tmp_path, ["lettres"])
