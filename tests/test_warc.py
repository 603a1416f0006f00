import gzip
import json
from base64 import b32encode
from functools import partial
from hashlib import sha1, sha256
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from models.errors import SettingsError
from models.report import SourceCounts
from pipeline.milling import mill, workshop_of
from pipeline.run import run
from pipeline.settings import Settings
from pipeline.store.cases import live_documents, quarantined_pages
from pipeline.store.database import opened, reading
from pipeline.warc_export import export_warc
from tests.fake_mill import fake_engine
from tests.homes import make_home

SITE = "https://example.org"
SOURCE = 'kind = "warc"\npath = "pages.warc.gz"\n'


def revisit(path: str, date: str, *, of: str = "", since: str = "", payload: str = ""):
    refers = {"WARC-Refers-To-Target-URI": of and SITE + of, "WARC-Refers-To-Date": since}
    profile = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
    named = {**refers, "WARC-Payload-Digest": payload, "WARC-Profile": profile, "WARC-Date": date}
    return path, "revisit", b"", None, {name: value for name, value in named.items() if value}


def request(path: str):
    asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "example.org")], is_http_request=True)
    return path, "request", b"", asked, {"WARC-Date": "2024-05-06T07:08:09Z"}


def response(
    path: str, body: bytes, *, date: str = "2024-05-06T07:08:09Z", status: str = "200 OK", truncated="", **headers
):
    named = [(name.replace("_", "-"), value) for name, value in headers.items()]
    said = {"WARC-Date": date} | ({"WARC-Truncated": truncated} if truncated else {})
    return path, "response", body, StatusAndHeaders(status, named, protocol="HTTP/1.1"), said


def write(target: Path, *records, packed: bool = True) -> None:
    with target.open("wb") as file:
        writer = WARCWriter(file, gzip=packed)
        writer.write_record(writer.create_warcinfo_record("pages.warc.gz", {"software": "a test"}))
        for path, kind, body, headers, said in records:
            record = writer.create_warc_record(
                SITE + path, kind, BytesIO(body), length=len(body), http_headers=headers, warc_headers_dict=said
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
        response("/cut", b"Cut", truncated="length"),
        request("/asked"),
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
        with pytest.raises(SettingsError, match="is no WARC file"):
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
    assert records(again) == records(settings)


@pytest.mark.parametrize(
    ("revisits", "text", "date"),
    [
        ([revisit("/a", "2024-05-08T00:00:00Z", of="/a", since="2024-05-07T00:00:00Z")], "Alpha\nnew", "05-07"),
        ([revisit("/a", "2024-05-08T00:00:00Z", of="/a", since="2024-05-06T00:00:00Z")], "Alpha\nold", "05-06"),
        ([revisit("/a", "2024-05-08T00:00:00Z", of="/b", since="2024-05-06T00:00:00Z")], "Beta", "05-08"),
        ([revisit("/a", "2024-05-08T00:00:00Z")], "Alpha\nnew", "05-07"),
        ([revisit("/a", "2024-05-05T00:00:00Z", of="/b", since="2024-05-06T00:00:00Z")], "Alpha\nnew", "05-07"),
    ],
)
def test_a_revisit_says_whose_bytes_are_the_newest(settings, revisits, text, date):
    write(
        settings.home / "pages.warc.gz",
        *revisits,
        response("/a", b"Alpha\nnew", date="2024-05-07T00:00:00Z"),
        response("/a", b"Alpha\nold", date="2024-05-06T00:00:00Z"),
        response("/b", b"Beta", date="2024-05-06T00:00:00Z"),
    )
    run(settings, engine=fake_engine)
    found = records(settings)[f"{SITE}/a"]
    assert (found["text"], found["source"]["captured_at"][5:10]) == (text, date)


def test_a_revisit_is_found_by_the_digest_of_its_bytes_or_told(settings):
    payload = f"sha1:{b32encode(sha1(b'Beta').digest()).decode()}"  # noqa: S324
    visits = [
        revisit(path, "2024-05-08T00:00:00Z", payload=digest) for path, digest in {"/c": payload, "/d": ""}.items()
    ]
    write(settings.home / "pages.warc.gz", response("/b", b"Beta"), *visits)
    assert run(settings, engine=fake_engine).total == SourceCounts(pages=3, new=2, quarantined=1)
    assert records(settings)[f"{SITE}/c"]["text"] == "Beta"


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("left", [0.97, 0.8, 0.6])
def test_a_file_that_ends_too_soon_gives_its_whole_pages_and_loses_none(settings, packed, left):
    path = settings.home / "pages.warc.gz"
    pages = [response(f"/{name}", f"{name}\n{sha256(name.encode()).hexdigest() * 9}".encode()) for name in "abcd"]
    write(path, *pages, packed=packed)
    whole = path.read_bytes()
    assert run(settings, engine=fake_engine).total == SourceCounts(pages=4, new=4)
    path.write_bytes(whole[: int(len(whole) * left)])
    counts = run(settings, engine=fake_engine).total
    assert (counts.gone, counts.quarantined, counts.unchanged + counts.missing) == (0, 1, 4)
    assert len(records(settings)) == 4
    path.write_bytes(whole)
    assert run(settings, engine=fake_engine).total == SourceCounts(pages=4, unchanged=4)
    with opened(settings.database_url) as store, reading(store) as connection:
        assert quarantined_pages(connection, ["notes"]) == ()


def test_a_damaged_file_keeps_no_other_from_being_read(tmp_path):
    settings = make_home(tmp_path / "home", {}, source='kind = "warc"\npath = "pages"\n')
    write(settings.home / "pages" / "good.warc.gz", response("/a", b"Alpha"))
    (settings.home / "pages" / "bad.warc").write_bytes(b"no warc at all")
    assert run(settings, engine=fake_engine).total == SourceCounts(pages=2, new=1, quarantined=1)


DECLARED = {"/a": "text/plain; charset=iso-8859-1", "/b": "text/html", "/c": "", "/d": "application/octet-stream"}


def test_export_keeps_what_was_declared(settings, tmp_path):
    pages = [
        response(path, "Évry\nthe words of a page".encode("latin-1"), Content_Type=kind)
        for path, kind in DECLARED.items()
    ]
    write(settings.home / "pages.warc.gz", *pages)
    mill_here = partial(map, partial(mill, workshop_of(settings)))
    run(settings, engine=lambda _, batches: mill_here(batches))
    again = make_home(tmp_path / "again", {}, source=SOURCE)
    assert export_warc(settings, "notes", again.home / "pages.warc.gz") == 4
    run(again, engine=lambda _, batches: mill_here(batches))
    assert records(again) == records(settings)
    assert len(records(again)) == 4
