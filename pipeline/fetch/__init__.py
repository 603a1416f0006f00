"""Fetching: pages of the web, politely, and only from where they may come."""
