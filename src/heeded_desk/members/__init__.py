"""Who may sign in, for which force, in which role."""
