from hashlib import sha256
from pathlib import Path

import pytest

from models.errors import StoreError
from pipeline.archive import address, digest_of, keep, read
from pipeline.durable import PREFIX, incoming, sweep, write_whole


def archived(tmp_path, content: bytes) -> str:
    page = tmp_path / "page"
    page.write_bytes(content)
    return keep(tmp_path / "raw", page, digest_of(page))


@pytest.mark.parametrize("content", [b"", b"words", b"\x00\xff" * 2_000_000])
def test_bytes_lie_under_their_digest(tmp_path, content):
    digest = archived(tmp_path, content)
    assert digest == sha256(content).hexdigest()
    assert address(tmp_path / "raw", digest) == tmp_path / "raw" / digest[:2] / digest[2:4] / digest
    assert read(tmp_path / "raw", digest) == content


def test_bytes_are_written_once(tmp_path):
    written = address(tmp_path / "raw", archived(tmp_path, b"words")).stat()
    again = address(tmp_path / "raw", archived(tmp_path, b"words")).stat()
    assert (again.st_ino, again.st_mtime_ns) == (written.st_ino, written.st_mtime_ns)


def test_a_page_that_changed_since_it_was_looked_at_counts_as_what_was_copied(tmp_path):
    page = tmp_path / "page"
    page.write_bytes(b"new words")
    digest = keep(tmp_path / "raw", page, sha256(b"old words").hexdigest())
    assert read(tmp_path / "raw", digest) == b"new words"


def test_bytes_that_changed_on_disk_are_not_given_out(tmp_path):
    digest = archived(tmp_path, b"words")
    address(tmp_path / "raw", digest).write_bytes(b"other words")
    with pytest.raises(StoreError, match="changed on disk"):
        read(tmp_path / "raw", digest)


def test_missing_bytes_are_told(tmp_path):
    with pytest.raises(StoreError, match="cannot be read"):
        read(tmp_path / "raw", "0" * 64)


def test_a_file_that_is_not_finished_never_appears(tmp_path):
    with incoming(tmp_path) as file:
        file.write(b"half")
    assert list(tmp_path.iterdir()) == []


def test_each_folder_that_is_made_lasts_in_the_one_above_it(tmp_path, monkeypatch):
    settled: list[Path] = []
    monkeypatch.setattr("pipeline.durable.settle_folder", settled.append)
    write_whole(tmp_path / "ab" / "cd" / "file", b"words")
    assert settled == [tmp_path, tmp_path / "ab", tmp_path / "ab" / "cd"]


def test_what_a_killed_process_left_is_swept(tmp_path):
    (tmp_path / f"{PREFIX}abc").touch()
    write_whole(tmp_path / "kept", b"")
    sweep(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
