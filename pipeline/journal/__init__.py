"""What happened, beside the captured bytes: all that is no function of them, so that the store can be made again."""
