"""The API by which systems of a force look people up and send reports."""
