"""The pages that people read and work at, and the HTTP API."""
