"""All that is derived made anew from `raw/`: the store, the index, the releases."""
