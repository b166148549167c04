"""Every look and act, chained."""
