"""Names that curators have taught: which of them tell enough, where they stand on a page, what they propose."""

CURATORS = "curators"
