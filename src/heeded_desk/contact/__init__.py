"""First contact: what is on file, while the caller is on the line."""
