from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from models.errors import StoreError, UnknownNameError
from models.report import RunState, SourceCounts
from pipeline.store.cases import read_document
from pipeline.store.database import connect, identity_of, opened, reading, settle, writing
from pipeline.store.documents import pack, unpack
from pipeline.store.runs import add_counts, begin_run, counts_of, finish_run, last_run, name_run, running
from pipeline.store.tables import HEAD, metadata, runs


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'deep' / 'casemill.db'}"


@pytest.fixture
def store(url):
    with opened(url) as store:
        yield store


def begin(store, at: str = "2030-01-01T00:00:00Z") -> str:
    with writing(store) as connection:
        name = name_run(connection, at=at)
        begin_run(connection, name, sources=["notes"], fingerprint="f", at=at)
        return name


def test_migrations_lead_to_the_tables(store):
    with reading(store) as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    config = Config()
    config.set_main_option("script_location", "pipeline.store:migrations")
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_a_store_keeps_its_identity(url):
    with opened(url) as store, reading(store) as connection:
        first = identity_of(connection)
    with opened(url) as store, reading(store) as connection:
        assert identity_of(connection) == first


def test_a_store_of_a_newer_casemill_is_refused(url):
    with opened(url) as store, writing(store) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="newer casemill"), opened(url):
        pass


def test_a_file_that_is_no_database_is_told(tmp_path):
    (tmp_path / "casemill.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreError, match="not a database"), opened(f"sqlite:///{tmp_path / 'casemill.db'}"):
        pass


def test_what_is_settled_stands_in_the_database_file_itself(store, tmp_path):
    begin(store)
    settle(store)
    copy = tmp_path / "copy.db"
    copy.write_bytes((tmp_path / "deep" / "casemill.db").read_bytes())
    with opened(f"sqlite:///{copy}") as other, reading(other) as connection:
        assert connection.execute(select(runs.c.state)).scalar() == "running"


def test_a_reader_waits_for_no_writer_and_sees_what_was(store):
    begin(store)
    with writing(store) as writer:
        writer.execute(text("UPDATE runs SET state = 'done'"))
        with reading(store) as reader:
            assert reader.execute(select(runs.c.state)).scalar() == "running"


def test_a_transaction_that_fails_leaves_nothing(store):
    with pytest.raises(IntegrityError), writing(store) as connection:
        begin_run(connection, "a", sources=["notes", "notes"], fingerprint="f", at="2030-01-01T00:00:00Z")
    with reading(store) as connection:
        assert connection.execute(select(runs)).all() == []


def test_an_unsafe_sqlite_is_refused(url, monkeypatch):
    monkeypatch.setattr("pysqlite3.dbapi2.sqlite_version_info", (3, 51, 2))
    with pytest.raises(StoreError, match=r"SQLite 3\.51\.3 or later"):
        connect(url)


def test_runs_of_one_second_have_names_of_their_own_in_order(store):
    names = [begin(store) for _ in range(3)]
    assert names == ["20300101T000000Z", "20300101T000000Z-2", "20300101T000000Z-3"] == sorted(names)


def test_the_ledger_adds_up_and_tells_how_runs_ended(store):
    run = begin(store)
    with writing(store) as connection:
        add_counts(connection, run, "notes", SourceCounts(pages=2, new=2))
        add_counts(connection, run, "notes", SourceCounts(pages=1, quarantined=1), complete=True)
        assert counts_of(connection, run) == {"notes": SourceCounts(pages=3, new=2, quarantined=1)}
        assert last_run(connection, "notes") == (RunState.RUNNING, "2030-01-01T00:00:00Z")
        finish_run(connection, run, RunState.DONE, at="2030-01-01T00:00:09Z", seconds=9)
        assert last_run(connection, "notes") == (RunState.DONE, "2030-01-01T00:00:00Z")
        assert last_run(connection, "letters") is None


def test_a_run_that_left_no_word_was_killed(store):
    begin(store)
    with writing(store) as connection:
        assert running(connection) == (("20300101T000000Z", 0),)
        finish_run(connection, "20300101T000000Z", RunState.KILLED, at=None, seconds=None)
        assert last_run(connection, "notes") == (RunState.KILLED, "2030-01-01T00:00:00Z")
        assert running(connection) == ()


def test_an_unknown_case_is_told_with_a_next_step(store):
    with reading(store) as connection, pytest.raises(UnknownNameError, match="casemill search"):
        read_document(connection, "case-nowhere")


def test_documents_come_back_as_they_went(store):
    document = '{"text": "é …"}'.encode() * 1000
    assert unpack(pack(document)) == document
    assert pack(document) == pack(document)
    assert len(pack(document)) < len(document) // 10
