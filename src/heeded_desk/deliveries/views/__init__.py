"""Its pages: one file for each."""
