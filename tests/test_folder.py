from pathlib import Path

import pytest

from models.errors import SettingsError
from pipeline.folder import list_folder


def make(folder: Path, *uris: str) -> Path:
    for uri in uris:
        (folder / uri).parent.mkdir(parents=True, exist_ok=True)
        (folder / uri).touch()
    return folder


def pages(folder: Path, **globs: tuple[str, ...]) -> list[str]:
    return [file.uri for file in list_folder(folder, **globs) if file.is_page]


def test_files_come_in_a_fixed_order_with_their_path_in_the_folder(tmp_path):
    assert pages(make(tmp_path, "b.txt", "a/z.md", "a/b/c.html", "c")) == ["a/b/c.html", "a/z.md", "b.txt", "c"]


def test_hidden_files_and_folders_are_left_alone(tmp_path):
    assert list(list_folder(make(tmp_path, ".git/config.txt", ".hidden.txt"))) == []


def test_data_and_the_parts_of_saved_pages_are_listed_but_no_pages(tmp_path):
    files = list(list_folder(make(tmp_path, "a.html", "a.gold.json", "a_files/style.CSS", "b.pdf")))
    assert [(file.uri, file.is_page) for file in files] == [
        ("a.gold.json", False),
        ("a.html", True),
        ("a_files/style.CSS", False),
        ("b.pdf", True),
    ]


@pytest.mark.parametrize(
    ("globs", "expected"),
    [
        ({"include": ("*.md",)}, ["README.MD", "notes/a.md", "notes/draft/b.md"]),
        ({"include": ("notes/*",)}, ["notes/a.md", "notes/c.txt", "notes/draft/b.md"]),
        ({"exclude": ("readme.md", "*/draft/*")}, ["notes/a.md", "notes/c.txt"]),
        ({"include": ("*.md",), "exclude": ("README*",)}, ["notes/a.md", "notes/draft/b.md"]),
        ({"exclude": ()}, ["README.MD", "notes/a.md", "notes/c.txt", "notes/draft/b.md"]),
    ],
)
def test_globs_choose_by_name_or_by_path(tmp_path, globs, expected):
    make(tmp_path, "README.MD", "notes/a.md", "notes/draft/b.md", "notes/c.txt")
    assert pages(tmp_path, **globs) == expected


def test_links_in_a_circle_are_walked_once(tmp_path):
    make(tmp_path, "a/page.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "a" / "self").symlink_to("self")
    assert pages(tmp_path) == ["a/page.txt", "a/self"]


def test_a_link_that_leads_nowhere_is_a_page_so_that_its_loss_is_seen(tmp_path):
    (tmp_path / "lost.txt").symlink_to("nowhere.txt")
    assert pages(tmp_path) == ["lost.txt"]


def test_a_name_that_is_no_utf8_is_spelt_out(tmp_path):
    (tmp_path / b"caf\xe9.txt".decode("utf-8", "surrogateescape")).touch()
    assert pages(tmp_path) == ["caf\\xe9.txt"]


def test_a_folder_that_is_not_there_is_told_and_not_empty(tmp_path):
    with pytest.raises(SettingsError, match="cannot be listed"):
        list(list_folder(tmp_path / "gone"))
