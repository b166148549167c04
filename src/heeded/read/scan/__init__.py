"""Whole batches of texts to what they state, as integers: the definitions of the catalogue compiled to machine code."""
