"""Records against gold: which things are right, missed or extra, and the figures over them. Pure."""
