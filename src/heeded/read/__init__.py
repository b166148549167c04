"""What do the words state?"""

from heeded.read.read_reports import read_reports

__all__ = ["read_reports"]
