"""Releases in outward forms: for spreadsheets, databases, annotation tools, and those who follow entities."""
