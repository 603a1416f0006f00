from datetime import UTC, datetime

import pytest

from pipeline.cron import is_due, next_after, next_due, parse_cron


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("expression", "moment", "expected"),
    [
        ("0 2 * * *", "2024-05-06 01:59:59", "2024-05-06 02:00"),
        ("0 2 * * *", "2024-05-06 02:00", "2024-05-07 02:00"),
        ("*/20 * * * *", "2024-05-06 02:41", "2024-05-06 03:00"),
        ("5,50 8-9 * * *", "2024-05-06 09:05", "2024-05-06 09:50"),
        ("30 2 * * 1", "2024-05-06 02:30", "2024-05-13 02:30"),
        ("30 2 * * mon-fri", "2024-05-10 12:00", "2024-05-13 02:30"),
        ("0 0 * * 7", "2024-05-06 00:00", "2024-05-12 00:00"),
        ("0 0 1 jan *", "2024-05-06 00:00", "2025-01-01 00:00"),
        ("0 0 29 2 *", "2096-03-01 00:00", "2104-02-29 00:00"),
        ("0 0 13 * 5", "2024-05-06 00:00", "2024-05-10 00:00"),
        ("0 0 10-31/10 * *", "2024-05-06 00:00", "2024-05-10 00:00"),
        ("@monthly", "2024-12-06 00:00", "2025-01-01 00:00"),
    ],
)
def test_the_next_moment_is_the_first_that_the_expression_names(expression: str, moment: str, expected: str) -> None:
    assert next_after(parse_cron(expression), at(moment)) == at(expected)


@pytest.mark.parametrize(
    ("expression", "wrong_part"),
    [
        ("0 2 * *", "4 fields"),
        ("60 2 * * *", '"60" is no minute'),
        ("0 2 * * funday", '"funday" is no day of week'),
        ("0 5-2 * * *", '"5-2" is no hour'),
        ("*/0 * * * *", '"*/0" is no minute'),
        ("0 0 0 * *", '"0" is no day of month'),
    ],
)
def test_a_wrong_expression_is_refused_with_its_wrong_part(expression: str, wrong_part: str) -> None:
    with pytest.raises(ValueError, match=wrong_part.replace("*", r"\*")):
        parse_cron(expression)


def test_a_day_that_never_comes_has_no_next_moment() -> None:
    assert next_after(parse_cron("0 0 30 2 *"), at("2024-05-06 00:00")) is None


def test_a_source_is_due_from_its_own_time_on_and_by_night_without_one() -> None:
    last_run = at("2024-05-06 02:15")
    assert next_due("15 2 * * *", last_run) == at("2024-05-07 02:15")
    assert next_due(None, last_run) == at("2024-05-07 02:00")
    assert not is_due("15 2 * * *", last_run, at("2024-05-07 02:14:59"))
    assert is_due("15 2 * * *", last_run, at("2024-05-09 17:00"))


def test_a_source_that_was_never_run_is_due_at_once() -> None:
    assert is_due("0 0 1 1 *", None, at("2024-05-06 00:00"))
