"""Tables of what people write, each row a page of its own; they were thought up here, for these tests."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from models.vocabulary import ContactKind
from tests.contacts.pages import contacts_of

TABLES = {
    "emails": ContactKind.EMAIL,
    "hidden_emails": ContactKind.EMAIL,
    "phones": ContactKind.PHONE,
    "sites": ContactKind.URL,
}


def rows() -> list[Any]:
    return [
        pytest.param(kind, row, id=f"{table}:{number}")
        for table, kind in TABLES.items()
        for number, row in enumerate(yaml.safe_load(Path(__file__).with_name(f"{table}.yaml").read_text()), 1)
    ]


@pytest.mark.parametrize(("kind", "row"), rows())
def test_what_a_reader_would_find_is_found(kind: ContactKind, row: dict[str, Any]) -> None:
    words = row.get("text") or row["html"]
    page = contacts_of(words, uri="page.txt" if "text" in row else "page.html", region=row.get("region"))
    found = [each.value.rstrip("/") for each in page if each.kind is kind]
    assert found == [each.rstrip("/") for each in row["finds"]]
