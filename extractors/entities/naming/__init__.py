"""How names are written: words and their capitals, phrases, head nouns of bodies, places and persons."""
