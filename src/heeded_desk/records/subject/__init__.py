"""A subject's file: everything that the desk holds about one person, with other people masked."""
