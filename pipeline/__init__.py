"""The outside world and the order of work."""
