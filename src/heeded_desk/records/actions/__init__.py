"""All writing about records: one file for each noun."""
