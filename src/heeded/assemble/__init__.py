"""Which reports are about the same two people."""

from heeded.assemble.assemble_courses import assemble_courses

__all__ = ["assemble_courses"]
