"""Roles on the page, enforced where something is done and not only where a button is drawn."""

from __future__ import annotations

import ast
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from oidc_provider import sign_in_file
from streamlit.testing.v1 import AppTest
from ui_samples import PLAIN, YUNXI, FakeAssistant, FakeCatalog

from assistant.sign_in import read_sign_in
from index.catalog_feedback import Feedback
from index.errors import NotAllowed
from index.model import Correction
from ui import access, resources, uploads
from ui.door import Door, Rules, uploading
from ui.jobs import Jobs
from ui.trials import Trials

APP = Path(__file__).parent.parent / "ui" / "main.py"
SESSION = "test session id"  # Streamlit's driver calls every session so
EDITORS_WORK: dict[str, Callable[[], Any]] = {
    "index": lambda: resources.index([Path("a.txt")]),
    "remove": lambda: resources.remove(YUNXI.id),
    "recognise": lambda: resources.recognise([]),
    "keep_upload": lambda: resources.keep_upload("a.txt", b"x"),
    "keep_correction": lambda: resources.keep_correction("0" * 64, Correction()),
    "run_set": lambda: resources.run_set("seeds"),
    "kept_feedback": resources.kept_feedback,
    "let_upload": access.let_upload,
}
READING = set(
    "settings assistant workers warm catalog reports report trials jobs indicator_rows findings untitled corrections "
    "samples open_anew".split()
)
OPINION = Feedback("1", True, "", "问", (), "zh", "answered", "答", ())


def page(name: str) -> None:
    """One page by itself; its imports are here because Streamlit's driver runs this function's own lines."""
    from importlib import import_module

    import_module(f"ui.{name}").page()


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[list[str]]:
    """A page that signs people in, over two invented reports; what was done to the store."""
    file = tmp_path / "sign-in.toml"
    file.write_text(sign_in_file("https://id.example.cn", "https://gongkai.example.cn"), encoding="utf-8")
    said: list[str] = []
    jobs, trials = Jobs(lambda: None, lambda _: iter(())), Trials(lambda _: iter(()))
    catalog = FakeCatalog(YUNXI, PLAIN)
    noted = {
        "remove_report": "remove",
        "recognise_files": "recognise",
        "keep_correction_in": "keep_correction",
        "kept_in": "kept_feedback",
        "keep_in": "keep_feedback",
    }
    for name, called in noted.items():
        monkeypatch.setattr(resources, name, lambda *_, called=called: said.append(called) or ())
    monkeypatch.setattr(uploads, "take", lambda *_: said.append("keep_upload") or ())
    monkeypatch.setattr(jobs, "start", lambda *_: said.append("index"))
    monkeypatch.setattr(trials, "start", lambda *_: said.append("run_set"))
    monkeypatch.setattr(uploading, "let", lambda _: said.append("let_upload"))
    settings = SimpleNamespace(
        max_question_chars=2000, store=tmp_path, embedding_model=None, cache=tmp_path, reading_limits=dict
    )
    monkeypatch.setattr(access, "rules", lambda: Rules(read_sign_in(file)))
    monkeypatch.setattr(resources, "settings", lambda: settings)
    monkeypatch.setattr(resources, "assistant", FakeAssistant)
    monkeypatch.setattr(resources, "catalog", lambda: catalog)
    monkeypatch.setattr(resources, "jobs", lambda: jobs)
    monkeypatch.setattr(resources, "trials", lambda: trials)
    monkeypatch.setattr(resources, "embedder_factory", lambda *_: None)
    yield said
    uploading.stop(SESSION)


def person(*groups: str, ago_s: float = 0.0) -> dict[str, Any]:
    """What Streamlit holds of somebody who signed in."""
    return {"is_logged_in": True, "iat": time.time() - ago_s, "groups": list(groups), "name": "某人"}


NOBODY: dict[str, Any] = {"is_logged_in": False}
READER, EDITOR, STRANGER = person("staff"), person("disclosure"), person("visitors")
OVER = person("disclosure", ago_s=9 * 3600)


def opened(user: dict[str, Any], name: str | None = None) -> AppTest:
    """The whole page, or one of its pages by itself, as somebody."""
    if name is None:
        app = AppTest.from_file(str(APP), default_timeout=120)
    else:
        app = AppTest.from_function(page, default_timeout=120, args=(name,))
    app.user = user
    app.run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


@pytest.mark.parametrize("work", EDITORS_WORK)
@pytest.mark.parametrize("user", [NOBODY, READER, STRANGER, OVER, {}, {"groups": ["disclosure"], "iat": time.time()}])
def test_only_an_editor_does_an_editors_work(
    done: list[str], monkeypatch: pytest.MonkeyPatch, work: str, user: dict[str, Any]
) -> None:
    monkeypatch.setattr(access, "claimed", lambda: user)
    with pytest.raises(NotAllowed, match="role of an editor"):
        EDITORS_WORK[work]()
    assert done == []


@pytest.mark.parametrize("work", EDITORS_WORK)
def test_an_editor_does_it(done: list[str], monkeypatch: pytest.MonkeyPatch, work: str) -> None:
    monkeypatch.setattr(access, "claimed", lambda: EDITOR)
    for name in ("assistant", "catalog", "warm"):
        monkeypatch.setattr(resources, name, SimpleNamespace(clear=lambda: None))
    EDITORS_WORK[work]()
    assert done == [work]


def test_every_function_that_reaches_the_store_is_for_somebody() -> None:
    """One that is in neither list is new: it asks for a role, or it is added here because it only reads."""
    tree = ast.parse(Path(resources.__file__).read_text(encoding="utf-8"))
    functions = {one.name: ast.unparse(one) for one in tree.body if isinstance(one, ast.FunctionDef)}
    asking = {name for name, body in functions.items() if "access.require('editor')" in body}
    assert asking == set(EDITORS_WORK) - {"let_upload"}
    assert {name for name in functions if not name.startswith("_")} - asking - READING == {"keep_feedback"}


@pytest.mark.parametrize(("user", "kept"), [(NOBODY, False), (STRANGER, False), (OVER, False), (READER, True)])
def test_an_opinion_is_kept_of_those_who_may_ask(
    done: list[str], monkeypatch: pytest.MonkeyPatch, user: dict[str, Any], kept: bool
) -> None:
    monkeypatch.setattr(access, "claimed", lambda: user)
    if kept:
        resources.keep_feedback(OPINION)
    else:
        with pytest.raises(NotAllowed, match="role of a reader"):
            resources.keep_feedback(OPINION)
    assert done == (["keep_feedback"] if kept else [])


@pytest.mark.parametrize("name", ["manage", "evaluation"])
@pytest.mark.parametrize("user", [NOBODY, READER, STRANGER, OVER])
def test_a_page_of_editors_that_is_reached_all_the_same_refuses(
    done: list[str], name: str, user: dict[str, Any]
) -> None:
    app = opened(user, name)
    assert "这需要编辑人员的权限，您没有或已经没有" in html(app)
    assert not [*app.button, *app.selectbox, *app.text_input, *app.get("file_uploader"), *app.get("download_button")]
    assert done == []


def test_an_editors_pages_open_for_an_editor(done: list[str]) -> None:
    assert opened(EDITOR, "manage").get("file_uploader")
    assert opened(EDITOR, "evaluation").button(key="run-set")


@pytest.mark.parametrize(
    ("user", "said", "way"),
    [
        (NOBODY, "请先登录", "sign-in"),
        (OVER, "登录已到期", "sign-in"),
        (STRANGER, "不在可以使用本页的用户组里", "sign-out"),
    ],
)
def test_who_may_not_read_sees_why_and_nothing_else(done: list[str], user: dict[str, Any], said: str, way: str) -> None:
    app = opened(user)
    assert said in html(app)
    assert html(app).count('role="alert"') == (user is not NOBODY)
    assert way in {one.key for one in app.button}
    assert not app.chat_input
    assert not app.get("page_link")


@pytest.mark.parametrize(("user", "pages"), [(READER, 4), (EDITOR, 6)])
def test_the_head_leads_to_what_there_is_for_a_visitor(done: list[str], user: dict[str, Any], pages: int) -> None:
    app = opened(user)
    assert len(app.get("page_link")) == pages
    assert app.chat_input
    assert "sign-out" in {one.key for one in app.button}


def test_a_sign_in_that_ends_while_the_page_is_open_ends_there(
    done: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A button's function runs before the page is drawn, and so before the page could say no."""
    monkeypatch.setattr(access, "claimed", lambda: EDITOR)
    app = opened(EDITOR, "manage")
    app.button(key=f"remove-{YUNXI.id}").click().run()
    monkeypatch.setattr(access, "claimed", lambda: OVER)
    app.button(key=f"sure-{YUNXI.id}").click().run()
    assert "remove" not in done
    assert "权限" in app.toast[0].value


def test_an_empty_store_offers_its_samples_to_editors_alone(done: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "catalog", FakeCatalog)
    labels = [[one.label for one in opened(user, "indicators").button] for user in (READER, EDITOR)]
    assert labels == [[], ["载入示例报告"]]


def test_without_signing_in_everybody_here_is_an_editor(done: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "rules", Rules)
    assert len(opened({}).get("page_link")) == 6


@pytest.mark.parametrize(("door", "listening", "let_in"), [(True, "0.0.0.0", True), (False, "0.0.0.0", False)])  # noqa: S104
def test_the_pages_script_without_the_door_serves_this_machine_alone(
    done: list[str], monkeypatch: pytest.MonkeyPatch, door: bool, listening: str, let_in: bool
) -> None:
    import streamlit as st

    whole = st.get_option
    monkeypatch.setattr(access, "rules", Rules)
    monkeypatch.setattr(Door, "stands", door)
    monkeypatch.setattr(st, "get_option", lambda name: listening if name == "server.address" else whole(name))
    app = opened({})
    assert bool(app.chat_input) is let_in
    assert ("只供本机使用" in html(app)) is not let_in


def test_who_loses_the_role_gives_no_more_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "_session", lambda: SESSION)
    monkeypatch.setattr(access, "may", lambda _: True)
    access.let_upload()
    assert uploading.may(SESSION)
    monkeypatch.setattr(access, "may", lambda _: False)
    with pytest.raises(NotAllowed):
        access.let_upload()
    assert not uploading.may(SESSION)
