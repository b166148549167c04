"""What a force sent, and the runs over it."""
