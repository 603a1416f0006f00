"""What cases mean, as vectors beside the index of their words: an extra."""
