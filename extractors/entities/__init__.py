"""What a page speaks of: one module a kind, found by their `FIELD`; no list of them is kept."""
