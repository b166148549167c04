"""What people decide: inputs of the next run."""
