"""The model's context has room for every prompt and what is asked or written behind it."""

from pathlib import Path
from typing import Any

import pytest

from service.answering import open as opening
from service.settings import PROBE_TOKENS, ServiceSettings


@pytest.mark.parametrize(("answer", "room"), [(16, PROBE_TOKENS), (500, 500)])
def test_the_context_holds_a_prompt_and_the_probe_or_the_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: int, room: int
) -> None:
    made: list[tuple[Any, ...]] = []
    file = tmp_path / "model.gguf"
    file.write_bytes(b"GGUF")
    monkeypatch.setattr(opening, "resolve", lambda *_: file)
    monkeypatch.setattr(opening, "LlamaModel", lambda *given: made.append(given))
    opening.open_model(ServiceSettings(home=tmp_path, prompt_tokens=200, answer_tokens=answer))
    assert made[0][3] == 200 + room
