import os
import resource
from pathlib import Path

import pytest

from models.capture import Capture
from models.errors import UsageError
from pipeline.milling import PASSING, Batch, BatchResult, Refused, Task, Workshop, mill, mill_capture
from pipeline.pool import FEW_PAGES, Pool, local_engine
from tests.fake_mill import fake_mill


def batch(folder: Path, *contents: str) -> Batch:
    tasks = []
    for content in contents:
        path = folder / f"{len(list(folder.iterdir()))}.txt"
        path.write_text(content)
        tasks.append(Task(uri=path.name, path=path))
    return Batch(source="notes", tasks=tuple(tasks))


def whose_process(batch: Batch) -> BatchResult:
    refused = Refused(code="process", message=str(os.getpid()))
    return BatchResult(batch=batch, outcomes=(refused,) * len(batch.tasks))


def wrong_settings(batch: Batch) -> BatchResult:
    raise UsageError("the template is wrong")


def kinds(result: BatchResult) -> list[str]:
    return [outcome.code if outcome.kind == "refused" else "milled" for outcome in result.outcomes]


def test_results_come_in_order_and_killers_are_found(tmp_path):
    batches = [batch(tmp_path, "Good\nwords", text, "Good\nwords") for text in ("a", "KILL", "b", "KILL", "EMPTY")]
    with Pool(fake_mill, 2) as pool:
        results = [pool.finish(each, begun) for each, begun in [(each, pool.begin(each)) for each in batches]]
    assert [result.batch for result in results] == batches
    assert [kinds(result)[1] for result in results] == ["milled", "killed", "milled", "killed", "empty"]
    assert {kinds(result)[place] for result in results for place in (0, 2)} == {"milled"}


def test_a_page_that_hangs_or_crashes_is_told_with_its_place_and_its_neighbours_are_milled(tmp_path):
    good = batch(tmp_path, "Good\nwords", "Better\nwords")
    with Pool(fake_mill, 2) as pool:
        hung, crashed, well = (
            pool.mill(each) for each in (batch(tmp_path, "a", "HANG"), batch(tmp_path, "CRASH"), good)
        )
    assert [*kinds(hung), *kinds(crashed), *kinds(well)] == ["milled", "timeout", "killed", "milled", "milled"]
    assert "longer than page_seconds allows" in hung.outcomes[1].message
    assert "a crash" in crashed.outcomes[0].message
    assert all("fake_mill.py" in result.outcomes[-1].trace for result in (hung, crashed))


def starved(batch: Batch) -> BatchResult:
    workshop = Workshop(max_page_bytes=2**26)
    mill_capture(workshop, Capture(source="notes", uri="first", content=b"Words to load all that is needed."))
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + 2**24, resource.RLIM_INFINITY))
    return mill(workshop, batch)


def test_a_page_that_finds_no_memory_is_one_that_may_pass(tmp_path):
    (result,) = local_engine(1, isolate=True)(starved, [batch(tmp_path, "words and " * 2**21)])
    assert set(kinds(result)) < PASSING


def test_few_pages_are_milled_in_this_process_and_many_elsewhere(tmp_path):
    few = batch(tmp_path, *["words"] * (FEW_PAGES - 1))
    many = batch(tmp_path, *["words"] * FEW_PAGES)

    def process_of(pages: Batch, **how: bool) -> str:
        (result,) = local_engine(1, **how)(whose_process, [pages])
        return result.outcomes[0].message

    assert process_of(few) == str(os.getpid())
    assert process_of(many) != str(os.getpid())


def test_nothing_to_mill_starts_nothing():
    assert list(local_engine(1, isolate=True)(whose_process, [])) == []


def test_wrong_settings_are_not_the_pages_fault(tmp_path):
    with pytest.raises(UsageError, match="template is wrong"):
        list(local_engine(1, isolate=True)(wrong_settings, [batch(tmp_path, "words")]))
