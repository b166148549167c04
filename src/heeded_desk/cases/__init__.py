"""The worklist and the accounts: the read side of the runs, and the work on it."""
