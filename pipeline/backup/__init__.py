"""A home in a safe place, and back."""
