"""One running server for the tests that only look at what it answers."""

from collections.abc import Iterator

import pytest

from .fake import FakeAsker, Served, served, wait_ready


@pytest.fixture(scope="module")
def running() -> Iterator[Served]:
    with served(FakeAsker) as server:
        wait_ready(server.client)
        yield server
