"""The pages beside Ask, run by Streamlit's own test driver over an invented store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest
from ui_samples import PLAIN, YUNXI, FakeAssistant, FakeCatalog

from index.checks import Finding, FindingFigure
from index.identify import issuer_described
from index.model import Correction
from index.preview import Recognised
from ui import resources
from ui.jobs import Jobs
from ui.trials import Trial, Trials
from ui.uploads import Given

HOSTILE = "<script>alert(1)</script>![](http://x.example/a.png)"
FINDING = Finding(
    YUNXI.id,
    "sum",
    "error",
    f"总数为3，各分项之和为4 {HOSTILE}",
    (FindingFigure(f"总数{HOSTILE}", "3", "总数3", 0, 3, f"the total {HOSTILE}"),),
    f"The total is 3 and its parts make 4 {HOSTILE}",
)


def page(name: str) -> None:
    """One page by itself; its imports are here because Streamlit's driver runs this function's own lines."""
    from importlib import import_module

    import_module(f"ui.{name}").page()


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeCatalog]:
    """Two invented reports, one with something that does not add up."""
    catalog = FakeCatalog(YUNXI, replace(PLAIN, text=PLAIN.text + HOSTILE))
    monkeypatch.setattr(resources, "assistant", FakeAssistant)
    monkeypatch.setattr(resources, "catalog", lambda: catalog)
    monkeypatch.setattr(resources, "settings", lambda: SimpleNamespace(store=Path("nowhere")))
    monkeypatch.setattr(resources, "findings", lambda: (FINDING,))
    monkeypatch.setattr(resources, "jobs", lambda: jobs)
    monkeypatch.setattr(resources, "trials", lambda: trials)
    monkeypatch.setattr(resources, "kept_feedback", lambda: ())
    jobs, trials = Jobs(lambda: None, lambda _: iter(())), Trials(lambda _: iter(()))
    resources._indicator_rows.clear()
    yield catalog
    resources._indicator_rows.clear()


def opened(name: str, lang: str = "zh") -> AppTest:
    app = AppTest.from_function(page, default_timeout=120, args=(name,))
    app.query_params["lang"] = lang
    app.run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    assert not app.exception
    return "\n".join(element.proto.body for element in app.get("html"))


@pytest.mark.parametrize("name", ["indicators", "check", "manage", "evaluation", "reports"])
def test_a_page_opens_and_nothing_on_it_acts(store: FakeCatalog, name: str) -> None:
    shown = html(opened(name))
    assert "<script>alert" not in shown
    assert "<img" not in shown


@pytest.mark.parametrize("name", ["reports", "indicators", "check"])
def test_an_empty_store_is_greeted_on_every_page(store: FakeCatalog, name: str) -> None:
    store.held.clear()
    assert "报告库还是空的" in html(opened(name))


def test_the_indicators_are_filtered_and_compared(store: FakeCatalog) -> None:
    app = opened("indicators")
    assert "2 / 2" in app.caption[0].value
    app.multiselect(key="filter-code").set_value(["proactive_total"]).run()
    assert "1 / 2" in app.caption[0].value
    assert "7421" in html(app)
    app.multiselect(key="filter-state").set_value(["blank"]).run()
    assert "0 / 2" in app.caption[0].value


def test_findings_come_by_report_and_by_rule(store: FakeCatalog) -> None:
    app = opened("check")
    assert YUNXI.identity.title in html(app)
    app.segmented_control(key="check-by").set_value("by_rule").run()
    assert "总数应等于各分项之和" in html(app)
    app.text_input(key="check-filter").set_value("baishaxian").run()
    assert "gk-finding" not in html(app)


def test_findings_are_told_in_the_language_of_the_page(store: FakeCatalog) -> None:
    app = opened("check", lang="en")
    assert "The total is 3 and its parts make 4" in html(app)
    assert "the total &lt;script&gt;" in html(app)
    assert "各分项之和" not in html(app)


def test_reports_are_found_by_pinyin_year_and_form(store: FakeCatalog) -> None:
    app = opened("reports")
    app.text_input[0].set_value("yunxi").run()
    assert "1 / 2" in app.caption[0].value
    app.text_input[0].set_value("").run()
    app.multiselect(key="reports-year").set_value([2017]).run()
    assert "1 / 2" in app.caption[0].value
    app.multiselect(key="reports-form").set_value(["statistics-2014"]).run()
    assert not [one for one in app.button if (one.key or "").startswith("open-")]


def test_taking_a_report_out_is_asked_twice(store: FakeCatalog, monkeypatch: pytest.MonkeyPatch) -> None:
    removed: list[str] = []
    monkeypatch.setattr(resources, "remove", removed.append)
    app = opened("manage")
    app.button(key=f"remove-{YUNXI.id}").click().run()
    assert removed == []
    app.button(key=f"sure-{YUNXI.id}").click().run()
    assert removed == [YUNXI.id]


def test_what_is_uploaded_is_shown_corrected_and_only_then_indexed(
    store: FakeCatalog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    said: dict[str, object] = {}
    begun: list[list[Path]] = []
    file = tmp_path / "a.txt"
    file.write_text("x", encoding="utf-8")
    good = Recognised(str(file), "ab" * 32, YUNXI.id, YUNXI.identity, "narrative", titled=False, indicators=4)
    monkeypatch.setattr(resources, "settings", lambda: SimpleNamespace(store=tmp_path / "store"))
    monkeypatch.setattr(resources, "recognise", lambda _: iter((good,)))
    monkeypatch.setattr(resources, "corrections", dict)
    monkeypatch.setattr(resources, "keep_correction", said.__setitem__)
    monkeypatch.setattr(resources, "index", lambda paths, **_: begun.append(paths) or True)
    monkeypatch.setattr("ui.uploads.take", lambda *_: (Given("a.txt", file),))
    app = opened("manage")
    app.get("file_uploader")[0].set_value([("a.txt", b"x", "text/plain")]).run()
    assert "原文无标题" in html(app)
    assert begun == []
    next(one for one in app.number_input if one.label == "年度").set_value(2016)
    next(one for one in app.button if one.label == "更正").click().run()
    assert said["ab" * 32].year == 2016
    app.button(key="commit").click().run()
    assert begun == [[file]]


def test_an_archive_s_files_are_left_out_and_made_reports_by_hand(
    store: FakeCatalog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    said: dict[str, Correction] = {}
    begun: list[list[Path]] = []
    first, second, third = (tmp_path / name for name in ("a.txt", "b.txt", "c.txt"))
    given = (
        *(Given(f"x.zip › {path.name}", path) for path in (first, second, third)),
        Given("x.zip › d", None, "Bad."),
    )
    found = (
        Recognised(str(first), "1" * 64, YUNXI.id, YUNXI.identity, "narrative"),
        Recognised(str(second), "2" * 64, PLAIN.id, PLAIN.identity, "narrative"),
        Recognised(str(third), "3" * 64, reason="Whose?", kind="IssuerUnknown"),
    )
    monkeypatch.setattr(resources, "settings", lambda: SimpleNamespace(store=tmp_path / "store"))
    monkeypatch.setattr(resources, "recognise", lambda paths: iter([one for one in found if Path(one.path) in paths]))
    monkeypatch.setattr(resources, "corrections", lambda: said)
    monkeypatch.setattr(resources, "keep_correction", said.__setitem__)
    monkeypatch.setattr(resources, "index", lambda paths, **_: begun.append(list(paths)) or True)
    monkeypatch.setattr("ui.uploads.take", lambda *_: given)
    app = opened("manage")
    app.get("file_uploader")[0].set_value([("x.zip", b"x", "application/zip")]).run()
    assert [one.label for one in app.checkbox] == ["x.zip › a.txt", "x.zip › b.txt"]
    assert "看不出是哪个机关的报告" in html(app)
    app.checkbox[0].uncheck().run()
    names = [one for one in app.text_input if one.label == "发布机关"]
    names[2].set_value("随便写写")
    [one for one in app.button if one.label == "更正"][2].click().run()
    assert "看不出是哪个地区的哪个机关" in html(app)
    assert said == {}
    [one for one in app.text_input if one.label == "地区"][2].set_value("甘肃 庆阳")
    [one for one in app.button if one.label == "更正"][2].click().run()
    assert said["3" * 64].issuer == issuer_described("随便写写", "甘肃省庆阳市", None, 2020)
    app.button(key="commit").click().run()
    assert begun == [[second]]


def test_a_file_left_out_just_before_it_is_confirmed_stays_out(
    store: FakeCatalog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Both presses come before the page is drawn anew, as on a busy machine."""
    begun: list[list[Path]] = []
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    found = (
        Recognised(str(first), "1" * 64, YUNXI.id, YUNXI.identity, "narrative"),
        Recognised(str(second), "2" * 64, PLAIN.id, PLAIN.identity, "narrative"),
    )
    monkeypatch.setattr(resources, "settings", lambda: SimpleNamespace(store=tmp_path / "store"))
    monkeypatch.setattr(resources, "recognise", lambda _: iter(found))
    monkeypatch.setattr(resources, "corrections", dict)
    monkeypatch.setattr(resources, "index", lambda paths, **_: begun.append(list(paths)) or True)
    monkeypatch.setattr("ui.uploads.take", lambda *_: (Given("a.txt", first), Given("b.txt", second)))
    app = opened("manage")
    app.get("file_uploader")[0].set_value([("x.zip", b"x", "application/zip")]).run()
    app.checkbox[0].uncheck()
    app.button(key="commit").click().run()
    assert begun == [[second]]


def test_a_set_is_run_beside_the_page(store: FakeCatalog) -> None:
    app = opened("evaluation")
    assert app.selectbox(key="question-set").options[0] == "关于示例报告的问题"
    app.button(key="run-set").click().run()
    assert resources.trials().last.name == "seeds"


def test_a_set_whose_reports_are_being_read_says_so_and_then_how_far_it_is(store: FakeCatalog) -> None:
    """It said that 0 of … were asked for as long as its reports were being indexed."""
    resources.trials().last = trial = Trial("seeds")
    assert "正在准备题集的报告" in opened("evaluation").get("progress")[0].proto.text
    trial.done, trial.total = 3, 40
    assert opened("evaluation").get("progress")[0].proto.text == "已问 3 / 40"
