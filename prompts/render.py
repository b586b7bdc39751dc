"""The prompt templates: read once, checked once, and rendered; a variable that is missing or unknown is an error at the start."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from jinja2 import Environment, StrictUndefined, TemplateError, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment

from prompts.errors import PromptError

VARIABLES: Mapping[str, frozenset[str]] = {
    "answer_system": frozenset(),
    "answer_user": frozenset({"evidence", "question"}),
    "witness_user": frozenset({"evidence", "question"}),
    "answer_probe": frozenset(),
    "yes_no_question": frozenset({"question"}),
}
"""The prompts by their ids, each with the variables that it is given, and has to use."""

# Prompts are plain text for a language model: HTML escaping would only corrupt quotations.
_ENVIRONMENT: Environment = ImmutableSandboxedEnvironment(
    undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False
)


@dataclass(frozen=True)
class Prompts:
    """The templates' texts by id."""

    sources: Mapping[str, str]

    def render(self, name: str, **variables: object) -> str:
        """Returns the prompt `name` with its variables filled in.

        Raises:
            jinja2.UndefinedError: the template needs a variable that was not given.
        """
        return _ENVIRONMENT.from_string(self.sources[name]).render(variables).strip()

    @property
    def version(self) -> str:
        """A digest that changes with any prompt: the first 12 hex digits of a SHA-256 over all of them."""
        texts = (name.encode() + b".j2\0" + self.sources[name].encode() for name in sorted(self.sources))
        return hashlib.sha256(b"\0".join(texts)).hexdigest()[:12]


def load(folder: Path | None = None) -> Prompts:
    """Reads Byline's own prompts, and in the place of those that `folder` has, as files `ID.j2`, the folder's.

    Raises:
        PromptError: the folder is missing, has a prompt of an unknown id, or one that cannot be used.
    """
    own = {name: resources.files("prompts").joinpath(f"{name}.j2").read_text("utf-8") for name in VARIABLES}
    others = _read(folder) if folder else {}
    for name, text in others.items():
        _check(f"{folder}/{name}.j2", text, VARIABLES[name])
    return Prompts({**own, **others})


def _read(folder: Path) -> dict[str, str]:
    if not folder.is_dir():
        raise PromptError(f"The folder of prompts {folder} does not exist. Make it, or unset BYLINE_PROMPTS.")
    files = sorted(folder.glob("*.j2"))
    if unknown := [file.name for file in files if file.stem not in VARIABLES]:
        known = ", ".join(f"{name}.j2" for name in VARIABLES)
        raise PromptError(f"{folder / unknown[0]} is no prompt of Byline's. Rename it to one of {known}.")
    try:
        return {file.stem: file.read_text("utf-8") for file in files}
    except (OSError, UnicodeDecodeError) as error:
        raise PromptError(f"A prompt in {folder} cannot be read ({error}). Save it as UTF-8 text.") from error


def _check(place: str, text: str, given: frozenset[str]) -> None:
    try:
        used = meta.find_undeclared_variables(_ENVIRONMENT.parse(text))
    except TemplateError as error:
        raise PromptError(f"{place} is no Jinja template ({error}). Mend it, or remove it.") from error
    if unknown := sorted(used - given):
        listed = ", ".join(sorted(given)) or "none"
        raise PromptError(f"{place} uses the variable {unknown[0]!r}, which it is not given. It has: {listed}.")
    if missing := sorted(given - used):
        raise PromptError(
            f"{place} does not use the variable {missing[0]!r}. Put {{{{ {missing[0]} }}}} where it belongs."
        )
