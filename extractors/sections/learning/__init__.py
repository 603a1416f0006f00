"""Templates learnt from pages that share one: what recurs is the form, what varies is the author's."""
