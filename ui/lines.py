"""Citations and figures in one line each, for cards, copies and saved conversations. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.model import Citation, Language, Value
from ui.words import STATES, say

# What is written after a place's name for its own government.
SEATS = frozenset({"", "人民政府", "政府", "行政公署", "办事处", "行政委员会"})

# Where GitHub's Markdown begins a link of its own accord: http://, www., somebody@.
_ADDRESS = re.compile(r"https?:(?=//)|www(?=\.)|[\w.+-](?=@)", re.I)

# What acts in Markdown wherever it stands: what opens a link even where brackets are not escaped, an underscore outside
# words, a colon before :red[, :material/home: and :smile:, an ampersand before the rest of an entity.
_ACTS = re.compile(r"[\\`*{}\[\]#|~$<>]|!(?=\[)|(?<=\])\(|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|:(?=[\w+-]+[:\[/])")
# What acts at the beginning of a line: it makes a list, a heading or a rule.
_BEGINS = re.compile(r"^(\s*(?:\d+(?=[.)](?:\s|$)))?)([-+=.)])")


def place_line(citation: Citation, language: Language) -> str:
    """Where in its report a quote stands: the headings, then the page or that it is in a table."""
    parts = list(citation.section)
    if citation.table is not None:
        parts.append(say("table", language))
    if citation.page is not None:
        parts.append(say("page", language, page=citation.page))
    return " › ".join(parts)


def whose(value: Value, citations: Sequence[Citation]) -> str:
    """Whose figure a value is: its place, or the issuer where that is no government of the place."""
    issuers = {one.issuer for one in citations if one.id in value.citations and one.region == value.region}
    issuer = issuers.pop() if len(issuers) == 1 else value.region
    return value.region if issuer.removeprefix(value.region) in SEATS else issuer


def one_line(quote: str) -> str:
    """A quote for a card: a table row's cells one after the other. The sheet shows it verbatim."""
    return "  ".join(part.strip() for part in quote.replace("\t", "\n").splitlines() if part.strip())


def source_line(citation: Citation, language: Language) -> str:
    """A quote with the report and the place that it stands in, in one line."""
    parts = (citation.title, place_line(citation, language))
    return f"“{one_line(citation.quote)}” — {' · '.join(part for part in parts if part)} ({citation.report})"


def figure_line(value: Value, citations: Sequence[Citation], language: Language) -> str:
    """A figure with its sources, in one line to paste elsewhere."""
    amount = (
        f"{value.value}{value.unit}" if value.state == "reported" and value.value else STATES[value.state][language]
    )
    head = f"{whose(value, citations)}{value.year} {value.label}: {amount}"
    if value.computed is not None:
        head += f" ({say('computed', language)})"
    return " ".join([head, *(f"[{source_line(one, language)}]" for one in citations if one.id in value.citations)])


def plain(text: str) -> str:
    """A text for a label, a caption or a toast, which would otherwise read it as Markdown.

    Addresses are made into links after the escapes are gone; an invisible word joiner (U+2060) keeps them words.
    """
    return escaped(_ADDRESS.sub("\\g<0>\u2060", text))


def escaped(text: str) -> str:
    """`text` as one line of Markdown in which nothing acts.

    Only what would act is escaped: what reads a page aloud says the backslashes of a label.
    """
    return _BEGINS.sub(r"\1\\\2", _ACTS.sub(r"\\\g<0>", " ".join(text.splitlines())))
