"""What a force sent, and the runs over it."""

from heeded_desk.deliveries.models.delivery import Delivery
from heeded_desk.deliveries.models.prepared import Prepared
from heeded_desk.deliveries.models.refusal import Refusal
from heeded_desk.deliveries.models.run import Run

__all__ = ["Delivery", "Prepared", "Refusal", "Run"]
