"""Says what is wrong with a request, without sending it back."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from service.web.problems import Fault, Problem, problem

MOST_FAULTS = 10
NAME_CHARS = 60
_JSON_TYPE = re.compile(r"application/([\w.-]+\+)?json\s*(;.*)?", re.IGNORECASE)


def validation_problem(errors: Sequence[Mapping[str, Any]], content_type: str) -> Problem:
    """Returns the problem of a request that FastAPI's validation refused: 422, or 415 if its body is no JSON at all."""
    if any(tuple(error["loc"]) == ("body",) for error in errors) and not _JSON_TYPE.fullmatch(content_type.strip()):
        return problem(415, "Send the question as JSON, with the header Content-Type: application/json.")
    faults = tuple(_fault(error) for error in errors[:MOST_FAULTS])
    return problem(422, "; ".join(f"{fault.pointer} {fault.detail}" for fault in faults), faults)


def _fault(error: Mapping[str, Any]) -> Fault:
    place, *path = error["loc"]
    if error["type"] == "json_invalid":
        return Fault(f"is not JSON: {error['ctx']['error']} at character {path[0]}", "body")
    if error["type"] == "missing" and not path:
        return Fault("is missing: send a JSON object with a `question`", "body")
    names = [_name(part) for part in path]
    pointer = "#/" + "/".join(names) if place == "body" else "".join(names)
    return Fault(_message(error["msg"]), pointer if names else "body")


def _name(part: str | int) -> str:
    """Escapes a step of a JSON pointer (RFC 6901); a member's name comes from the client and may be long."""
    name = str(part).replace("~", "~0").replace("/", "~1")
    return name if len(name) <= NAME_CHARS else name[:NAME_CHARS] + "…"


def _message(message: str) -> str:
    return message.removeprefix("Value error, ").removeprefix("String ").removeprefix("Input ")
