"""The tool server for AI clients (Model Context Protocol)."""
