"""All writing about the work on courses: one file for each noun."""
