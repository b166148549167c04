"""Everything that the desk holds of one force, as documented tables and files with a list of their hashes."""
