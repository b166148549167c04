"""Which mentions are one person."""

from heeded.link.link_mentions import link_mentions

__all__ = ["link_mentions"]
