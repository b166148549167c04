"""All writing about keys, and about what came by the API."""
