"""Running the desk: health, metrics, backup and restore."""
