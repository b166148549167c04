"""Figures for those who lead: found, recorded, acted on, and how long it took."""
