import json
from pathlib import Path

import pytest
from rich.console import Console

from extractors.evaluation.baseline import baseline_of, compare
from extractors.evaluation.judging import Judged
from extractors.evaluation.scoring import score
from models.baseline import Baseline
from models.errors import UsageError
from models.gold import GoldPage
from models.record import CaseRecord
from models.scores import Error, ErrorKind, Refusal, Scores
from pipeline.commands.scoreboard import comparison, misses, scoreboard
from pipeline.evaluation import evaluate, read_baseline, write_baseline
from pipeline.gold import read_gold
from pipeline.milling import Workshop
from tests.records import mentioned, record, section

TEXT = "Aims\nThe Dee Guild and Ada Mill met in\nOld Ford. Bo Reed paid 5 euros."
WORKSHOP = Workshop(max_page_bytes=2**20)


def page(**parts: object) -> CaseRecord:
    return record(text=TEXT, sections=(section("Aims", start=0, end=len(TEXT)),), **parts)


def gold(**labels: object) -> GoldPage:
    return GoldPage.model_validate({"page": "p.txt", "language": "en", "sections": ["Aims"], **labels})


def scored(found: CaseRecord, wanted: GoldPage) -> Scores:
    return score([Judged(found, wanted, "letters")])


def errors(found: CaseRecord, wanted: GoldPage) -> list[Error]:
    return [error for each in scored(found, wanted).worst for error in each.errors]


def test_a_miss_is_told_with_its_line_its_section_and_what_stands_there() -> None:
    found = page(places=(mentioned("places", TEXT, "Ford"),))
    (miss, extra) = errors(found, gold(places=[{"names": ["Old Ford"]}]))
    assert (miss.label, miss.kind, miss.words, miss.section) == ("places", ErrorKind.MISSED, "Old Ford", "Aims")
    assert miss.context
    assert (miss.context.before, miss.context.quote, miss.context.after) == ("", "Old Ford", ". Bo Reed paid 5 euros.")
    assert miss.note == "there stands place “Ford”"
    assert (extra.kind, extra.note) == (ErrorKind.EXTRA, "gold has Old Ford")


def test_a_false_find_is_told_with_its_evidence() -> None:
    found = page(persons=(mentioned("persons", TEXT, "Bo Reed", confidence=0.4),))
    (extra,) = errors(found, gold(persons=[], actors=[{"names": ["Bo Reed"], "sector": "business", "named": True}]))[1:]
    assert (extra.extractor, extra.confidence, extra.note) == ("test", 0.4, "gold has it among actors")
    assert extra.context
    assert extra.context.before == "Old Ford. "


def test_a_miss_that_the_page_does_not_say_is_told_so() -> None:
    (miss,) = errors(page(), gold(persons=[{"names": ["Cy Ford"]}]))
    assert (miss.context, miss.note) == (None, "the page does not say it so")


def test_a_wrong_sector_is_an_error() -> None:
    found = page(actors=(mentioned("actors", TEXT, "Dee Guild", sector="business"),))
    (wrong,) = errors(found, gold(actors=[{"names": ["Dee Guild"], "sector": "government", "named": True}]))
    assert (wrong.kind, wrong.words) == (ErrorKind.WRONG, "Dee Guild: business, not government")


def test_pages_with_errors_come_worst_first_with_what_costs_them() -> None:
    bad = Judged(record(uri="b.txt"), gold(persons=[{"names": ["Ada"]}], places=[{"names": ["Dee"]}], sections=None))
    fair = Judged(record(uri="a.txt"), gold(places=[{"names": ["Dee"]}], sections=None))
    good = Judged(record(uri="c.txt"), gold(places=[], sections=None))
    scores = score([fair, good, bad])
    assert [(each.page, dict(each.labels)) for each in scores.worst] == [
        ("b.txt", {"persons": 1, "places": 1}),
        ("a.txt", {"places": 1}),
    ]
    assert scores.scored == ("a.txt", "c.txt", "b.txt")


def test_figures_are_told_by_language() -> None:
    french = Judged(record(title="Moulin"), gold(title="Moulin", language="fr", sections=None))
    scores = score([french, Judged(record(), gold(title="Mill", sections=None))])
    assert {language: told.labels["title"].f1 for language, told in scores.languages.items()} == {"en": 0, "fr": 1}


def test_reliability_sets_confidence_beside_the_share_that_is_right() -> None:
    things = tuple(mentioned("persons", TEXT, name, confidence=0.9) for name in ("Ada Mill", "Bo Reed"))
    told = scored(page(persons=things), gold(persons=[{"names": ["Ada Mill"]}])).reliability
    assert told
    assert [(band.low, band.things, band.confidence, band.right) for band in told.bands] == [(0.9, 2, 0.9, 0.5)]
    assert told.error == 0.4


WANTED = gold(actors=[{"names": ["Dee Guild"], "sector": "business", "named": True}], persons=[{"names": ["Ada Mill"]}])
GUILD = mentioned("actors", TEXT, "Dee Guild", sector="business")
FORD = mentioned("places", TEXT, "Old Ford")


@pytest.mark.parametrize(
    ("before", "now", "gained", "lost"),
    [
        ({}, {}, [], []),
        ({}, {"actors": (GUILD,)}, ["actors missed Dee Guild"], []),
        ({"actors": (GUILD,)}, {}, [], ["actors missed Dee Guild"]),
        ({}, {"events": (mentioned("events", TEXT, "met"),)}, [], ["events extra met"]),
        ({"events": (mentioned("events", TEXT, "met"),)}, {}, ["events extra met"], []),
    ],
)
def test_a_comparison_names_what_was_gained_and_lost(before, now, gained, lost) -> None:
    wanted = WANTED.model_copy(update={"events": ()})
    told = compare(scored(page(**now), wanted), baseline_of(scored(page(**before), wanted)))
    assert [f"{each.label} {each.kind} {each.words}" for each in told.gained] == gained
    assert [f"{each.label} {each.kind} {each.words}" for each in told.lost] == lost
    assert (told.added, told.absent) == ((), ())


def test_pages_in_one_of_the_two_only_are_named_and_not_compared() -> None:
    told = compare(scored(page(), WANTED), Baseline(labels={}, pages={"old.txt": {"actors missed": ("Elm Bank",)}}))
    assert (told.added, told.absent, told.gained, told.lost) == (("p.txt",), ("old.txt",), (), ())


def test_a_baseline_holds_no_person_contact_or_sentence() -> None:
    wanted = gold(
        persons=[{"names": ["Ada Mill"]}],
        contacts=[{"kind": "email", "value": "ada@dee.example"}],
        events=[{"names": ["the long walk from the ford up to the mill"]}],
    )
    kept = baseline_of(scored(page(), wanted)).model_dump_json()
    assert not any(words in kept for words in ("Ada", "dee.example", "long walk"))


def write_gold(folder: Path, name: str, content: str | None, labels: str) -> None:
    if content is not None:
        (folder / name).write_text(content, encoding="utf-8")
    (folder / f"{name}.gold.json").write_text(labels, encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "labels", "words"),
    [
        ("Mill", "{", "broken gold"),
        ("Mill", '{"page": "a.txt", "dates": [{"text": "2012"}]}', "dates.0.value"),
        (None, '{"page": "a.txt"}', "without its page"),
        ("", '{"page": "a.txt"}', "a.txt"),
    ],
)
def test_a_page_that_cannot_be_scored_is_named_and_the_others_are_scored(
    tmp_path: Path, content: str | None, labels: str, words: str
) -> None:
    write_gold(tmp_path, "a.txt", content, labels)
    write_gold(tmp_path, "b.txt", "Mill\n\nWords.", '{"page": "b.txt", "title": "Mill"}')
    scores = evaluate(read_gold(tmp_path), WORKSHOP)
    (refusal,) = scores.refused
    assert "a.txt" in refusal.message
    assert words in refusal.message
    assert (scores.pages, scores.labels["title"].f1) == (1, 1)


def test_a_folder_without_gold_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.gold\.json"):
        read_gold(tmp_path)


def test_pages_are_chosen_by_their_path(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        write_gold(tmp_path, name, "Mill", f'{{"page": "{name}"}}')
    assert [each.uri for each in read_gold(tmp_path, only="b.").pages] == ["b.txt"]
    with pytest.raises(UsageError, match=r"there are 2 others"):
        read_gold(tmp_path, only="c.txt")


def test_lines_of_structure_are_gold_on_request(tmp_path: Path) -> None:
    write_gold(tmp_path, "a.txt", "Mill", '{"page": "a.txt"}')
    (tmp_path / "b.txt").write_text("Mill")
    (tmp_path / "structure.jsonl").write_text('{"page": "b.txt"}\n\n{"page": 1}\n')
    folder = read_gold(tmp_path, structure=True)
    assert [each.uri for each in folder.pages] == ["a.txt", "b.txt"]
    assert [each.page for each in folder.refused] == ["structure.jsonl line 3"]


def test_a_baseline_is_read_as_it_was_written(tmp_path: Path) -> None:
    scores = scored(page(actors=(GUILD,)), WANTED)
    write_baseline(scores, tmp_path / "baseline.json")
    assert read_baseline(tmp_path / "baseline.json") == baseline_of(scores)


def test_a_file_that_is_no_baseline_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "baseline.json").write_text("{}")
    with pytest.raises(UsageError, match="--write-baseline"):
        read_baseline(tmp_path / "baseline.json")


def printed(*parts: object) -> str:
    console = Console(width=100, record=True, file=None, quiet=False, force_terminal=False)
    with console.capture() as captured:
        for part in parts:
            console.print(part)
    return captured.get()


def test_the_tables_fit_a_hundred_columns_and_name_what_counts() -> None:
    found = page(places=(FORD,), actors=(GUILD,), title="Mill")
    wanted = WANTED.model_copy(update={"title": "Mill", "places": ()})
    scores = score([Judged(found, wanted, "letters")], [Refusal(page="x", message="x is gone")])
    shown = printed(*scoreboard(scores, details=True))
    for words in ("actors", "named", "relaxed", "letters", "Worst pages", "p.txt", "expected calibration error"):
        assert words in shown
    told = printed(*misses(scores.worst), *comparison(compare(scores, baseline_of(scored(page(), wanted))), "b.json"))
    for words in ("extra", "Old Ford", "Aims ›", "2 gained, 1 lost", "no longer missed"):
        assert words in told
    assert printed(*misses(scores.worst, ["dates"])) == ""
    assert printed(*scoreboard(score([]))) == "No page could be scored\n"


def test_scores_are_one_object_for_programs() -> None:
    told = json.loads(scored(page(places=(FORD,)), gold(places=[])).model_dump_json())
    assert {"labels", "templates", "languages", "pages", "worst", "reliability", "refused", "comparison"} <= set(told)
    assert told["worst"][0]["errors"][0]["context"]["quote"] == "Old Ford"
