"""What were we sent?"""

from heeded.ingest.ingest_delivery import ingest_delivery
from heeded.ingest.leave_out import Sent, leave_out
from heeded.ingest.mapping import Mapping, load_mapping
from heeded.ingest.propose import propose_mapping

__all__ = ["Mapping", "Sent", "ingest_delivery", "leave_out", "load_mapping", "propose_mapping"]
