"""The commands of the pages. They load what they need when they are called."""
