import gzip
import json
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from models.errors import SettingsError
from models.report import SourceCounts
from pipeline.run import run
from pipeline.settings import Settings
from pipeline.store.cases import live_documents, quarantined_pages
from pipeline.store.database import opened, reading
from pipeline.warc_export import export_warc
from tests.fake_mill import fake_engine
from tests.homes import make_home

SITE = "https://example.org"
SOURCE = 'kind = "warc"\npath = "pages.warc.gz"\n'


def response(path: str, body: bytes, *, date: str = "2024-05-06T07:08:09Z", status: str = "200 OK", **headers: str):
    named = [(name.replace("_", "-"), value) for name, value in headers.items()]
    return path, body, date, StatusAndHeaders(status, named, protocol="HTTP/1.1")


def write(target: Path, *responses) -> None:
    with target.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        writer.write_record(writer.create_warcinfo_record("pages.warc.gz", {"software": "a test"}))
        for path, body, date, headers in responses:
            dated = {"WARC-Date": date}
            record = writer.create_warc_record(
                SITE + path, "response", BytesIO(body), length=len(body), http_headers=headers, warc_headers_dict=dated
            )
            writer.write_record(record)


def records(settings: Settings) -> dict[str, dict]:
    with opened(settings.database_url) as store, reading(store) as connection:
        found = [json.loads(document) for document in live_documents(connection)]
    return {record["source"]["uri"]: record for record in found}


@pytest.fixture
def settings(tmp_path) -> Settings:
    return make_home(tmp_path / "home", {}, source=SOURCE)


def test_the_newest_good_answer_of_each_address_is_its_page(settings):
    write(
        settings.home / "pages.warc.gz",
        response("/a", b"Alpha\nnew", date="2024-05-07T00:00:00Z", Content_Type="text/plain; charset=utf-8"),
        response("/a", b"Alpha\nold", date="2024-05-06T00:00:00Z"),
        response("/packed", gzip.compress(b"Beta\nwords"), Content_Encoding="gzip"),
        response("/chunked", b"5\r\nGamma\r\n0\r\n\r\n", Transfer_Encoding="chunked"),
        response("/absent", b"not there", status="404 Not Found"),
    )
    assert run(settings, engine=fake_engine).total == SourceCounts(pages=3, new=3)
    found = records(settings)
    assert {uri: record["text"] for uri, record in found.items()} == {
        f"{SITE}/a": "Alpha\nnew", f"{SITE}/packed": "Beta\nwords", f"{SITE}/chunked": "Gamma",
    }  # fmt: skip
    assert found[f"{SITE}/a"]["source"]["captured_at"] == "2024-05-07T00:00:00Z"
    assert run(settings, engine=fake_engine).total == SourceCounts(pages=3, unchanged=3)


def test_a_page_that_unpacks_to_too_much_is_quarantined(settings):
    (settings.home / "casemill.toml").write_text("models = false\nmax_page_bytes = 1000\n")
    bomb = gzip.compress(b" " * 100_000)
    write(settings.home / "pages.warc.gz", response("/a", bomb, Content_Encoding="gzip"), response("/b", b"Beta"))
    from pipeline.settings import load_settings

    small = load_settings(settings.home)
    assert run(small, engine=fake_engine).total == SourceCounts(pages=2, new=1, quarantined=1)
    with opened(small.database_url) as store, reading(store) as connection:
        assert [page.code for page in quarantined_pages(connection, ["notes"])] == ["oversized"]


@pytest.mark.parametrize("content", [b"no warc at all", b""])
def test_a_file_that_is_no_warc_is_told(settings, content):
    (settings.home / "pages.warc.gz").write_bytes(content)
    if content:
        with pytest.raises(SettingsError, match="no whole WARC file"):
            run(settings, engine=fake_engine)
    else:
        assert run(settings, engine=fake_engine).total == SourceCounts()


def test_what_is_exported_can_be_read_again(settings, tmp_path):
    write(
        settings.home / "pages.warc.gz",
        response("/a", b"Alpha\nwords", Content_Type="text/plain; charset=utf-8"),
        response("/b", b"Beta\nwords"),
    )
    run(settings, engine=fake_engine)
    again = make_home(tmp_path / "again", {}, source=SOURCE)
    assert export_warc(settings, "notes", again.home / "pages.warc.gz") == 2
    run(again, engine=fake_engine)
    assert records(again) == records(settings)


def test_a_folder_is_exported_too(tmp_path):
    settings = make_home(tmp_path / "folder", {"a b.txt": "Alpha\nwords"})
    run(settings, engine=fake_engine)
    again = make_home(tmp_path / "again", {}, source=SOURCE)
    assert export_warc(settings, "notes", again.home / "pages.warc.gz") == 1
    run(again, engine=fake_engine)
    assert list(records(again)) == ["casemill:notes/a%20b.txt"]
