"""Lines that are the site's name nothing of the case."""

import pytest

from extractors.entities.imprints import imprints
from tests.passages import page_of

LINES = [
    ("© Larch Network 2024", True),
    ("(c) Larch Network. Accounts are their authors' own.", True),
    ("Larch Network. Texts may be reused with credit.", True),
    ("Cahiers du Mélèze. Reproduction libre.", True),
    ("Lerchennetz. Alle Rechte vorbehalten.", True),
    ("Red Alerce. Todos los derechos reservados.", True),
    ("Larch Network paid for the mills.", False),
    ("", False),
    ("A law on reproduction was passed.", False),
]


@pytest.mark.parametrize(("line", "is_sites"), LINES)
def test_a_line_that_licenses_the_page_is_the_sites(line, is_sites):
    assert bool(list(imprints(page_of(f"The mill runs.\n{line}")))) is is_sites


def test_the_name_in_the_imprint_is_the_sites_where_it_heads_the_page():
    page = page_of("LARCH NETWORK\nThe mill runs.\n(c) Larch Network. All rights reserved.")
    assert next(page.text[each.start : each.end] for each in imprints(page)) == "LARCH NETWORK"


def test_the_owner_of_the_site_may_be_a_body_of_the_case():
    page = page_of("The mill\nWho runs it?\nLarch Network\n(c) Larch Network. All rights reserved.")
    assert [page.text[each.start : each.end] for each in imprints(page)] == ["(c) Larch Network. All rights reserved."]
