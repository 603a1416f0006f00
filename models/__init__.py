"""What a case is: frozen records, the exception tree and the JSON Schema. Imports nothing of ours."""
