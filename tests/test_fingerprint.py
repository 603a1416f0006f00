import pytest

from models.frozen import revise
from pipeline.fingerprint import fingerprint, mill_key, model_version
from pipeline.settings import Settings, load_settings
from pipeline.sources import SourceKind, SourceSettings

SOURCE = SourceSettings(name="notes", kind=SourceKind.FOLDER, path="pages")


def settings_with(tmp_path, toml: str = "") -> Settings:
    (tmp_path / "casemill.toml").write_text(toml)
    return load_settings(tmp_path)


def test_the_same_code_and_data_give_the_same_digest(tmp_path):
    assert fingerprint(settings_with(tmp_path)) == fingerprint(settings_with(tmp_path, "workers = 7"))


@pytest.mark.parametrize("toml", ["models = false", '[models]\nen = "another_model"', "max_page_bytes = 5"])
def test_other_models_or_limits_give_another(tmp_path, toml):
    assert fingerprint(settings_with(tmp_path)) != fingerprint(settings_with(tmp_path, toml))


def test_a_template_of_the_home_counts_by_its_words(tmp_path):
    seen = {fingerprint(settings_with(tmp_path))}
    (tmp_path / "templates").mkdir()
    for words in ("key: letter", "key: note"):
        (tmp_path / "templates" / "letter.yaml").write_text(words)
        seen.add(fingerprint(settings_with(tmp_path)))
    assert len(seen) == 3


@pytest.mark.parametrize("hint", [{"template": "letter"}, {"language": "fr"}, {"region": "FR"}])
def test_what_a_source_says_of_its_pages_counts(hint):
    assert mill_key("base", revise(SOURCE, **hint)) != mill_key("base", SOURCE)
    assert mill_key("base", revise(SOURCE, name="other", schedule="0 3 * * *")) == mill_key("base", SOURCE)


@pytest.mark.parametrize("package", ["no_such_model", "../x", "json"])
def test_a_package_that_is_no_model_has_no_version(package):
    assert model_version(package) in {None, "unversioned"}
