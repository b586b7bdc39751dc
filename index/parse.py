"""The sandbox's inside: takes paths of files, answers with their articles, within limits set by the kernel."""

import contextlib
import json
import math
import os
import resource
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from index.errors import UnreadableArticleError
from index.extracted import Extracted
from index.sandbox import Limits


def serve(limits_as_json: str) -> None:
    """Answers each line of standard input, the path of a file in JSON, with a line of JSON.

    What a parser raises is not caught but for the faults it knows by name: the process ends, and with it whatever
    state a hostile file left behind. Libraries that print do so to standard error.
    """
    limits = Limits(**json.loads(limits_as_json))
    # On a machine of many cores the buffers of numpy's threads alone would fill the address space.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as replies:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        _limit(resource.RLIMIT_AS, limits.memory_bytes)
        _limit(resource.RLIMIT_CORE, 0)
        for line in sys.stdin.buffer:
            usage = resource.getrusage(resource.RUSAGE_SELF)
            _limit(resource.RLIMIT_CPU, math.ceil(usage.ru_utime + usage.ru_stime) + limits.cpu_seconds)
            answer = json.dumps(_answer(Path(json.loads(line))), ensure_ascii=False)
            replies.write(answer.encode("utf-8", "surrogatepass") + b"\n")
            replies.flush()


def _answer(path: Path) -> dict[str, Any]:
    try:
        return {"articles": [asdict(article) for article in _parser(path)(path.read_bytes())]}
    except UnreadableArticleError as error:
        return {"reason": str(error)}
    except OSError as error:
        return {"reason": f"cannot be read: {error.strerror or error}"}


def _parser(path: Path) -> Callable[[bytes], Iterable[Extracted]]:
    """Returns the parser for a file's ending; each is loaded when first needed, as they take up to half a second."""
    ending = path.suffix.lower()
    if ending == ".pdf":
        from index.pdf import parse_pdf

        return lambda data: [parse_pdf(data)]
    if ending in (".html", ".htm"):
        from index.html import parse_html

        return lambda data: [parse_html(data)]
    from index.feeds import parse_feed

    return parse_feed


def _limit(kind: int, value: int) -> None:
    """Sets a soft limit; where the system knows no such limit (macOS: memory), the parsers' own have to do."""
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(kind, (value, resource.getrlimit(kind)[1]))
