"""`python -m index`."""

from index.cli import app

app()
