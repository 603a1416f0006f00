"""Bytes in, record out: pure, the same input gives the same bytes."""
