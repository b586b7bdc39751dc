from service.lookup import GUESSES, lookup


def test_the_text_is_guessed_to_go_on_as_it_did_before() -> None:
    assert lookup([1, 2, 3, 4, 5, 6, 7, 8, 1, 2]) == [3, 4, 5, 6][: GUESSES[2]]


def test_the_more_tokens_agree_the_more_are_guessed() -> None:
    text = list(range(100, 130))
    guesses = [len(lookup([*text, 1, *text[:size]])) for size in (1, 2, 3, 4, 5, 9)]
    assert guesses == [0, GUESSES[2], GUESSES[3], GUESSES[4], GUESSES[5], GUESSES[5]]
    assert guesses == sorted(guesses)


def test_the_longest_agreement_wins_and_then_the_latest() -> None:
    assert lookup([9, 1, 2, 30, 0, 1, 2, 40, 9, 1, 2])[0] == 30
    assert lookup([1, 2, 30, 1, 2, 40, 1, 2])[0] == 40


def test_what_never_stood_before_has_no_guess() -> None:
    assert lookup([1, 2, 3]) == []
    assert lookup([]) == []
