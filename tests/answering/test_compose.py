from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.articles import Evidence, Sentence
from prompts.render import load
from service.answering import compose as compose_step
from service.answering.answer import Provenance, Question, Retrieved, Status, Usage
from service.answering.answerability import ALONE, PROBE
from service.answering.compose import GIVEN, compose
from service.answering.conflicts import disagreement
from service.answering.decide import DECLINED
from service.answering.finish import Written, finish
from service.answering.prompt import answer_messages
from service.answering.reader import Reader as Asking
from service.answering.witnesses import having_asked, witnesses
from service.generation import Affirmed, Generation, Message
from tests.answering.samples import ScriptedModel, evidence

PROVENANCE = Provenance("scripted", "0" * 64, "none", "1", "1", "0" * 64)
MILL = replace(evidence("The mill in Sundby closes in March, the union said."), similarity=0.8)
QUESTION = "When does the mill in Sundby close?"


class Doubtful(ScriptedModel):
    """Affirms nothing but prompts with a given word."""

    def __init__(self, text: str, word: str = "\0") -> None:
        super().__init__(text)
        self.word = word

    def affirms(self, messages: Sequence[Message], probe: str) -> Affirmed:  # noqa: ARG002
        return Affirmed(3.0 if self.word in messages[-1].content else -3.0)


def retrieved(items: Sequence[Evidence], question: str = QUESTION) -> Retrieved:
    positions = disagreement(question, items, same_word)
    heard = witnesses(question, items, having_asked(question, items, same_word))
    return Retrieved(Question(question), question, tuple(items), PROVENANCE, 1.0, positions, heard)


def same_word(one: str, two: str) -> float:
    return float(one == two)


def asking(model: ScriptedModel) -> Asking:
    return Asking(model, load(), 350)


def written(model: ScriptedModel, found: Retrieved) -> tuple[Status, str]:
    done = finish(found, compose(asking(model), found, 50, lambda _: None))
    return done.status, done.text


def test_a_supported_draft_is_the_answer() -> None:
    model = ScriptedModel("The mill closes in March.")
    assert written(model, retrieved([MILL])) == (Status.ANSWERED, "The mill closes in March.")


def test_what_is_far_from_all_passages_is_declined_without_the_model() -> None:
    model = ScriptedModel("The mill closes in March.")
    found = retrieved([replace(MILL, similarity=0.05)], "Who painted the ceiling of the Rundhof chapel?")
    assert written(model, found) == (Status.INSUFFICIENT, DECLINED)
    assert model.asked == []


def test_what_the_model_does_not_affirm_is_declined_without_writing() -> None:
    model = Doubtful("The mill closes in March.")
    assert written(model, retrieved([replace(MILL, similarity=0.4)])) == (Status.INSUFFICIENT, DECLINED)
    assert model.asked == []


def test_from_which_answerability_on_is_answered_is_a_setting() -> None:
    found = retrieved([MILL])
    sure = compose(asking(ScriptedModel("The mill closes in March.")), found, 50, lambda _: None).answerability
    for least, drafts in ((sure - 0.01, 1), (sure + 0.01, 0)):
        model = ScriptedModel("The mill closes in March.")
        assert len(compose(asking(model), found, 50, lambda _: None, least).drafts) == drafts == len(model.asked)


class Judging(Asking):
    """Knows how probable it is that a draft is right."""

    right = 0.9
    judges_drafts = True

    def answers(
        self, messages: Sequence[Message], evidence: Sequence[Evidence], most: int, on_token: Callable[[str], None]
    ) -> tuple[str, float | None]:
        return super().answers(messages, evidence, most, on_token)[0], self.right


def judging(model: ScriptedModel, right: float) -> Asking:
    reader = Judging(model, load(), 350)
    reader.right = right
    return reader


def test_of_a_draft_that_is_probably_wrong_only_what_a_sentence_states_by_itself_is_told() -> None:
    found, model = replace(retrieved([MILL]), witnesses=()), ScriptedModel("The mill closes in March.")
    for right, text in ((0.9, "The mill closes in March."), (0.2, MILL.sentence.text)):
        made = compose(judging(model, right), found, 50, lambda _: None)
        assert finish(found, made).text == text


def test_a_draft_that_is_probably_wrong_of_doubted_evidence_is_declined_at_once() -> None:
    found = retrieved([replace(MILL, similarity=0.9)])
    model = Hesitant({"": "The mill closes in March."}, "", 0.0)
    reader = judging(model, 0.2)
    assert finish(found, compose(reader, found, 50, lambda _: None)).status is Status.INSUFFICIENT
    assert reader.usage.prompt_tokens == model.count(answer_messages(reader.prompts, QUESTION, found.evidence))


class Unequal(ScriptedModel):
    """Is sure of the Harbour Post, and doubts all other outlets; answers with the last sentence that it is shown."""

    def affirms(self, messages: Sequence[Message], probe: str) -> Affirmed:  # noqa: ARG002
        return Affirmed(3.0 if "Harbour Post" in messages[-1].content else 0.0)

    def generate(
        self, messages: Sequence[Message], max_tokens: int, on_token: Callable[[str], None] | None = None
    ) -> Generation:
        self.text = "The Alma carried {} people.".format("410" if "410" in messages[-1].content else "290")
        return super().generate(messages, max_tokens, on_token)


def test_in_the_place_of_a_wrong_draft_no_report_is_heard_that_is_none_too_sure() -> None:
    # Asked for a value, reports are heard from .35 beside a draft, and from .5 in its place; this one has .37.
    ours, theirs = (
        replace(evidence(f"The Alma carried {number} people.", source, source=source), similarity=0.9)
        for number, source in (("410", "Harbour Post"), ("290", "Border Wire"))
    )
    found = replace(retrieved([ours], "How many people did the Alma carry?"), witnesses=((theirs,),), disagreement=())
    for right, texts in ((0.9, [ours.sentence.text, theirs.sentence.text]), (0.2, [""])):
        made = compose(judging(Unequal(""), right), found, 50, lambda _: None)
        assert [draft.text for draft in made.drafts] == texts


def test_where_evidence_is_doubted_and_nothing_of_the_draft_stands_nobody_else_is_asked() -> None:
    found = retrieved([replace(MILL, similarity=0.9)])
    model = Hesitant({"": "The mill sank with 777 goats."}, "", 0.0)
    made = compose(judging(model, 0.9), found, 50, lambda _: None)
    assert (made.drafts, len(model.asked)) == ((), 1)


def test_a_draft_that_is_probably_right_counts_though_its_evidence_was_doubted() -> None:
    found = retrieved([replace(MILL, similarity=0.9)])
    for odds, drafts in ((0.0, 1), (-3.0, 0)):  # answerabilities of .37 and .003
        model = Hesitant({"": "The mill closes in March."}, "", odds)
        made = compose(judging(model, 0.9), found, 50, lambda _: None)
        assert len(made.drafts) == drafts == len(model.asked)


def test_a_draft_of_doubted_evidence_that_cannot_be_judged_is_not_told() -> None:
    class CutOff(Judging):
        def answers(
            self, messages: Sequence[Message], evidence: Sequence[Evidence], most: int, on_token: Callable[[str], None]
        ) -> tuple[str, float | None]:
            return super().answers(messages, evidence, most, on_token)[0], None

    found = retrieved([replace(MILL, similarity=0.9)])
    for odds, drafts in ((0.0, 0), (3.0, 1)):
        reader = CutOff(Hesitant({"": "The mill closes in March."}, "", odds), load(), 350)
        assert len(compose(reader, found, 50, lambda _: None).drafts) == drafts


@pytest.mark.parametrize(
    ("question", "draft", "judged"),
    [
        ("Does the mill in Sundby close in March?", "Yes, the mill closes in March.", False),
        ("Does the mill close in March or in May?", "The mill closes in March.", False),
        ("When does it close? (mill Sundby)", "The mill closes in March.", False),
        ("When does the mill (in Sundby) close?", "The mill closes in March.", True),
    ],
)
def test_a_question_of_a_form_that_the_probe_was_not_fitted_on_is_not_judged_by_the_draft(
    question: str, draft: str, *, judged: bool
) -> None:
    probes: list[Path] = []

    class Noting(Judging):
        def answerability(self, messages: Sequence[Message], evidence: Sequence[Evidence], by: Path = PROBE) -> float:
            probes.append(by)
            return super().answerability(messages, evidence, by)

    reader = Noting(ScriptedModel(draft), load(), 350)
    reader.right = 0.2
    made = compose(reader, retrieved([MILL], question), 50, lambda _: None)
    assert bool(made.drafts[0].text) is not judged
    assert probes[0] == (PROBE if judged else ALONE)


@pytest.mark.parametrize(
    "opening",
    [
        "According to the reports, ",
        "According to Harbour Post, ",
        "Reports say that ",
        "The reports say ",
        "The Harbour Post reports that ",
    ],
)
def test_an_opening_that_names_the_source_is_left_to_the_citation(opening: str) -> None:
    model = ScriptedModel(f"{opening}the mill closes in March.")
    assert written(model, retrieved([MILL])) == (Status.ANSWERED, "The mill closes in March.")


def test_confirmed_positions_are_reported_instead_of_a_draft() -> None:
    owner = replace(evidence("The owner said 300 jobs would go at the mill.", "a"), similarity=0.8)
    union = replace(evidence("The union said 410 jobs would go at the mill.", "b"), similarity=0.8)
    found = retrieved([owner, union], "How many jobs would go at the mill?")
    status, text = written(ScriptedModel("300 jobs."), found)
    assert status is Status.CONFLICTING
    assert "300 jobs" in text
    assert "410 jobs" in text


def test_positions_that_the_model_does_not_affirm_are_dropped() -> None:
    owner = replace(evidence("The owner said 300 jobs would go at the mill.", "a"), similarity=0.8)
    union = replace(
        evidence("Once the mill shuts its doors 410 jobs would go in Sundby, the union said.", "b"), similarity=0.8
    )
    found = retrieved([owner, union], "How many jobs would go at the mill?")
    assert len(found.disagreement) == 2
    status, _ = written(Doubtful("The owner said 300 jobs would go at the mill.", "owner"), found)
    assert status is Status.ANSWERED


class Reader(ScriptedModel):
    """Says of each report what it was told to say of the word that occurs in it."""

    def __init__(self, told: dict[str, str]) -> None:
        super().__init__("")
        self.told = told

    def generate(
        self, messages: Sequence[Message], max_tokens: int, on_token: Callable[[str], None] | None = None
    ) -> Generation:
        self.text = next(text for word, text in self.told.items() if word in messages[-1].content)
        return super().generate(messages, max_tokens, on_token)


def report(text: str, article: str) -> Evidence:
    return replace(evidence(text, article, f"The {article} on the Alma"), similarity=0.8)


HARBOUR = report("The Alma was steered by Ida Holm when it struck the pier, the harbour master said.", "harbour")
OWNER = report("Jon Varga steered the Alma when it struck the pier, the owner said.", "owner")
AGREES = report("Ida Holm steered the Alma, a pilot told the inquiry.", "inquiry")
WHO = "Who steered the Alma when it struck the pier?"


def test_witnesses_that_name_different_people_are_set_against_each_other() -> None:
    model = Reader({"harbour master": "Ida Holm steered the Alma.", "owner said": "Jon Varga steered the Alma."})
    done = finish(
        retrieved([HARBOUR, OWNER], WHO),
        compose(asking(model), retrieved([HARBOUR, OWNER], WHO), 50, lambda _: None),
    )
    assert done.status is Status.CONFLICTING
    assert [position.value for position in done.conflicts[0].positions] == ["Ida Holm", "Jon Varga"]
    assert "Ida Holm steered the Alma, according to" in done.text
    assert [done.citations[n].article_id for p in done.conflicts[0].positions for n in p.citations] == [
        "harbour",
        "owner",
    ]


def test_a_witness_of_other_words_is_set_against_the_answer_and_told_in_its_own_words_where_none_stands() -> None:
    wheel = report("It was Jon Varga who had the wheel, the owner said.", "owner")
    model = Reader(
        {"harbour master": "Ida Holm steered the Alma.", "wheel": "Jon Varga steered the Alma when it struck the pier."}
    )
    found = retrieved([HARBOUR, wheel], WHO)
    assert finish(found, compose(asking(model), found, 50, lambda _: None)).status is Status.CONFLICTING

    model.told["harbour master"] = "Ole Sand of Tovik steered the Alma."
    quoted = finish(found, compose(asking(model), found, 50, lambda _: None))
    assert (quoted.status, quoted.text) == (Status.CONFLICTING, f"{HARBOUR.sentence.text} {wheel.sentence.text}")


@pytest.mark.parametrize(
    ("told", "beside"),
    [
        ("Thick fog lay over the whole harbour at dawn.", False),
        ("Thick fog and a weak lamp were to blame.", True),
    ],
)
def test_beside_a_reason_only_another_reason_is_told(told: str, *, beside: bool) -> None:
    fault = report("The Alma struck the pier because of a steering fault, the owner said.", "owner")
    fog = report(told, "pilot")
    found = retrieved([fault, fog], "What made the Alma strike the pier?")
    model = Reader({"steering fault": "The Alma struck the pier because of a steering fault.", "fog": told})
    done = finish(found, compose(asking(model), found, 50, lambda _: None))
    assert "steering fault" in done.text
    assert ("fog" in done.text) is beside


def test_what_others_in_the_same_article_give_as_the_cause_is_told_beside_it() -> None:
    asked = "Why did the Alma strike the pier?"
    fault = report("The Alma struck the pier because of a steering fault, the owner said.", "owner")
    blamed = [
        replace(evidence(text, "owner", "The owner on the Alma", start), similarity=0.8)
        for start, text in ((200, "The pilots blamed a weak lamp."), (300, "The divers blamed a sunken anchor."))
    ]
    found = replace(retrieved([fault], asked), causes=(fault, *blamed))
    model = Reader({"steering fault": "The Alma struck the pier because of a steering fault."})
    done = finish(found, compose(asking(model), found, 50, lambda _: None))
    assert done.status is Status.ANSWERED
    assert "lamp" in done.text
    assert "anchor" in done.text
    assert done.text.count("steering fault") == 1
    same = replace(
        blamed[0], sentence=replace(blamed[0].sentence, text="The divers blamed the weak lamp.", start_char=400)
    )
    twice = finish(found, compose(asking(model), replace(found, causes=(blamed[0], same)), 50, lambda _: None))
    assert twice.text.count("lamp") == 1


def test_a_cause_that_is_none_too_sure_is_told_only_beside_another(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = "Why did the Alma strike the pier?"
    fault = report("The Alma struck the pier because of a steering fault, the owner said.", "owner")
    lamp = replace(evidence("The pilots blamed a weak lamp.", "owner", "The owner on the Alma", 200), similarity=0.8)
    found = replace(retrieved([fault], asked), causes=(lamp,), witnesses=())
    monkeypatch.setattr(compose_step, "answerability_alone", lambda *_: GIVEN)
    stands = ScriptedModel("The Alma struck the pier because of a steering fault.")
    drafts = compose(asking(stands), found, 50, lambda _: None).drafts
    assert [draft.evidence for draft in drafts[1:]] == [(lamp,)]
    falls = ScriptedModel("Nine swans of Tovik did it.")
    assert compose(asking(falls), found, 50, lambda _: None).drafts[1:] == ()


def test_a_way_that_another_report_has_is_told_beside_the_first() -> None:
    asked = "How did the thieves get into the mill?"
    window = report("The thieves got into the mill through a window, the owner of the Alma said.", "owner")
    door = report("The thieves had used an unlocked door, a pilot said.", "pilot")
    found = retrieved([window, door], asked)
    model = Reader(
        {
            "window": "The thieves got into the mill through a window.",
            "door": "The thieves had used an unlocked door.",
        }
    )
    done = finish(found, compose(asking(model), found, 50, lambda _: None))
    assert done.status is Status.ANSWERED
    assert "window" in done.text
    assert "door" in done.text


def test_a_value_stated_in_other_words_is_quoted_against_the_answer() -> None:
    asked = "How many drivers joined the bus strike in Sundby?"
    union = report("The union said 410 drivers joined the bus strike in Sundby.", "union")
    company = report("The company insists that no more than 290 drivers took part in Sundby.", "company")
    found = replace(retrieved([union, company], asked), disagreement=())
    model = Reader(
        {
            "union said": "410 drivers joined the bus strike in Sundby.",
            "insists": "290 drivers joined the bus strike in Sundby.",
        }
    )
    done = finish(found, compose(asking(model), found, 50, lambda _: None))
    assert done.status is Status.CONFLICTING
    assert "no more than 290 drivers took part" in done.text


def test_who_has_another_name_in_the_title_alone_is_heard() -> None:
    night = evidence("He steered the Alma when it struck the pier.", "night", "Jon Varga, a night at the helm")
    model = Reader({"harbour master": "Ida Holm steered the Alma.", "He steered": "Jon Varga steered the Alma."})
    found = retrieved([HARBOUR, replace(night, similarity=0.8)], WHO)
    done = finish(found, compose(asking(model), found, 50, lambda _: None))
    assert [position.value for position in done.conflicts[0].positions] == ["Ida Holm", "Jon Varga"]


@pytest.mark.parametrize(
    ("near", "told", "asked"),
    [
        (0.6, "A man in a changshan had the wheel.", True),
        (0.49, "A man in a changshan had the wheel.", False),
        (0.6, "Ida Holm was steering, a deckhand said.", False),
    ],
)
def test_whoever_is_near_and_does_not_repeat_the_answer_is_asked(near: float, told: str, *, asked: bool) -> None:
    model = Reader({"harbour master": "Ida Holm steered the Alma.", "changshan": "A man in a changshan had the wheel."})
    other = replace(report(told, "owner"), similarity=near)
    found = retrieved([HARBOUR, other], WHO)
    drafts = compose(asking(model), found, 50, lambda _: None).drafts
    assert [draft.evidence == (other,) for draft in drafts[1:]] == [True] * asked


def test_a_witness_that_does_not_fit_a_prompt_is_not_asked() -> None:
    model = Reader({"harbour master": "Ida Holm steered the Alma.", "owner said": "Jon Varga steered the Alma."})
    long = report(OWNER.sentence.text + " one more word" * 150, "owner")
    found = replace(retrieved([HARBOUR], WHO), witnesses=((HARBOUR,), (long,)))
    done = finish(found, compose(asking(model), found, 50, lambda _: None))
    assert (done.status, done.text) == (Status.ANSWERED, "Ida Holm steered the Alma.")
    assert all(model.count(messages) <= 350 for messages in model.asked)


def test_witnesses_that_agree_are_cited_together() -> None:
    model = Reader({"harbour master": "Ida Holm steered the Alma.", "pilot": "The Alma was steered by Ida Holm."})
    found = retrieved([HARBOUR, AGREES], WHO)
    done = finish(found, compose(asking(model), found, 50, lambda _: None))
    assert (done.status, done.text) == (Status.ANSWERED, "Ida Holm steered the Alma.")
    assert [citation.article_id for citation in done.citations] == ["harbour", "inquiry"]


def test_a_draft_that_its_witness_does_not_support_gives_way_to_the_quotation() -> None:
    model = ScriptedModel("The harbour master of Tovik said that Ida Holm steered.")
    found = retrieved([HARBOUR], WHO)
    done = finish(found, compose(asking(model), found, 50, lambda _: None))
    assert (done.status, done.text) == (Status.ANSWERED, HARBOUR.sentence.text)


class Distracted(ScriptedModel):
    """Affirms what it is shown alone, and doubts what it is shown together with anything else."""

    def affirms(self, messages: Sequence[Message], probe: str) -> Affirmed:  # noqa: ARG002
        return Affirmed(3.0 if messages[-1].content.count("\n- ") == 1 else 0.1)


def test_what_is_doubted_is_declined_after_one_prompt() -> None:
    found = retrieved([MILL, replace(OWNER, similarity=0.7)])
    model = Distracted("The mill closes in March.")
    reader = asking(model)
    done = finish(found, compose(reader, found, 50, lambda _: None))
    assert done.status is Status.INSUFFICIENT
    assert reader.usage == Usage(model.count(answer_messages(reader.prompts, found.searched, found.evidence)), 0)


def test_an_outlet_that_says_two_things_in_its_own_name_is_told_and_not_set_against_itself() -> None:
    one = report("Ida Holm steered the Alma when it struck the pier.", "harbour")
    two = report("When it struck the pier it was Jon Varga who steered the Alma.", "owner")
    model = Reader({"Ida Holm": "Ida Holm steered the Alma.", "Jon Varga": "Jon Varga steered the Alma."})
    found = retrieved([one, two], WHO)
    done = finish(found, compose(asking(model), found, 50, lambda _: None))
    assert done.status is Status.ANSWERED
    assert "Ida Holm" in done.text
    assert "Jon Varga" in done.text


class Inclined(Reader):
    """Affirms everything, but nothing surely."""

    def affirms(self, messages: Sequence[Message], probe: str) -> Affirmed:  # noqa: ARG002
        return Affirmed(1.0)


MADE_UP = {"harbour master": "Ole Sand of Tovik steered the Alma.", "owner said": "Jon Varga steered the Alma."}


def test_what_another_witness_states_is_the_answer_where_the_first_draft_does_not_stand() -> None:
    found = retrieved([HARBOUR, OWNER], WHO)
    done = finish(found, compose(asking(Inclined(MADE_UP)), found, 50, lambda _: None))
    assert (done.status, done.citations[0].article_id) == (Status.ANSWERED, "owner")


def test_what_a_witness_surely_states_is_set_against_another_though_its_draft_does_not_stand() -> None:
    found = retrieved([HARBOUR, OWNER], WHO)
    done = finish(found, compose(asking(Reader(MADE_UP)), found, 50, lambda _: None))
    assert done.status is Status.CONFLICTING
    assert HARBOUR.sentence.text.rstrip(".") in done.text


def test_a_report_that_shares_only_names_with_the_answer_is_not_cited_for_it() -> None:
    summons = report("Talvia summoned Estmark's ambassador on Monday.", "summons")
    troops = report("Talvia's army says that Estmark has 900 men at the border.", "troops")
    found = retrieved([summons, troops], "Which ambassador did Talvia summon?")
    done = finish(
        found, compose(asking(ScriptedModel("Talvia summoned Estmark's ambassador.")), found, 50, lambda _: None)
    )
    assert [citation.article_id for citation in done.citations] == ["summons"]


def drafted(told: dict[str, str], items: Sequence[Evidence], question: str) -> Written:
    found = retrieved(items, question)
    return finish(found, compose(asking(Reader(told)), found, 50, lambda _: None))


def test_beside_an_answer_is_told_only_what_has_as_many_of_the_questions_words() -> None:
    question = "What are the two parts of the harbour law?"
    law = report("The two parts of the harbour law are the pilot rules and the quay rules for ships.", "law")
    fees = report(
        "There are two kinds of harbour fees for ships, the day fee at berth and the night fee at anchor.", "fees"
    )
    also = report("The harbour law has two parts, safety at sea and order on the piers.", "order")
    told = {
        "pilot": "The two parts of the harbour law are the pilot rules and the quay rules for ships.",
        "night": "The two kinds of harbour fees are the day fee at berth and the night fee at anchor.",
        "piers": "The harbour law has two parts, safety at sea and order on the piers.",
    }
    assert "night fee" not in drafted(told, [law, fees], question).text
    assert "order on the piers" in drafted(told, [law, also], question).text


def test_a_side_is_told_by_the_sentence_that_excludes_the_answer() -> None:
    owner = report(
        "After months of work in a yard on the coast, the Alma went back to sea full of grain; Jon Varga steered the Alma, the owner said.",
        "owner",
    )
    told = {
        "harbour master": "Ida Holm steered the Alma when it struck the pier.",
        "owner said": "After months of work in a yard on the coast, the Alma went back to sea full of grain. Jon Varga steered the Alma.",
    }
    done = drafted(told, [HARBOUR, owner], WHO)
    assert [position.value for position in done.conflicts[0].positions] == ["Ida Holm", "Jon Varga"]


def test_who_has_what_the_answer_says_is_not_asked() -> None:
    agreeing = [
        report(f"It was Ida Holm who steered the Alma, {who} told {whom}.", who)
        for who, whom in (("Ole Sand", "Per"), ("Eva Lund", "Kai"))
    ]
    told = {
        "harbour master": "Ida Holm steered the Alma when it struck the pier.",
        "owner said": "Jon Varga steered the Alma when it struck the pier.",
        "told": "Ida Holm steered the Alma.",
    }
    done = drafted(told, [HARBOUR, *agreeing, OWNER], WHO)
    assert (done.status, "Jon Varga" in done.text) == (Status.CONFLICTING, True)


def test_who_names_the_place_that_is_asked_for_answers_first() -> None:
    front = report("Some 900 men of the Alma regiment are near the front.", "front")
    place = report("The men of the Alma regiment are based in the region of Skarn.", "place")
    told = {
        "near the front": "Some 900 men of the Alma regiment are near the front.",
        "region of Skarn": "The men of the Alma regiment are based in Skarn.",
    }
    done = drafted(told, [front, place], "Near which region are the men of the Alma regiment based?")
    assert done.text == "The men of the Alma regiment are based in Skarn."


def test_who_has_what_is_quoted_in_the_place_of_the_answer_is_not_asked() -> None:
    other = replace(report("Ida Holm was steering, a deckhand said.", "owner"), similarity=0.6)
    model = Reader({"harbour master": "Reckless Ida Holm steered the Alma.", "deckhand": "Ida Holm did."})
    found = retrieved([HARBOUR, other], WHO)
    done = compose(asking(model), found, 50, lambda _: None)
    assert [draft.evidence for draft in done.drafts] == [(HARBOUR, other)]
    assert finish(found, done).text == HARBOUR.sentence.text


def test_what_a_sentence_adds_and_nothing_says_is_left_out_and_the_rest_is_said() -> None:
    told = {"harbour master": "Ida Holm steered the Alma when it struck the pier, which had been built by her father."}
    assert drafted(told, [HARBOUR], WHO).text == "Ida Holm steered the Alma when it struck the pier."


def test_two_sides_of_one_draft_are_told_as_a_disagreement() -> None:
    told = {"harbour master": "Ida Holm steered the Alma. Jon Varga steered the Alma when it struck the pier."}
    done = drafted(told, [HARBOUR, OWNER], "Did Ida Holm or Jon Varga steer the Alma when it struck the pier?")
    assert (done.status, len(done.conflicts[0].positions)) == (Status.CONFLICTING, 2)


def test_two_names_in_one_draft_exclude_nothing() -> None:
    guests = [report(f"{who} came to the feast, a guest said.", who) for who in ("Ida Holm", "Jon Varga")]
    told = {"feast": "Ida Holm came to the feast. Jon Varga came to the feast."}
    assert drafted(told, guests, "Who came to the feast?").status is Status.ANSWERED


def test_what_stands_in_the_middle_of_a_sentence_is_not_cut_off_with_the_rest() -> None:
    glad = report("The mayor of Tovik, Ida Holm, was glad about the bridge.", "bridge")
    told = {"glad": "The mayor of Tovik, Ida Holm, who took office in 2019, opened the bridge in June."}
    assert "opened" not in drafted(told, [glad], "Who opened the bridge?").text


def test_a_list_stays_a_list() -> None:
    sank = report("The ferry Alma sank off Tovik.", "sank")
    held = report("The captain Jon Varga was arrested.", "held")
    told = {"Alma": "- The ferry Alma sank off Tovik\n- The captain Jon Varga was arrested"}
    done = drafted(told, [sank, held], "What happened to the ferry Alma and to Jon Varga?")
    assert {citation.article_id for citation in done.citations} == {"sank", "held"}


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Was the Alma sold?", "Question: What do the reports say about this: Was the Alma sold?"),
        ("When was the Alma sold?", "Question: When was the Alma sold?"),
    ],
)
def test_the_model_is_not_asked_for_a_yes_or_no(question: str, asked: str) -> None:
    sold = report("The Alma was sold in May.", "sale")
    model = ScriptedModel("The Alma was sold in May.")
    compose(asking(model), retrieved([sold], question), 50, lambda _: None)
    assert model.asked[0][-1].content.endswith(asked)


def test_what_is_chosen_from_two_things_is_said_and_the_other_choice_is_the_other_side() -> None:
    owner = report("A broken rudder threw the Alma against the pier, the owner said.", "owner")
    pilot = report("It was the wind that threw the Alma against the pier, a pilot said.", "pilot")
    told = {
        "a pilot said": "It was the wind that threw the Alma against the pier.",
        "owner said": "A broken rudder threw the Alma against the pier.",
    }
    done = drafted(told, [pilot, owner], "Was it the wind or a broken rudder that threw the Alma against the pier?")
    assert done.status is Status.CONFLICTING
    assert done.text.startswith("It was the wind that threw the Alma against the pier, according to")
    assert [position.value for position in done.conflicts[0].positions] == ["wind", "broken rudder"]


def test_beside_a_name_that_is_asked_for_nobody_who_names_none_is_told() -> None:
    place = report("The men of the Alma regiment are based in Skarn.", "place")
    poor = "Some 900 men of the Alma regiment are based near the front with old guns, torn boots and little bread"
    told = {"Skarn": place.sentence.text, "torn boots": f"{poor}."}
    question = "Where are the men of the Alma regiment based?"
    assert drafted(told, [place, report(f"{poor}, Ida Holm said.", "front")], question).text == place.sentence.text


def test_what_says_nothing_is_neither_told_nor_quoted() -> None:
    owner = report("The company that runs the Alma answered every charge.", "owner")
    model = ScriptedModel("The company that runs the Alma is the company that runs the Alma.")
    assert written(model, retrieved([owner], "Which company owns the Alma?")) == (Status.INSUFFICIENT, DECLINED)


class Heard(ScriptedModel):
    """Says what the second report has, and only where it is alone."""

    def affirms(self, messages: Sequence[Message], probe: str) -> Affirmed:  # noqa: ARG002
        return Affirmed(3.0)

    def generate(
        self, messages: Sequence[Message], max_tokens: int, on_token: Callable[[str], None] | None = None
    ) -> Generation:
        self.text = "Norlines owns the ship." if "Norlines" in messages[-1].content else "Nobody can tell."
        return super().generate(messages, max_tokens, on_token)


def test_a_name_of_the_question_may_stand_elsewhere_in_the_article_of_a_sentence_that_is_supported() -> None:
    crew = report("The crew of the Alma waited on the quay.", "crew")
    owner = report("Norlines, owner of the ship that struck the quay, blamed the wind.", "owner")
    built = replace(owner, sentence=Sentence(200, 226, "The Alma was built in 1998."))
    found = replace(retrieved([crew, owner, built], "Which company owns the ship? (Alma)"), evidence=(crew,))
    assert written(Heard(""), found) == (Status.ANSWERED, "Norlines owns the ship.")


def test_the_owner_of_another_ship_of_the_same_article_is_not_told() -> None:
    crew = report("The crew of the Alma waited on the quay.", "crew")
    owner = report("Norlines owns the ship Nordstern.", "owner")
    owner = replace(owner, article=replace(owner.article, title="Norlines answers"))
    struck = replace(owner, sentence=Sentence(200, 238, "The Nordstern had struck the Alma."))
    found = replace(retrieved([crew, owner, struck], "Which company owns the Alma?"), evidence=(crew,))
    assert written(Heard(""), found) == (Status.INSUFFICIENT, DECLINED)


@pytest.mark.parametrize(
    ("question", "draft", "quotation"),
    [
        ("How many were killed?", "The number of people killed was 12 people.", "The number of people killed was 12 people, the owner said."),
        ("Who makes the car?", "The firm that makes the Alma Three is Alma.", "The firm that makes the Alma Three is Alma."),
        ("What was it?", "The accident was not an accident.", "The accident was not an accident, the owner said."),
    ],
)  # fmt: skip
def test_a_number_a_name_and_a_denial_say_something(question: str, draft: str, quotation: str) -> None:
    assert written(ScriptedModel(draft), retrieved([report(quotation, "owner")], question))[0] is Status.ANSWERED


def reprint(text: str, article: str, origin: str = "harbour", outlet: str = "Border Wire") -> Evidence:
    item = report(text, article)
    return replace(item, article=replace(item.article, origin=origin, source=outlet))


def test_a_reprint_that_has_another_name_or_number_is_another_side_without_asking_the_model() -> None:
    original = report("Ida Holm steered the Alma when it struck the pier.", "harbour")
    altered = reprint("Jon Varga steered the Alma when it struck the pier.", "wire")
    model = Reader({"Ida Holm": "Ida Holm steered the Alma."})
    found = replace(retrieved([original], WHO), alike=(altered,))
    done = finish(found, compose(asking(model), found, 50, lambda _: None))
    assert done.status is Status.CONFLICTING
    assert done.text == (
        "Ida Holm steered the Alma, according to Harbour Post. Jon Varga steered the Alma, according to Border Wire."
    )
    assert [(p.value, p.origins) for p in done.conflicts[0].positions] == [("Ida Holm", 1), ("Jon Varga", 1)]


def test_a_reprint_that_denies_it_is_another_side() -> None:
    original = report("The owner of the Alma confirmed that it was sold to a Borovian company.", "harbour")
    altered = reprint("The owner of the Alma denied that it was sold to a Borovian company.", "wire")
    told = {"confirmed": "The owner confirmed that the Alma was sold to a Borovian company."}
    found = replace(retrieved([original], "What did the owner say of the Alma?"), alike=(altered,))
    done = finish(found, compose(asking(Reader(told)), found, 50, lambda _: None))
    assert done.status is Status.CONFLICTING
    assert [p.statement for p in done.conflicts[0].positions] == [original.sentence.text, altered.sentence.text]


def test_a_sentence_that_joins_what_excludes_each_other_gives_way_to_its_quotations() -> None:
    question = "When was the ferry line to Skarn founded?"
    one = report("The ferry line to Skarn was founded in 1899 by two brothers.", "harbour")
    other = reprint("Two brothers founded the ferry line to Skarn in 1907.", "wire", "wire")
    told = {"1899": "The ferry line to Skarn was founded in 1899 and founded in 1907."}
    found = replace(retrieved([one, other], question), disagreement=(), witnesses=())
    done = finish(found, compose(asking(Reader(told)), found, 50, lambda _: None))
    assert done.status is Status.CONFLICTING
    assert [p.statement for p in done.conflicts[0].positions] == [one.sentence.text, other.sentence.text]


def test_sides_of_one_outlet_are_told_apart_by_the_day_or_else_the_title() -> None:
    original = report("Ida Holm steered the Alma when it struck the pier.", "harbour")
    altered = reprint("Jon Varga steered the Alma when it struck the pier.", "second", outlet="Harbour Post")
    later = replace(altered, article=replace(altered.article, published=date(2024, 5, 2)))
    model = Reader({"Ida Holm": "Ida Holm steered the Alma."})
    for other, marks in (
        (altered, ["The harbour on the Alma", "The second on the Alma"]),
        (later, ["1 May 2024", "2 May 2024"]),
    ):
        found = replace(retrieved([original], WHO), alike=(other,))
        done = finish(found, compose(asking(model), found, 50, lambda _: None))
        assert [p.attributed_to for p in done.conflicts[0].positions] == [f"Harbour Post ({mark})" for mark in marks]
        assert all(f"according to Harbour Post ({mark})." in done.text for mark in marks)


def test_values_that_exclude_each_other_are_told_only_where_the_evidence_answers() -> None:
    owner = replace(evidence("The owner said 300 jobs would go at the mill.", "a"), similarity=0.8)
    union = replace(
        evidence("Once the mill shuts its doors 410 jobs would go in Sundby, the union said.", "b"), similarity=0.8
    )
    found = retrieved([owner, union], "How many jobs would go at the mill?")
    assert written(ScriptedModel("300 jobs."), found)[0] is Status.CONFLICTING

    class Alone(ScriptedModel):
        """Affirms one sentence, and not two."""

        def affirms(self, messages: Sequence[Message], probe: str) -> Affirmed:  # noqa: ARG002
            text = messages[-1].content
            return Affirmed(-3.0 if "owner" in text and "union" in text else 3.0)

    assert written(Alone("300 jobs."), found) == (Status.INSUFFICIENT, DECLINED)


def test_who_has_other_names_than_the_answer_does_not_repeat_it() -> None:
    model = Reader(
        {"harbour master": "Ida Holm, the first pilot of the port, steered the Alma.", "owner": "Jon Varga."}
    )
    one = report("Ida Holm, the first pilot of the port, steered the Alma, the harbour master said.", "harbour")
    other = report("Jon Varga, the first pilot of the port, steered the Alma, the owner said.", "owner")
    found = retrieved([one, other], WHO)
    compose(asking(model), found, 50, lambda _: None)
    assert len(model.asked) == 2


def test_the_number_of_another_verb_gives_way_to_the_quotation() -> None:
    toll = report("A storm on the coast of Skarn killed 62 people and injured 140, the governor said.", "storm")
    question = "How many people were injured?"
    assert drafted({"Skarn": "140 people were injured."}, [toll], question).text == "140 people were injured."
    assert drafted({"Skarn": "62 people were injured."}, [toll], question).text == toll.sentence.text


def test_reprints_that_agree_with_each_other_are_one_side() -> None:
    original = report("Ida Holm steered the Alma when it struck the pier of Sundby in thick fog.", "harbour")
    text = "Jon Varga steered the Alma when it struck the pier of Sundby in thick fog."
    copies = (
        reprint(text, "wire"),
        reprint(text, "gazette", outlet="Gazette"),
        reprint(text, "post", "post", "Vale Post"),
    )
    model = Reader({"Ida Holm": "Ida Holm steered the Alma."})
    found = replace(retrieved([original], WHO), alike=copies)
    done = finish(found, compose(asking(model), found, 50, lambda _: None))
    assert [(p.value, p.origins, len(p.citations)) for p in done.conflicts[0].positions] == [
        ("Ida Holm", 1, 1),
        ("Jon Varga", 2, 3),
    ]
    assert done.text.endswith("Jon Varga steered the Alma, according to Border Wire, Gazette and Vale Post.")


ROWERS = report("Jon Varga came to Sundby in May and drilled the rowers every day.", "rowers")
REGATTA = report("The regatta for rowers at Sundby is older than the mill, Ada Stone wrote.", "regatta")
TRAINED = "Who trained the rowers at Sundby?"


class Hesitant(Reader):
    """Affirms the prompts that have all the given words, with the given log-odds."""

    def __init__(self, told: dict[str, str], words: str, odds: float = 3.0) -> None:
        super().__init__(told)
        self.words = words.split()
        self.odds = odds

    def affirms(self, messages: Sequence[Message], probe: str) -> Affirmed:  # noqa: ARG002
        return Affirmed(self.odds if all(word in messages[-1].content for word in self.words) else -3.0)


def made_up(question: str, sure_of: str) -> tuple[Status, str]:
    model = Hesitant({"": "Per Lind trained the rowers at Sundby."}, sure_of)
    return written(model, retrieved([REGATTA, ROWERS], question))


def test_where_no_draft_stands_the_sentence_that_states_the_answer_alone_is_quoted() -> None:
    assert made_up(TRAINED, "drilled") == (Status.ANSWERED, ROWERS.sentence.text)


@pytest.mark.parametrize(
    ("question", "right", "text"),
    [
        (WHO, 0.4, "Jon Varga steered the Alma."),
        (WHO, 0.3, OWNER.sentence.text),
        ("Did Jon Varga steer the Alma when it struck the pier?", 0.3, "Jon Varga steered the Alma."),
    ],
)
def test_in_the_place_of_what_another_report_probably_answers_wrongly_is_told_what_it_states_alone(
    question: str, right: float, text: str
) -> None:
    model = Reader({"harbour master": "Ida Holm steered the Alma.", "owner said": "Jon Varga steered the Alma."})
    found = replace(retrieved([HARBOUR], question), witnesses=((OWNER,),))
    assert [draft.text for draft in compose(judging(model, right), found, 50, lambda _: None).drafts[1:]] == [text]


@pytest.mark.parametrize(
    ("odds", "words", "status"),
    [
        (0.9, "drilled older", Status.INSUFFICIENT),  # none too sure, and the quotation alone says nothing of it
        (0.9, "older", Status.ANSWERED),  # the quotation alone may state it
        (3.0, "drilled older", Status.ANSWERED),  # sure enough
    ],
)
def test_what_a_none_too_sure_answer_is_quoted_from_is_read_alone(odds: float, words: str, status: Status) -> None:
    model = Hesitant({"": "Ada Stone wrote of the rowers at Sundby."}, words, odds)
    assert written(model, retrieved([REGATTA, ROWERS], TRAINED))[0] is status


def test_a_quotation_that_begins_with_he_is_given_with_the_sentence_before_it() -> None:
    before = "Jon Varga came to Sundby in May. "
    drilled = report("He drilled the rowers every day at the pier of the Alma.", "rowers")
    he = replace(drilled, sentence=replace(drilled.sentence, start_char=40, end_char=96), antecedent=before)
    model = Hesitant({"": "Per Lind trained the rowers at Sundby."}, "drilled")
    found = replace(retrieved([he], "Who drilled the rowers at the pier?"), evidence=(he,))
    done = finish(found, compose(asking(model), found, 50, lambda _: None))
    assert done.text == before + drilled.sentence.text
    assert [(c.start_char, c.end_char) for c in done.citations] == [(40 - len(before), 96)]


@pytest.mark.parametrize(
    ("question", "sure_of"),
    [
        (TRAINED, "drilled older"),  # no sentence alone
        ("Who trained the rowers at Sundby in Estmark?", "drilled"),  # of Estmark nobody speaks
        ("When did Jon Varga marry at Sundby?", "older"),  # no date
        ("Who taught the swimmers at Sundby?", "drilled"),  # no word of the question
        ("Did Jon Varga train the rowers at Sundby?", "drilled"),  # a yes or a no
    ],
)
def test_no_sentence_is_quoted_that_cannot_answer(question: str, sure_of: str) -> None:
    assert made_up(question, sure_of) == (Status.INSUFFICIENT, DECLINED)


def test_a_number_of_something_else_is_no_other_side() -> None:
    one = report("Six volunteers took part in the trial, the institute said.", "institute")
    two = replace(report("Only 190 bees flew home, a critic said.", "critic"), similarity=0.8)
    asked = "How many volunteers took part in the trial?"
    told = {"institute": "Six volunteers took part in the trial.", "critic": "Only 190 bees flew home."}
    assert drafted(told, [one, two], asked).status is Status.ANSWERED


def test_what_the_quotation_says_of_somebody_else_is_not_said_of_who_is_asked_about() -> None:
    court = report("The jury convicted Jon Varga on seven counts.", "court")
    builder = report("The builder Ole Sand of Tovik gave evidence. ", "court")
    asked = "On how many counts was Ole Sand convicted?"
    done = drafted({"": "Ole Sand was convicted on seven counts."}, [court, builder], asked)
    assert "Ole Sand was convicted" not in done.text
    for told in (
        "The jury convicted him on seven counts, though Jon Varga wept.",
        "The builder was convicted on seven counts, Judge Jon Varga said.",
        "The builder was convicted on seven counts by Jon Varga.",
    ):
        done = drafted({"": "Ole Sand was convicted on seven counts."}, [report(told, "court"), builder], asked)
        assert done.text == "Ole Sand was convicted on seven counts."
