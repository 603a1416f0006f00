"""Decisions of curators applied to records: pure, no disk, clock, network."""
