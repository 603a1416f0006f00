"""Cases counted by two of their facets."""
