"""All writing about members: each in a transaction, with its entry in the audit."""
