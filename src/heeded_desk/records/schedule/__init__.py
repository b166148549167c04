"""A schedule of what the tool did to one course, for disclosure to a court."""
