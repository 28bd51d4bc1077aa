"""An answer is kept as it was given, asked again and compared, and what has changed since is said."""

from __future__ import annotations

import json
import logging
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from answering import SUICHANG_2016, SUICHANG_2017, fill, report
from stand_ins import HashEmbedder

from assistant import chain, cli, keeping, logs
from assistant.chain import open_assistant
from assistant.keeping import answer_of
from assistant.model import Answer, ModelUse
from assistant.replay import Replay
from assistant.replay import replay as compare
from assistant.settings import Settings, Thresholds, with_thresholds
from index import answers
from index.build import remove_report
from index.build_stores import Stores
from index.digests import folders_digest

QUESTION = "遂昌县2016年收到多少件申请"
IN_WORDS = "遂昌县2016年有哪些问题"


@pytest.fixture(autouse=True)
def _no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "load_embedder", lambda *_: HashEmbedder())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("replay") / "store"
    return fill(folder, [report(SUICHANG_2016), report(SUICHANG_2017)], HashEmbedder())


@pytest.fixture
def filled(made: Path, store: Path) -> Path:
    """A store of the test's own."""
    return Path(shutil.copytree(made, store))


def asked(settings: Settings, *questions: str) -> list[Answer]:
    with closing(open_assistant(settings)) as assistant:
        return [assistant.ask(question) for question in questions]


def again(store: Path, settings: Settings | None = None) -> Replay:
    chosen = settings or Settings(store=store)
    with closing(open_assistant(chosen)) as assistant:
        return compare(answers.latest(store, 1)[0], assistant.work_out, chosen)


# -- keeping ----------------------------------------------------------------------------------------------------------


def test_an_answer_is_kept_as_it_was_given_with_what_it_was_made_from(filled: Path) -> None:
    first, second = asked(Settings(store=filled), QUESTION, IN_WORDS)
    kept = {one.id: one for one in answers.latest(filled, 9)}
    assert answer_of(kept[first.request]) == first
    assert answer_of(kept[second.request]) == second
    one = kept[first.request]
    assert (one.question, one.status, list(one.revisions)) == (QUESTION, "answered", [SUICHANG_2016])
    citation = first.citations[0]
    assert one.evidence[0] == f"{SUICHANG_2016}@{one.revisions[SUICHANG_2016]}:{citation.start}-{citation.end}"
    assert one.made_with.keys() >= {"settings", "thresholds", "code", "model"}
    assert all(one.made_with.values())


def test_what_a_chat_model_cost_comes_back_to_the_digit(filled: Path) -> None:
    keeper = keeping.Keeper(Settings(store=filled))
    with closing(open_assistant(Settings(store=filled, keep_answers=False))) as assistant:
        answer, basis = assistant.work_out(QUESTION)
    answer = replace(answer, model=ModelUse("words", 120, 30, Decimal("0.000340")))
    keeper.put(QUESTION, (), answer, basis)
    keeper.close()
    assert answer_of(answers.latest(filled, 1)[0]) == answer


def test_the_question_is_kept_in_the_words_that_it_was_asked_in(filled: Path) -> None:
    with closing(open_assistant(Settings(store=filled))) as assistant:
        assistant.ask("２０１７年呢", [QUESTION])
    (kept,) = answers.latest(filled, 9)
    assert (kept.question, kept.history) == ("２０１７年呢", (QUESTION,))
    assert again(filled).same


def test_neither_warming_up_nor_the_evaluation_nor_who_opts_out_keeps_anything(filled: Path) -> None:
    with closing(open_assistant(Settings(store=filled))) as assistant:
        assistant.warm()
        assistant.work_out(QUESTION)
    asked(Settings(store=filled, keep_answers=False), QUESTION)
    assert not (filled / answers.FILE).exists()


def test_no_secret_of_the_settings_is_kept(filled: Path) -> None:
    secret = Settings(
        store=filled, chat_model="words", chat_base_url="http://user:hush-word@127.0.0.1:9", chat_api_key="hush-key"
    )
    keeper = keeping.Keeper(secret)
    with closing(open_assistant(Settings(store=filled, keep_answers=False))) as assistant:
        keeper.put(QUESTION, (), *assistant.work_out(QUESTION))
    keeper.close()
    assert len(answers.latest(filled, 9)) == 1
    assert b"hush" not in b"".join(path.read_bytes() for path in filled.glob("answers*"))


def test_whoever_asks_waits_for_no_one_who_writes_answers(filled: Path) -> None:
    asked(Settings(store=filled), QUESTION)
    assistant = open_assistant(Settings(store=filled))
    with closing(sqlite3.connect(filled / answers.FILE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = assistant.ask(QUESTION)
        assert answer.status == "answered"
        assert len(answers.latest(filled, 9)) == 1
        other.execute("ROLLBACK")
    assistant.close()
    assert answers.find(filled, answer.request).question == QUESTION


def test_where_nothing_can_be_written_the_answer_is_given_all_the_same(filled: Path) -> None:
    (filled / answers.FILE).mkdir()
    (answer,) = asked(Settings(store=filled), QUESTION)
    assert answer.status == "answered"


def test_the_settings_bound_how_many_are_kept(filled: Path) -> None:
    asked(Settings(store=filled, kept_answers=2), *[QUESTION] * 5)
    assert len(answers.latest(filled, 9)) == 2


def test_an_assistant_goes_on_keeping_after_a_pause(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "_GATHERED_S", 0.0)
    assistant = open_assistant(Settings(store=filled))
    for number in range(3):
        assistant.ask(QUESTION)
        assistant.close()
        assert len(answers.latest(filled, 9)) == number + 1


# -- asked again ------------------------------------------------------------------------------------------------------


def test_the_same_question_over_the_same_reports_gets_the_same_answer(filled: Path) -> None:
    asked(Settings(store=filled), IN_WORDS)
    done = again(filled)
    assert (done.same, done.differs, done.changed) == (True, (), ())
    assert len(answers.latest(filled, 9)) == 1, "what is asked again is not kept"


def change(store: Path, report_id: str, old: str, new: str) -> None:
    found = report(report_id)
    assert old in found.text
    with Stores(store) as stores:
        text = found.text.replace(old, new)
        stores.put(replace(found, text=text, warnings=("other",)), HashEmbedder())


def test_a_report_that_was_changed_is_named(filled: Path) -> None:
    (then,) = asked(Settings(store=filled), QUESTION)
    quote = then.citations[0].quote
    change(filled, SUICHANG_2016, quote, quote.replace("申请", "申請"))
    done = again(filled)
    assert not done.same
    assert "citations" in done.differs
    assert any(f"The report {SUICHANG_2016} is another" in sentence for sentence in done.changed)


def test_a_report_that_is_gone_is_named(filled: Path) -> None:
    asked(Settings(store=filled), QUESTION)
    remove_report(filled, SUICHANG_2016, HashEmbedder)
    done = again(filled)
    assert not done.same
    assert {"status", "answer"} <= set(done.differs)
    assert done.changed == (f"The report {SUICHANG_2016} is not in the store any more.",)


def test_a_store_without_reports_still_shows_what_was_answered(filled: Path) -> None:
    (then,) = asked(Settings(store=filled), QUESTION)
    for gone in (SUICHANG_2016, SUICHANG_2017):
        remove_report(filled, gone, HashEmbedder)
    done = again(filled)
    assert (done.then, done.now, done.same) == (then, None, False)
    assert "holds no report" in (done.failed or "")


def test_other_reports_that_came_or_went_are_counted(filled: Path) -> None:
    asked(Settings(store=filled), QUESTION)
    remove_report(filled, SUICHANG_2017, HashEmbedder)
    done = again(filled)
    assert done.same
    assert done.changed == ("Other reports of the store have changed, come or gone: it held 2 then and holds 1 now.",)


def test_other_settings_thresholds_code_and_years_are_said(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked(Settings(store=filled), QUESTION)
    kept = answers.latest(filled, 1)[0]
    other = Settings(store=filled, max_question_chars=99)
    monkeypatch.setattr(keeping, "code", lambda: "other")
    with with_thresholds(Thresholds(covered=0.6)):
        done = again(filled, other)
    assert [sentence.split(" ", 2)[1] for sentence in done.changed] == ["settings", "thresholds", "program"]
    aged = replace(kept, made_with={**kept.made_with, "year": "2001", "model": "hash-32"})
    with closing(open_assistant(Settings(store=filled))) as assistant:
        sentences = compare(aged, assistant.work_out, Settings(store=filled)).changed
    assert any("asked in 2001" in sentence for sentence in sentences)
    assert any("hash-32 then, hash-64 now" in sentence for sentence in sentences)


def test_a_chat_model_is_named_where_the_words_differ(filled: Path) -> None:
    asked(Settings(store=filled), QUESTION)
    kept = answers.latest(filled, 1)[0]
    otherwise = json.dumps({**json.loads(kept.answer), "answer": "in other words"})
    with closing(open_assistant(Settings(store=filled))) as assistant:
        done = compare(replace(kept, answer=otherwise), assistant.work_out, Settings(store=filled, chat_model="words"))
    assert done.differs == ("answer",)
    assert "chat model" in done.changed[-1]


def test_the_code_has_one_digest_that_changes_with_any_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for package in ("assistant", "index", "prompts"):
        (tmp_path / package).mkdir()
        (tmp_path / package / "a.py").write_text("1")
    monkeypatch.setattr(keeping, "__file__", str(tmp_path / "assistant" / "keeping.py"))
    seen = set()
    for text in ("1", "2", "1"):
        (tmp_path / "index" / "a.py").write_text(text)
        folders_digest.cache_clear()
        seen.add(keeping.code())
    folders_digest.cache_clear()
    assert len(seen) == 2


# -- the command ------------------------------------------------------------------------------------------------------


@pytest.fixture
def run(filled: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Any]:
    def gongkai(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        status = cli.run([*words, "--store", str(filled)])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    yield gongkai
    for name in ("assistant", "index", "eval", logs.NAME):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True
        logging.getLogger(name).setLevel(logging.NOTSET)


def test_one_id_in_the_answer_the_log_and_the_store(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_LOG", "json")
    _, out, err = run("ask", QUESTION, "--json", "--explain")
    identity = json.loads(out)["request"]
    assert json.loads(err.splitlines()[0])["request"] == identity
    monkeypatch.delenv("GONGKAI_LOG")
    _, out, _ = run("replay", "--json")
    assert [one["id"] for one in json.loads(out)] == [identity]
    assert "request" not in json.loads(run("ask", QUESTION, "--json")[1])


def test_replay_lists_shows_and_compares(run: Any, filled: Path) -> None:
    assert run("replay") == (0, "", "The store keeps no answers.\n")
    run("ask", QUESTION, "--history", "遂昌县")
    status, out, _ = run("replay")
    assert (status, QUESTION in out) == (0, True)
    (kept,) = answers.latest(filled, 9)
    status, out, _ = run("replay", kept.id[:6])
    assert (status, out.splitlines()[:2]) == (0, [QUESTION, "after: 遂昌县"])
    assert "24件" in out
    assert "Now: the same answer" in out
    remove_report(filled, SUICHANG_2016, HashEmbedder)
    status, out, _ = run("replay", kept.id, "--strict")
    assert status == 1
    assert "Now: not the same (" in out
    assert "is not in the store any more" in out
    status, out, _ = run("replay", kept.id, "--json")
    given = json.loads(out)
    assert (status, given["same"], given["then"]["status"], given["now"]["status"]) == (
        0,
        False,
        "answered",
        "no_report",
    )
    assert (given["id"], given["history"], given["settings_hash"]) == (kept.id, ["遂昌县"], kept.settings_hash)


def test_a_batch_is_kept_whole(run: Any, tmp_path: Path) -> None:
    batch = tmp_path / "batch.jsonl"
    batch.write_text("".join(json.dumps({"question": QUESTION}) + "\n" for _ in range(7)))
    assert run("ask", "--batch", str(batch), "--json")[0] == 0
    assert len(json.loads(run("replay", "--json")[1])) == 7
    assert len(json.loads(run("replay", "--json", "--last", "3")[1])) == 3


def test_an_id_that_is_not_kept_is_used_wrongly(run: Any) -> None:
    status, out, err = run("replay", "0123")
    assert (status, out) == (2, "")
    assert "keeps no answer with the id '0123'" in err
    assert run("replay", "--strict")[0] == 2
    assert run("replay", "0123", "--forget")[0] == 2


def test_answers_are_forgotten_one_or_all(run: Any, filled: Path) -> None:
    for _ in range(3):
        run("ask", QUESTION)
    first = answers.latest(filled, 1)[0].id
    assert run("replay", first, "--forget") == (0, "", "1 answer was taken out of the store.\n")
    assert run("replay", "--forget") == (0, "", "2 answers were taken out of the store.\n")
    assert run("replay")[1] == ""


def test_nothing_is_kept_where_the_environment_says_so(run: Any, filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_KEEP_ANSWERS", "no")
    run("ask", QUESTION)
    assert not (filled / answers.FILE).exists()
    monkeypatch.setenv("GONGKAI_KEEP_ANSWERS", "perhaps")
    assert run("ask", QUESTION)[0] == 2
