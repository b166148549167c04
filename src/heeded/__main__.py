"""`python -m heeded` is `heeded`."""

from heeded.cli import main

main()
