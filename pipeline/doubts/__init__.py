"""The curators' queue: what is doubtful in the cases, kept up with them."""
