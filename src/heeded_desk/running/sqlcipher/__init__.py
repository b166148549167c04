"""SQLite whose file is encrypted page by page: SQLCipher behind Django's own backend."""
