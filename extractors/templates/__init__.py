"""The templates that casemill brings: one YAML file each, data only."""
