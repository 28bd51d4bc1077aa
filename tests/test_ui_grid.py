"""The indicators as a grid: what each state looks like, what is downloaded, what is compared."""

from __future__ import annotations

import csv
import io
import time
from dataclasses import replace

from ui_samples import SENTENCE, YUNXI, entry

from ui.grid import Row, cells, charted, comparison, harmless, head, rows, shown, to_csv
from ui.trials import Trials, standings

FOUND = rows({YUNXI.id: entry(YUNXI)}, [(YUNXI.id, one) for one in YUNXI.indicators], {YUNXI.id: YUNXI.text}, "zh")


def changed(**changes: object) -> Row:
    return replace(FOUND[0], **changes)  # type: ignore[arg-type]


def test_each_figure_comes_with_its_source() -> None:
    first = FOUND[0]
    assert (first.issuer, first.year, first.value, first.unit) == ("云溪市人民政府", 2018, "57", "件")
    assert first.quote == SENTENCE
    assert YUNXI.text[first.start : first.end] == SENTENCE


def test_zero_blank_and_not_applicable_look_different() -> None:
    states = [changed(value="0"), changed(value="", state="blank"), changed(value="", state="not_applicable")]
    assert len({shown(row, "zh") for row in states}) == 3
    assert shown(states[0], "zh") == "0"
    assert "0" not in shown(states[1], "en")


def test_the_csv_is_what_is_in_the_rows() -> None:
    read = list(csv.reader(io.StringIO(to_csv(FOUND).decode("utf-8-sig"))))
    assert read == [head(), *(cells(row) for row in FOUND)]


def test_nothing_in_the_csv_is_a_formula() -> None:
    assert harmless("=HYPERLINK(1)") == "'=HYPERLINK(1)"
    assert harmless("-57") == "-57"
    assert harmless("-1+1") == "'-1+1"


def test_a_comparison_has_a_line_for_each_issuer_and_a_column_for_each_year() -> None:
    other = changed(issuer="白沙县人民政府", year=2017, value="", state="blank")
    names, lines = comparison([FOUND[0], other], "zh")
    assert names == ["", "2017", "2018"]
    assert lines == [["云溪市人民政府", "", "57"], ["白沙县人民政府", "· 留空", ""]]


def test_two_issuers_of_one_name_are_two() -> None:
    rows_ = [changed(place=place, year=2015, value=value) for place, value in (("吉林省云溪市", "1"), ("云溪市", "2"))]
    assert comparison(rows_, "zh")[1] == [["云溪市人民政府 (吉林省云溪市)", "1"], ["云溪市人民政府 (云溪市)", "2"]]
    third = changed(place="另一", issuer="另一", year=2015, value="3")
    drawn = charted([*rows_, third])
    assert drawn is not None
    assert len({point.place for point in drawn.points}) == 3


def test_a_table_s_figure_counts_before_the_text_s() -> None:
    table = changed(source="table", value="58")
    assert comparison([table, FOUND[0]], "zh")[1] == [["云溪市人民政府", "58"]]
    assert comparison([changed(source="table", value="", state="blank"), FOUND[0]], "zh")[1][0][1] == "57"


def test_years_are_drawn_and_blanks_are_not() -> None:
    years = [changed(year=2015 + number, value=str(number)) for number in range(3)]
    drawn = charted([*years, changed(year=2020, value="", state="blank")])
    assert drawn is not None
    assert [one.year for one in drawn.points] == [2015, 2016, 2017]


def test_a_run_stands_beside_the_accepted_one() -> None:
    asked = [
        {"id": "a", "type": "fact", "outcome": "right"},
        {"id": "b", "type": "fact", "outcome": "wrong"},
        {"id": "c", "type": "zero", "outcome": "right"},
    ]
    found = standings(asked, {"a": "right", "b": "right"})
    fact, zero, every = found
    assert (fact.right, fact.wrong, fact.right_before, fact.wrong_before) == (1, 1, 2, 0)
    assert zero.right_before is None
    assert (every.type, every.questions, every.right) == ("", 3, 2)


def test_a_trial_that_ends_early_says_so() -> None:
    trials = Trials(lambda _: iter([{"done": 1, "total": 4}]))
    assert trials.start("seeds")
    until = time.monotonic() + 60
    while trials.running and time.monotonic() < until:
        time.sleep(0.01)
    assert trials.last is not None
    assert trials.last.share == 0.25
    assert "ended before" in trials.last.trouble
