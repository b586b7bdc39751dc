"""Renders the prompt templates; a variable that is missing is an error."""

import hashlib
from functools import lru_cache
from importlib import resources

from jinja2 import Environment, StrictUndefined

# Prompts are plain text for a language model: HTML escaping would only corrupt quotations.
_ENVIRONMENT = Environment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False)  # noqa: S701


def render(name: str, **variables: object) -> str:
    """Returns the prompt `name` (a file `name.j2` of this package) with its variables filled in.

    Raises:
        jinja2.UndefinedError: the template needs a variable that was not given.
    """
    return _ENVIRONMENT.from_string(_source(name)).render(variables).strip()


@lru_cache
def version() -> str:
    """Returns a digest that changes with any prompt: the first 12 hex digits of a SHA-256 over all of them."""
    files = sorted((f for f in resources.files("prompts").iterdir() if f.name.endswith(".j2")), key=lambda f: f.name)
    return hashlib.sha256(b"\0".join(f.name.encode() + b"\0" + f.read_bytes() for f in files)).hexdigest()[:12]


@lru_cache
def _source(name: str) -> str:
    return resources.files("prompts").joinpath(f"{name}.j2").read_text("utf-8")
