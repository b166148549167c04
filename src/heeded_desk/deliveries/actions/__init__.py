"""All writing about deliveries and runs."""
