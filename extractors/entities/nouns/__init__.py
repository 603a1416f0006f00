"""Which phrases name a thing by its noun: what belongs to a phrase, what is said of it, which are alike."""
