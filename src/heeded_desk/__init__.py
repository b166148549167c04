"""The desk: where the people who must act see, decide and are accountable.

It depends on `heeded`, never the reverse.
"""
