"""The Evaluation page: run a set beside the page, its scores beside the accepted run's, what was not right."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st
from markupsafe import Markup

from assistant.model import Language
from eval.accepted import accepted
from eval.candidates import candidates
from eval.run_process import runnable_sets
from ui import access, draw, resources
from ui.frame import language, sentences, toasted
from ui.in_chinese import in_chinese
from ui.trials import Standing, Trial, standings
from ui.words import OUTCOMES, SETS, TYPES, say

BEAT_S = 1.0


def page() -> None:
    """Choose a set and run it; see how the last run stands."""
    shown = language()
    with sentences():
        access.require("editor")
        st.html(draw.fill('<p class="gk-tagline">{line}</p>', line=say("evaluation_what", shown)))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            name = st.selectbox(
                say("question_set", shown),
                runnable_sets(),
                format_func=lambda name: SETS[name][shown] if name in SETS else name,
                key="question-set",
                width=360,
            )
            disabled = resources.trials().running or not name
            st.button(say("run_set", shown), type="primary", disabled=disabled, key="run-set", on_click=run_chosen)
        follow(shown)
        offer_candidates(shown)


def run_chosen() -> None:
    """Run the set that is chosen. The button's own function runs before the page is drawn: no press is lost."""
    with toasted():
        resources.run_set(st.session_state["question-set"])


def follow(shown: Language) -> None:
    """The last run, followed while it goes on."""
    trials = resources.trials()
    if trials.last is not None:
        st.fragment(partial(trial_drawn, trials.last, shown), run_every=BEAT_S if trials.running else None)()


def trial_drawn(trial: Trial, shown: Language) -> None:
    """How far a run is, or what came of it."""
    if not trial.over:
        asking = say("asking", shown, done=trial.done, total=trial.total)
        st.progress(trial.share, asking if trial.total else say("preparing_set", shown))
    elif st.session_state.get("seen_trial") is not trial:
        st.session_state.seen_trial = trial
        st.rerun()
    elif trial.run is None:
        st.html(draw.fill('<p class="gk-trouble" role="alert">{line}</p>', line=said(trial.trouble, shown)))
    else:
        outcome(trial.run, trial.name, shown)


def said(words: str, shown: Language) -> str:
    """Why there is no run or a question is not right, in the page's language where that is known."""
    return (shown == "zh" and in_chinese(words)) or words


def outcome(run: dict[str, Any], name: str, shown: Language) -> None:
    """The scores by type, then every question that was not right."""
    kept = accepted(name)
    before = {question: one.outcome for question, one in kept.kept.items()} if kept else {}
    head = [say(key, shown) for key in ("type", "questions", "right", "right_before", "wrong", "wrong_before")]
    st.html(draw.plain_table(head, [line(one, shown) for one in standings(run["rows"], before)]))
    failing = [row for row in run["rows"] if row["outcome"] != "right"]
    st.html(draw.fill('<h3 class="gk-heading">{line}</h3>', line=say("not_right", shown, count=len(failing))))
    st.html(draw.join(question(row, shown) for row in failing) or Markup("<p>—</p>"))


def line(one: Standing, shown: Language) -> list[str]:
    parts = (one.questions, one.right, one.right_before, one.wrong, one.wrong_before)
    name = TYPES[one.type][shown] if one.type in TYPES else one.type or say("all", shown)
    return [name, *("—" if part is None else str(part) for part in parts)]


def question(row: dict[str, Any], shown: Language) -> Markup:
    """One question with what was expected and what came."""
    facts = (
        ("expected", row["expected"]),
        ("came", row["answer"]),
        ("why", "; ".join(said(reason, shown) for reason in row["reasons"])),
    )
    return draw.fill(
        '<details class="gk-failing"><summary><b>{outcome}</b> {question}</summary><dl>{facts}</dl></details>',
        outcome=OUTCOMES[row["outcome"]][shown],
        question=row["question"],
        facts=draw.join(
            draw.fill("<dt>{key}</dt><dd>{words}</dd>", key=say(key, shown), words=words) for key, words in facts
        ),
    )


def offer_candidates(shown: Language) -> None:
    """What visitors thought of answers, as questions that a set could have."""
    given = resources.kept_feedback()
    st.html(draw.fill('<h3 class="gk-heading">{line}</h3>', line=say("opinions", shown, count=len(given))))
    st.download_button(
        say("save_candidates", shown),
        partial(candidates, given),
        "candidates.yaml",
        "application/yaml",
        disabled=not given,
        on_click="ignore",
        icon=":material/download:",
        key="save-candidates",
    )
