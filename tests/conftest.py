"""What all suites share: the packaged embedder, loaded once."""

import pytest

from index.embed import Embedder, load_embedder


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    return load_embedder()
