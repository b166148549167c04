"""The table of what could not be read."""

import pyarrow as pa

REFUSED = pa.schema(
    [("file", pa.large_string()), ("line", pa.int64()), ("column", pa.large_string()), ("reason", pa.large_string())]
)
