"""The front matter of a Markdown file: what it states about its article."""

import re

import yaml
from pydantic import ValidationError

from index.errors import UnreadableArticleError
from index.record import Record, shortened, wrong_fields

_FRONT_MATTER = re.compile(r"\A\s*-{3,}[^\S\n]*\n(.*?)^-{3,}[^\S\n]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_YAML_NULLS = ("", "~", "null", "Null", "NULL")


def split_front_matter(text: str) -> tuple[Record, str]:
    """Returns what the front matter states, nothing where there is none, and the text below it.

    Raises:
        UnreadableArticleError: the front matter cannot be read.
    """
    matter = _FRONT_MATTER.match(text)
    return (_stated(matter.group(1)), text[matter.end() :]) if matter else (Record(), text)


def _stated(block: str) -> Record:
    """Reads front matter with every value as it was written: YAML would make a boolean of the title 'No'."""
    try:
        fields = yaml.load(block, yaml.BaseLoader)  # noqa: S506 (this loader makes nothing but text, lists and mappings)
        if not isinstance(fields, dict | None):
            raise UnreadableArticleError("its front matter is not lines of the form `name: value`")
        stated = {name: value for name, value in (fields or {}).items() if value not in _YAML_NULLS}
        return Record.model_validate(stated)
    except (yaml.YAMLError, RecursionError) as error:
        raise UnreadableArticleError(f"its front matter is not YAML: {shortened(error)}") from error
    except ValidationError as error:
        raise UnreadableArticleError(f"its front matter is wrong: {wrong_fields(error)}") from error
