"""Carrying out an erasure: each part may be begun again wherever it was cut off."""
