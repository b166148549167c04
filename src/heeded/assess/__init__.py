"""What does it amount to, and was it acted on?"""

from heeded.assess.assess_courses import assess_courses

__all__ = ["assess_courses"]
