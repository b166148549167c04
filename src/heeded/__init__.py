"""Heeded: stalking that police records call something else, with the words that show it."""

__version__ = "0.1.0"
