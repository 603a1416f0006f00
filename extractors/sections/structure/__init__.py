"""The page's own structure, where no template fits: its headings, its prompts, its labels."""
