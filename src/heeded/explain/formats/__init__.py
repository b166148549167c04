"""Accounts and tables in the clothes of other programs: Word, PDF, spreadsheets."""
