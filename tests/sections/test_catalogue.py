import pytest

from extractors.sections.catalogue import load_template, load_templates
from models.errors import TemplateError

GOOD = "key: visit\nversion: 1\nname: Visit\nsections:\n  - key: where\n    heading: Where\n"

WRONG = [
    ("key: [", "not YAML"),
    ("just words", "the file as a whole"),
    (GOOD.replace("version: 1", "version: soon"), "version: Input should be a valid integer"),
    (GOOD + "    prompts:\n      - key: when\n        text: When?\n        type: hour\n", "sections.0.prompts.0.type"),
    (GOOD + "    colour: red\n", "sections.0.colour: Extra inputs are not permitted"),
    (GOOD + "  - key: where\n    heading: Where again\n", "section keys must differ; these stand twice: where"),
    (GOOD.replace("visit", "Visit us"), "key: String should match pattern"),
]


@pytest.mark.parametrize(("source", "complaint"), WRONG)
def test_a_wrong_file_is_refused_with_the_path_to_the_value(tmp_path, source, complaint):
    path = tmp_path / "visit.yaml"
    path.write_text(source, encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        load_template(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert complaint in str(caught.value)


def test_a_folder_adds_its_templates_to_the_packaged_ones(tmp_path):
    (tmp_path / "visit.yaml").write_text(GOOD, encoding="utf-8")
    assert list(load_templates(tmp_path)) == ["ecia_policy_case", "visit"]


def test_two_files_with_one_key_are_refused(tmp_path):
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(GOOD, encoding="utf-8")
    with pytest.raises(TemplateError, match="visit is also that of"):
        load_templates(tmp_path)


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(TemplateError, match="no such folder"):
        load_templates(tmp_path / "none")


def test_a_file_that_is_no_text_is_refused(tmp_path):
    path = tmp_path / "visit.yaml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(TemplateError, match="cannot be read as UTF-8"):
        load_template(path)
