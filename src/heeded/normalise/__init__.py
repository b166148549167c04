"""What does it say, in one shape?"""

from heeded.normalise.normalise_reports import normalise_reports

__all__ = ["normalise_reports"]
