"""Who may: users and their roles, passwords, tokens, sessions, and what a stranger is slowed down by."""
