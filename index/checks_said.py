"""What is said of figures that do not add up, in Chinese and in English, with the same figures in both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from index.model import Applicant, Indicator, Quantity
from index.ontology import ontology


@dataclass(frozen=True, slots=True)
class Said:
    """One thing in both languages; names and units that the report alone has stay as it writes them."""

    zh: str
    en: str


def name(item: Indicator) -> Said:
    """What an indicator is called, with the applicants that it counts where the table tells them apart."""
    if item.applicant is None:
        return Said(item.label, _row(item))
    column = ontology().applicants[item.applicant]
    return Said(f"{item.label}（{column.zh}）", f"{_row(item)} ({column.en})")


def total_of_parts(total: Indicator, added: Decimal) -> Said:
    return Said(
        f"{total.label}为{total.value}，其各分项之和为{added}",
        f"“{_row(total)}” is {total.value}, and its parts add up to {added}",
    )


def total_of_applicants(total: Indicator, added: Decimal) -> Said:
    return Said(
        f"“{total.label}”一行总计为{total.value}，六类申请人之和为{added}",
        f"The row “{_row(total)}” has the total {total.value}, and its six kinds of applicants add up to {added}",
    )


def column_out_of_balance(
    column: Applicant, inflow: Sequence[Indicator], left: Decimal, outflow: Sequence[Indicator], right: Decimal
) -> Said:
    """`inflow` makes `left` and `outflow` makes `right`; of a long inflow the first two are named."""
    whose, several = ontology().applicants[column], len(inflow) > 2
    coming = ["+".join(one.label for one in inflow[:2]), " + ".join(f"“{_row(one)}”" for one in inflow[:2])]
    going = ["+".join(one.label for one in outflow), " + ".join(f"“{_row(one)}”" for one in outflow)]
    return Said(
        f"“{whose.zh}”一列：{coming[0]}{'等各项' if several else ''}为{left}，{going[0]}为{right}",
        f"Column “{whose.en}”: {coming[1]}{' and the other outcomes' if several else ''} {_come(inflow)} to {left}, "
        f"and {going[1]} {_come(outflow)} to {right}",
    )


def text_and_table(text: Indicator, cell: Indicator) -> Said:
    return Said(
        f"{cell.label}在正文中为{text.value}{text.unit}，在表格中为{cell.value}{cell.unit}",
        f"“{_row(cell)}” is {text.value}{text.unit} in the text and {cell.value}{cell.unit} in the table",
    )


def whole_and_list(whole: Quantity, added: Decimal) -> Said:
    return Said(
        f"{whole.subject}为{whole.value}{whole.unit}，其后所列各项之和为{added}{whole.unit}",
        f"“{whole.subject}” is {whole.value}{whole.unit}, and what is listed after it adds up to {added}{whole.unit}",
    )


def other_period(years: Iterable[int], year: int) -> Said:
    named = [str(one) for one in sorted(years)]
    return Said(
        f"统计期限写的是{'、'.join(named)}年，报告年度为{year}年",
        f"The period of the figures names {', '.join(named)}, and the report is of {year}",
    )


def carried_over(year: int, before: Indicator, after: Indicator) -> Said:
    """What `year` carries over and what the year after it begins with."""
    return Said(
        f"{year}年结转下年度{before.value}件，{year + 1}年的上年结转为{after.value}件",
        f"{before.value} carried over at the end of {year}, and {after.value} carried over into {year + 1}",
    )


def in_force(before: Indicator, made: Indicator, gone: Indicator, due: Decimal, after: Indicator) -> Said:
    return Said(
        f"上年现行有效{before.value}件，加本年制发{made.value}件、减本年废止{gone.value}件为{due}件，"
        f"本年现行有效为{after.value}件",
        f"{before.value} in force the year before, with {made.value} made and {gone.value} repealed this year, "
        f"come to {due}; the report gives {after.value} in force this year",
    )


def _row(item: Indicator) -> str:
    """An indicator's name in English, without its column."""
    term = ontology().terms.get(item.code)
    return term.en if term else item.label


def _come(items: Sequence[Indicator]) -> str:
    return "comes" if len(items) == 1 else "come"
