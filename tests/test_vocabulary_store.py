import pytest

from models.curator_vocabulary import CuratorVocabulary, Origin, Term
from models.errors import StoreError, UsageError
from models.record import CaseRecord
from models.vocabulary import Kind, Sector
from pipeline.archive import address, keep_bytes
from pipeline.milling import Batch, Task, Workshop, mill
from pipeline.pool import Pool
from pipeline.vocabulary_store import read_vocabulary, store_vocabulary

ORIGIN = Origin(decision="d", case="c", by="Ada", at="2026-01-01T00:00:00Z")
TERM = Term(thing=Kind.ACTOR, name="Mélèze Vif", sector=Sector.CIVIL_SOCIETY, cases=1, origins=(ORIGIN,))
VOCABULARY = CuratorVocabulary(terms=(TERM,))


@pytest.fixture
def task(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text("In spring the town met Mélèze Vif there.")
    return Task(uri="page.txt", path=path)


def sectors(outcome) -> list[tuple[str, Sector]]:
    return [(each.name, each.sector) for each in CaseRecord.model_validate_json(outcome.document).actors]


def test_a_vocabulary_lies_in_the_archive_by_its_digest(tmp_path):
    digest = store_vocabulary(tmp_path, VOCABULARY)
    assert store_vocabulary(tmp_path, VOCABULARY) == digest
    assert read_vocabulary(tmp_path, digest) == VOCABULARY
    assert b"M\xc3\xa9l\xc3\xa8ze" in address(tmp_path, digest).read_bytes()


def test_an_empty_one_is_not_kept(tmp_path):
    assert store_vocabulary(tmp_path, CuratorVocabulary()) is None
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_vocabulary_or_gone_is_told(tmp_path):
    with pytest.raises(StoreError, match="no vocabulary of curators"):
        read_vocabulary(tmp_path, keep_bytes(tmp_path, b"{}x"))
    with pytest.raises(StoreError, match="restore raw/"):
        read_vocabulary(tmp_path, "0" * 64)


def test_a_batch_is_milled_with_the_vocabulary_that_it_names(tmp_path, task):
    workshop = Workshop(raw=tmp_path / "raw", max_page_bytes=2**20)
    digest = store_vocabulary(tmp_path / "raw", VOCABULARY)
    plain, taught = (
        mill(workshop, Batch(source="s", vocabulary=each, tasks=(task,))).outcomes[0] for each in (None, digest)
    )
    assert ("Mélèze Vif", Sector.CIVIL_SOCIETY) not in sectors(plain)
    assert ("Mélèze Vif", Sector.CIVIL_SOCIETY) in sectors(taught)


def test_a_vocabulary_that_cannot_be_read_is_no_pages_fault(tmp_path, task):
    batch = Batch(source="s", vocabulary="0" * 64, tasks=(task,))
    with pytest.raises(StoreError, match="restore raw/"):
        mill(Workshop(raw=tmp_path, max_page_bytes=2**20), batch)
    with pytest.raises(UsageError, match="give it raw"):
        mill(Workshop(max_page_bytes=2**20), batch)


def lacking(batch: Batch):
    return mill(Workshop(raw=batch.tasks[0].path.parent, max_page_bytes=2**20), batch)


def test_a_worker_tells_so_too(task):
    with Pool(lacking, 1) as pool, pytest.raises(StoreError, match="restore raw/"):
        pool.mill(Batch(source="s", vocabulary="0" * 64, tasks=(task,)))
