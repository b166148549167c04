"""Records management: review, correction, erasure, a subject's file, disclosure, export."""
