"""The store: what is known of pages, their cases and versions, and of the runs that made them."""
