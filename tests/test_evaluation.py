from pathlib import Path

import pytest

from extractors.evaluation.scoring import Judged, score
from extractors.toolkit import Toolkit
from models.errors import UsageError
from models.gold import GoldPage, GoldThing
from models.record import CaseRecord, Coverage, Person, Source
from pipeline.evaluation import evaluate, explain, tabulate

RECORD = CaseRecord(
    id="case",
    language="en",
    title="Mill",
    template=None,
    source=Source(name="s", uri="p.txt", media_type="text/plain", sha256="0"),
    text="",
    persons=(Person(id="p", name="Ada Mill", names=("Ada Mill",), mentions=()),),
    coverage=Coverage(characters=0, used=0, boilerplate=0, unaccounted=0),
)


def test_misses_and_extras_are_told_in_words() -> None:
    told = explain(RECORD, GoldPage(page="p.txt", persons=(GoldThing(names=("Bo Reed", "Bo")),)))
    assert told.splitlines() == ["persons: 0 right", "  missed  Bo Reed | Bo", "  extra   Ada Mill"]


def test_tables_render_for_people() -> None:
    assert tabulate(score([Judged(RECORD, GoldPage(page="p.txt", title="Mill"), "a")]), by_template=True, details=True)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "broken gold"),
        ('{"page": "a.txt", "dates": [{"text": "2012"}]}', "dates.0.value"),
        ('{"page": "a.txt"}', "without its page"),
    ],
)
def test_a_wrong_gold_file_is_named(tmp_path: Path, content: str, words: str) -> None:
    (tmp_path / "a.txt.gold.json").write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=words) as caught:
        evaluate(tmp_path, Toolkit())
    assert "a.txt" in str(caught.value)


def test_a_folder_without_gold_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.gold\.json"):
        evaluate(tmp_path, Toolkit())
