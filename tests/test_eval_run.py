"""A run from questions to verdict, over an answerer that knows what is expected and can be made to break."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from assistant.model import Answer, Citation, Note, Value
from eval.accepted import Accepted, accept, accepted, keep, worse
from eval.asking import run_cases
from eval.baseline import BaselineScores
from eval.gate import goals, verdict
from eval.holdout import about, leave_one_out
from eval.result import RunResult, compare, groups, outcomes, read_run, score, thresholds_missed, to_json
from eval.retrieval import Found, counts, hits
from eval.rival import Rival
from eval.sets import Case, Expected, QuestionSet, ReportKey, load_set
from eval.show import print_changes, print_result, print_rival
from index.errors import UsageError

Sabotage = Callable[[Case, Answer], Answer]


def faithful(case: Case, answer: Answer) -> Answer:
    """No sabotage."""
    return answer


class Oracle:
    """Answers every question of a set as it should be answered, then lets `sabotage` change the answer."""

    def __init__(self, questions: QuestionSet, sabotage: Sabotage = faithful) -> None:
        self.cases = {(case.question, case.history): case for case in questions.cases}
        self.reports = questions.reports
        self.sabotage = sabotage

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        case = self.cases[question, tuple(history)]
        quotes = [(item.report, item.text) for item in case.support] or [(report, "") for report in self.reports]
        citations = tuple(citation(number, *quote) for number, quote in enumerate(quotes, 1))
        ids = tuple(one.id for one in citations)
        words = "；".join(words[0] for words in case.must_mention)
        text = f"{words} {'、'.join(said(figure) for figure in case.values)} {''.join(f'[{one}]' for one in ids)}。"
        notes = (Note(case.note, "", ids),) if case.note else ()
        values = tuple(value(figure, ids) for figure in case.values)
        answer = Answer(question, case.language, case.status, text, values, citations, notes, elapsed_ms=2.0)
        return self.sabotage(case, answer)


def citation(number: int, report: ReportKey, quote: str) -> Citation:
    return Citation(number, report.key, "", report.issuer, report.region, report.year, (), quote, 0, 0)


def value(figure: Expected, citations: tuple[int, ...]) -> Value:
    region, year = (figure.at.region, figure.at.year) if figure.at else ("", 0)
    return Value(
        None, figure.what, region, year, str(figure.value), figure.units[0], "reported", citations,
        applicant=figure.applicant, computed=figure.computed,
    )  # fmt: skip


def said(figure: Expected) -> str:
    return f"{figure.what}{figure.value}{figure.units[0]}"


@pytest.fixture(scope="module")
def seeds() -> QuestionSet:
    return load_set("seeds")


def run(questions: QuestionSet, sabotage: Sabotage = faithful) -> RunResult:
    return RunResult(questions.name, "fake", run_cases(questions, Oracle(questions, sabotage)))


def only(name: str, change: Callable[[Answer], Answer]) -> Sabotage:
    return lambda case, answer: change(answer) if case.id == name else answer


def quick(bounds: dict[str, float]) -> dict[str, float]:
    """The thresholds of answering; the oracle retrieves nothing and does not write well."""
    return {name: bound for name, bound in bounds.items() if not name.startswith(("hit", "citation"))}


def test_the_expected_answers_are_all_right_and_pass(seeds: QuestionSet) -> None:
    result = run(seeds)
    assert [(row.id, row.reasons) for row in result.rows if row.outcome != "right"] == []
    assert thresholds_missed(score(result.rows), quick(goals("seeds"))) == ()


def zero(answer: Answer) -> Answer:
    invented = Value(None, "政务微博公开政府信息数", "阿猛镇", 2017, "0", "条", "reported", (1,))
    return replace(answer, status="answered", answer="0条 [1]。", values=(invented,))


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("table-01", lambda answer: replace(answer, values=(replace(answer.values[0], value="1483"),))),
        ("table-01", lambda answer: replace(answer, citations=())),
        ("blank-01", zero),
        ("table-01", lambda answer: replace(answer, status="not_reported", values=())),
    ],
    ids=["a value swapped", "a citation dropped", "a blank answered with 0", "an answer lost"],
)
def test_one_broken_answer_fails_the_run(seeds: QuestionSet, name: str, change: Callable[[Answer], Answer]) -> None:
    good, broken = run(seeds), run(seeds, only(name, change))
    found = worse(keep(good), broken, margin=0.01)
    assert len(found) == 1
    assert found[0].startswith(name)


def test_many_wrong_answers_miss_the_thresholds(seeds: QuestionSet) -> None:
    def swap(case: Case, answer: Answer) -> Answer:
        return replace(answer, values=tuple(replace(one, value="77777") for one in answer.values))

    missed = thresholds_missed(score(run(seeds, swap).rows), quick(goals("seeds")))
    assert any(sentence.startswith("accuracy") for sentence in missed)
    assert any(sentence.startswith("wrong_rate") for sentence in missed)


def test_a_threshold_without_a_measure_is_refused(seeds: QuestionSet) -> None:
    with pytest.raises(UsageError, match="beauty"):
        thresholds_missed(score(run(seeds).rows), {"beauty": 0.5})


def test_what_nothing_measured_passes_no_threshold(seeds: QuestionSet) -> None:
    assert thresholds_missed(score(run(seeds).rows), {"hit_1": 0.0}) == ("hit_1 is nan, below 0.0",)


def test_a_run_is_the_same_after_it_was_written_and_read(seeds: QuestionSet, tmp_path: Path) -> None:
    result = run(seeds)
    path = tmp_path / "run.json"
    path.write_text(json.dumps(to_json(result), ensure_ascii=False, allow_nan=False), "utf-8")
    assert read_run(path).rows == result.rows
    assert to_json(result)["scores"]["hit_1"] is None


def test_a_file_that_is_no_run_is_refused(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text('{"rows": [{"id": 1}]}', "utf-8")
    with pytest.raises(UsageError, match=r"run\.json"):
        read_run(tmp_path / "run.json")


def test_two_runs_are_compared_question_by_question(seeds: QuestionSet) -> None:
    good = run(seeds)
    broken = run(seeds, only("table-02", lambda answer: replace(answer, values=())))
    assert [(c.id, c.before, c.after, c.better) for c in compare(outcomes(good), broken)] == [
        ("table-02", "right", "wrong", False)
    ]
    assert [c.better for c in compare(outcomes(broken), good)] == [True]
    assert compare(outcomes(good), good) == ()


def test_the_table_and_the_failures_are_printed(seeds: QuestionSet) -> None:
    broken = run(seeds, only("table-02", lambda answer: replace(answer, values=())))
    out = StringIO()
    console = Console(file=out, width=200)
    print_result(broken, console, with_failures=True)
    print_changes(run(seeds), broken, console)
    text = out.getvalue()
    assert "table_lookup" in text
    assert "lacks 衡山县 2017 政务微博公开政府信息数 52条" in text
    assert "worse: 1" in text
    assert set(groups(broken.rows, lambda row: row.language)) == {"zh", "en"}


def test_only_a_passage_of_the_right_report_that_holds_the_support_is_a_hit(seeds: QuestionSet) -> None:
    case = next(case for case in seeds.cases if case.id == "text-01")
    quote = "2018年度,共收到政府信息公开申请\n30件,按时办结30件"
    found = [Found("衡山县", 2017, quote), Found("庆阳市", 2017, quote), Found("庆阳市", 2018, quote)]
    assert counts(case)
    assert hits(case, found) == (False, False, True)


def test_retrieval_is_not_measured_on_what_no_single_passage_holds(seeds: QuestionSet) -> None:
    measured = {case.type for case in seeds.cases if counts(case)}
    assert measured.isdisjoint({"sum", "rank", "follow_up", "catalogue", "no_report", "blank"})


def test_a_report_is_asked_about_with_what_the_others_gave(seeds: QuestionSet) -> None:
    seen: list[set[str]] = []

    def calibrate(_: str, cases: tuple[Case, ...]) -> set[str]:
        seen.append({key for case in cases for key in about(case)})
        return seen[-1]

    rows = leave_one_out(seeds, calibrate, lambda _: Oracle(seeds))
    assert [len(keys) for keys in seen] == [4, 4, 4, 4, 4]
    assert len(seen[0] | seen[1]) == 5
    assert {row.id for row in rows} == {case.id for case in seeds.cases if len(about(case)) == 1}


def test_the_accepted_run_is_the_same_after_it_was_written_and_read(seeds: QuestionSet, tmp_path: Path) -> None:
    result = run(seeds)
    assert accepted("seeds", tmp_path) is None
    first = accept(result, tmp_path / "runs").read_bytes()
    assert accepted("seeds", tmp_path / "runs") == keep(result)
    assert accept(result, tmp_path / "runs").read_bytes() == first
    assert worse(keep(result), result, margin=0.0) == ()


def test_a_file_that_is_no_accepted_run_is_refused(tmp_path: Path) -> None:
    (tmp_path / "seeds.json").write_text('{"kept": {"a": [1]}}', "utf-8")
    with pytest.raises(UsageError, match=r"seeds\.json"):
        accepted("seeds", tmp_path)


def found_at(rank: int | None) -> tuple[bool, ...]:
    return tuple(at == rank for at in range(1, 11))


def ranked(result: RunResult, rank: int | None, count: int) -> RunResult:
    """The run with the passage of its first `count` questions found at `rank`, of the others at 1."""
    rows = [
        replace(row, relevant=1, rank_hits=found_at(rank if at < count else 1)) for at, row in enumerate(result.rows)
    ]
    return replace(result, rows=tuple(rows))


def test_a_rate_that_falls_by_more_than_the_margin_names_its_questions(seeds: QuestionSet) -> None:
    result = run(seeds)
    before = keep(ranked(result, 1, 0))
    assert worse(before, ranked(result, 5, 2), margin=0.01) == ()
    fallen = worse(before, ranked(result, 5, 20), margin=0.01)
    assert [sentence.partition(" ")[0] for sentence in fallen] == ["hit_1", "hit_4", "mrr"]
    assert result.rows[0].id in fallen[0]
    assert "and 12 more" in fallen[1]


def test_questions_that_only_one_run_has_are_held_against_nothing(seeds: QuestionSet) -> None:
    result = run(seeds, only("table-02", lambda answer: replace(answer, values=())))
    before = keep(run(seeds))
    without = Accepted(before.name, "", None, None, {name: k for name, k in before.kept.items() if name != "table-02"})
    assert worse(without, result, margin=0.0) == ()
    assert len(worse(before, result, margin=0.01)) == 1


def test_a_missed_goal_fails_one_gate_and_a_lost_answer_both(seeds: QuestionSet) -> None:
    good, lost = run(seeds), run(seeds, only("table-02", lambda answer: replace(answer, values=())))
    missed = verdict(good, margin=0.01, before=keep(good))
    assert missed.missed
    assert (missed.passes("goals"), missed.passes("accepted")) == (False, True)
    broken = verdict(lost, margin=0.01, before=keep(good))
    assert (broken.passes("goals"), broken.passes("accepted")) == (False, False)


def test_the_run_is_set_beside_the_rival(seeds: QuestionSet) -> None:
    out = StringIO()
    scores = BaselineScores(index_s=2.0, p50_ms=4.0, p95_ms=8.0, hit_1=0.5, hit_4=0.8, mrr=0.6, ndcg_10=0.7)
    print_rival(run(seeds), Rival(scores), Console(file=out, width=160))
    assert "0.500" in out.getvalue()
    assert "2.000" in out.getvalue()
