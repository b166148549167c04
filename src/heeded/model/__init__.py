"""The nouns: what a stage takes and gives."""
