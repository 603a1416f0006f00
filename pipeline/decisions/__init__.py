"""Curators' decisions in the outside world: taken, kept, applied to what is stored."""
