"""The service keeps to its own OpenAPI description, whatever valid or invalid input schemathesis makes of it."""

import os
import re
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import assume
from hypothesis import settings as hypothesis_settings
from pydantic import ValidationError
from schemathesis.specs.openapi.checks import negative_data_rejection

from service.errors import QuestionError
from service.web.app import create_app
from service.web.openai import ChatBody
from service.web.schema import NOT_BLANK

from .fake import FakeAsker, fake_library, served, settings, wait_ready

EXAMPLES = int(os.environ.get("CONTRACT_EXAMPLES", "60"))
"""Cases of each operation; `python -m tests.bench.contract` sets more."""

PARSED_URL = 60_000
"""Characters of a URL that httptools reads in any case; from 65,536 of its request line on it refuses the request."""

PATIENCE = 60
"""Seconds an answer may take on a machine that is busy with something else."""
schema = schemathesis.openapi.from_dict(create_app(FakeAsker, settings(), fake_library()).openapi())


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with served(FakeAsker) as running:
        wait_ready(running.client)
        yield running.url


def _dates_reversed(body: object) -> bool:
    """Tells whether the one rule is broken that JSON Schema cannot express."""
    filters = body.get("filters") if isinstance(body, dict) else None
    if not isinstance(filters, dict):
        return False
    first, last = filters.get("published_from"), filters.get("published_to")
    return isinstance(first, str) and isinstance(last, str) and first > last


def _asks_nothing(body: object) -> bool:
    """Tells whether messages break the other such rule: the last one is the user's and has text."""
    try:
        ChatBody.model_validate(body).asked()
    except QuestionError:
        return True
    except ValidationError:
        return False
    return False


def test_the_description_takes_for_blank_what_the_service_does() -> None:
    characters = [chr(code) for code in range(0x10000)]
    assert [one for one in characters if re.search(NOT_BLANK, one)] == [one for one in characters if one.strip()]
    assert "\\u0085" in NOT_BLANK  # named: for ECMA-262's \\s, which programs go by, it is no white space


@schema.parametrize()
@hypothesis_settings(max_examples=EXAMPLES, deadline=None, derandomize=True)
def test_service_keeps_to_its_description(case: schemathesis.Case[Any], url: str) -> None:
    assume(not _dates_reversed(case.body) and not _asks_nothing(case.body))
    response = case.call(base_url=url, timeout=PATIENCE)
    if len(response.request.url or "") > PARSED_URL:
        # The parser of HTTP reads no longer request line, and says so in plain text.
        assert response.status_code in {400, 422}
        return
    # There a body refused for its size, which is documented, counts as accepted, and so does text in a query that was no text before.
    lenient = response.status_code == 413 or case.method == "GET"
    case.validate_response(response, excluded_checks=[negative_data_rejection] if lenient else None)
    assert response.status_code < 500
