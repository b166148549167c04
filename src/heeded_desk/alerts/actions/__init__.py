"""What members do with alerts, e-mails and hand-overs; each act is on record."""
