from index.paragraphs import Line, paragraphs


def page(*texts: str, x: float = 72, top: float = 700, leading: float = 12, size: float = 10) -> list[Line]:
    return [Line(text, x, top - number * leading, size) for number, text in enumerate(texts)]


def test_wrapped_lines_become_one_paragraph() -> None:
    lines = page("The harbour bridge opened again on Thursday after", "eleven months of repairs.")
    assert paragraphs([lines]) == "The harbour bridge opened again on Thursday after eleven months of repairs."


def test_a_wider_gap_begins_a_paragraph() -> None:
    lines = [*page("The bridge opened again.", "It cost a lot."), *page("The mayor spoke.", top=668)]
    assert paragraphs([lines]) == "The bridge opened again. It cost a lot.\n\nThe mayor spoke."


def test_an_indent_after_a_full_stop_begins_a_paragraph() -> None:
    first = page("The bridge at Valmere opened again on Thursday.")
    second = [Line("The mayor said that he was glad of it, and went", 84, 688, 10), *page("home.", top=676)]
    expected = (
        "The bridge at Valmere opened again on Thursday.\n\nThe mayor said that he was glad of it, and went home."
    )
    assert paragraphs([first + second]) == expected


def test_another_font_size_begins_a_paragraph() -> None:
    lines = [Line("Harbour bridge reopens", 72, 720, 18), *page("The bridge opened again on Thursday", "at noon.")]
    assert paragraphs([lines]) == "Harbour bridge reopens\n\nThe bridge opened again on Thursday at noon."


def test_a_sentence_goes_on_over_the_page() -> None:
    pages = [page("The council will vote on the new", "budget for the harbour and the"), page("schools on Friday.")]
    assert paragraphs(pages) == "The council will vote on the new budget for the harbour and the schools on Friday."


def test_a_page_that_ends_with_a_full_stop_ends_the_paragraph() -> None:
    pages = [page("The council will vote on the budget on Friday."), page("The mayor expects a majority for it.")]
    assert paragraphs(pages).count("\n\n") == 1


def test_words_broken_at_a_lines_end_are_made_whole() -> None:
    lines = page("The transpor-", "tation depart\xad", "ment announced a well-", "known plan for 2024-", "25 today.")
    text = paragraphs([lines])
    assert "transportation department" in text
    assert "2024-25" in text


def test_a_compound_keeps_its_hyphen_where_the_text_has_it_elsewhere() -> None:
    lines = page("A well-known plan was announced, and it is well-", "known indeed to the Franco-", "German council.")
    assert paragraphs([lines]) == (
        "A well-known plan was announced, and it is well-known indeed to the Franco-German council."
    )


def test_soft_hyphens_and_ligatures_give_way_to_letters() -> None:
    assert paragraphs([page("The traﬃc of\xadfice is ﬁlled.")]) == "The traffic office is filled."


def test_east_asian_lines_are_joined_without_a_space() -> None:
    assert paragraphs([page("市政府宣布港口大桥经过十一个月的", "维修后重新开放。")]) == (
        "市政府宣布港口大桥经过十一个月的维修后重新开放。"
    )


def test_page_numbers_and_running_heads_are_dropped() -> None:
    def numbered(number: int, *lines: str) -> list[Line]:
        return [
            Line(f"Port Gazette, issue {number}", 72, 760, 8),
            *page(*lines),
            Line(f"Page {number} of 3", 300, 30, 8),
        ]

    pages = [
        numbered(1, "The first page tells of the bridge, of", "which the sentence"),
        numbered(2, "goes on here and ends. Then comes another", "that is long"),
        numbered(3, "and ends here as well.", "The end."),
    ]
    text = paragraphs(pages)
    assert "Gazette" not in text
    assert "Page" not in text
    assert "of which the sentence goes on here and ends." in text


def test_what_a_browser_prints_around_a_page_is_dropped() -> None:
    lines = [
        *page("The bridge opened again on Thursday.", "It cost a lot."),
        Line("14/03/2024, 09:12 Harbour bridge reopens", 30, 770, 8),
        Line("https://gazette.example/bridge 1/2", 30, 20, 8),
    ]
    assert paragraphs([lines]) == "The bridge opened again on Thursday. It cost a lot."


def test_a_number_inside_a_page_is_no_page_number() -> None:
    assert "42" in paragraphs([page("The answer was", "given as", "42", "by all of", "the engineers.")])


def test_a_date_that_wraps_is_no_list_item() -> None:
    text = paragraphs([page("Die Brücke wird nach langer Zeit am", "12. März wieder geöffnet.")])
    assert text == "Die Brücke wird nach langer Zeit am 12. März wieder geöffnet."


def test_bullets_begin_paragraphs() -> None:
    text = paragraphs(
        [page("The plan has two parts:", "• a lane for bicycles, to the", "north", "• a toll of two crowns")]
    )
    assert text.split("\n\n")[1:] == ["• a lane for bicycles, to the north", "• a toll of two crowns"]


def test_no_lines_are_no_text() -> None:
    assert paragraphs([[], []]) == ""
