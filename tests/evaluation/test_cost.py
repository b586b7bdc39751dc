import pytest

from eval.cost import completion_tokens, first_source, first_token, prompt_tokens, total
from eval.cost import failed as has_failed
from eval.rows import Spent
from eval.scoring import score, summarise
from tests.evaluation.build import answer, case, failed, question, said


def test_costs_are_those_of_the_row() -> None:
    one = said("x")
    assert (prompt_tokens(one), completion_tokens(one)) == (300.0, 20.0)
    assert (first_source(one), first_token(one), total(one)) == (0.1, 0.5, 2.0)
    assert has_failed(one) == 0.0


def test_a_failed_question_costs_nothing_and_is_counted() -> None:
    one = failed()
    assert prompt_tokens(one) is first_source(one) is first_token(one) is total(one) is None
    assert has_failed(one) == 1.0


def test_quantiles_of_latency() -> None:
    cases = [case(question(), answer("x"), spent=Spent(0.1, None, seconds)) for seconds in (1.0, 2.0, 5.0)]
    found = summarise([score(item) for item in cases])["overall"]
    assert found["total_p50"].value == 2.0
    assert found["total_p95"].value == pytest.approx(2 + 0.9 * 3)
    assert "first_token_p50" not in found
