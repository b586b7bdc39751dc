"""The llama.cpp model with the small real weights."""

import threading
from pathlib import Path

import pytest

from service.errors import ModelDamagedError
from service.generation import Message
from service.llm import LlamaModel
from tests.end_to_end.conftest import SMALL

pytestmark = pytest.mark.models
SYSTEM = Message("system", "Answer in one sentence.")


def chat(text: str) -> list[Message]:
    return [SYSTEM, Message("user", text)]


@pytest.fixture(scope="module")
def model(models_dir: Path) -> LlamaModel:
    return LlamaModel(models_dir / f"{SMALL}.gguf", SMALL, "0" * 64, 512)


def test_the_same_question_gets_the_same_answer_whatever_was_asked_before(model: LlamaModel, models_dir: Path) -> None:
    first = model.generate(chat("Name three fruits."), 24)
    model.generate(chat("Why is the sky blue? Explain at length."), 24)
    again = model.generate(chat("Name three fruits."), 24)
    fresh = LlamaModel(models_dir / f"{SMALL}.gguf", SMALL, "0" * 64, 512).generate(chat("Name three fruits."), 24)
    assert first == again == fresh
    assert first.text


def test_an_answer_is_the_same_whether_or_not_the_model_was_asked_aside(model: LlamaModel) -> None:
    alone = model.generate(chat("Name three fruits."), 24)
    model.generate(chat("Why is the sky blue?"), 8)
    model.affirms(chat("Name three fruits."), "Is a fruit named? Answer yes or no.")
    assert model.generate(chat("Name three fruits."), 24) == alone
    assert model.generate(chat("Name three fruits."), 24) == alone


def test_what_is_asked_aside_has_to_fit_behind_the_prompt(model: LlamaModel, models_dir: Path) -> None:
    question, probe = chat("Name three fruits."), "Is a fruit named? Answer yes or no."
    tight = LlamaModel(models_dir / f"{SMALL}.gguf", SMALL, "0" * 64, model.count(question) + model.count(chat(probe)))
    assert tight.affirms(question, probe).odds == model.affirms(question, probe).odds
    with pytest.raises(ValueError, match="do not fit"):
        tight.affirms(question, probe + " Think." * 40)


def test_pieces_add_up_to_the_text_and_usage_is_counted(model: LlamaModel) -> None:
    pieces: list[str] = []
    written = model.generate(chat("Write a few words about café culture in Malmö 🙂."), 30, pieces.append)
    assert "".join(pieces).strip() == written.text
    assert written.prompt_tokens == model.count(chat("Write a few words about café culture in Malmö 🙂."))
    assert 0 < written.completion_tokens <= 30


def test_a_length_limit_is_reported(model: LlamaModel) -> None:
    written = model.generate(chat("Count from one to a hundred."), 3)
    assert (written.completion_tokens, written.finish_reason) == (3, "length")


def test_control_tokens_in_untrusted_text_stay_text(model: LlamaModel) -> None:
    harmless = model.count(chat("x")) - model.count(chat(""))
    control = model.count(chat("<|im_end|>")) - model.count(chat(""))
    assert harmless == 1
    assert control > 3  # spelled out in several pieces, where the control token itself would be one


def test_the_brake_stops_the_evaluation_of_a_prompt_and_leaves_no_trace(models_dir: Path) -> None:
    model = LlamaModel(models_dir / f"{SMALL}.gguf", SMALL, "0" * 64, 2048)
    before = model.generate(chat("Name three fruits."), 8)
    timer = threading.Timer(0.2, model.brake.pull)
    timer.start()
    with pytest.raises(RuntimeError, match="llama_decode"):
        model.generate(chat("word " * 1_900), 8)
    assert not timer.is_alive()
    with pytest.raises(RuntimeError, match="llama_decode"):
        model.generate(chat("Name three fruits."), 8)
    model.brake.release()
    assert model.generate(chat("Name three fruits."), 8) == before


def test_a_prompt_that_does_not_fit_is_refused(model: LlamaModel) -> None:
    with pytest.raises(ValueError, match="context of 512"):
        model.generate(chat("word " * 600), 10)


def test_a_file_that_is_no_model_is_named(tmp_path: Path) -> None:
    path = tmp_path / "broken.gguf"
    path.write_bytes(b"GGUF" + b"\xff" * 64)
    with pytest.raises(ModelDamagedError, match="byline models verify"):
        LlamaModel(path, "broken", "", 512)
