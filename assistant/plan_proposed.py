"""A question that the rules leave open → the Reading that a chat model proposes for it, or none that checks out.

The model may only name what can be checked: indicators of the ontology, sections that reports have, places and years
that the rules found in the question as well. It may translate words that are foreign to the report (敲门要材料), and no
others: a word that the report uses itself (热线, 图书馆) means there what the report says, and nothing else. A second
voice is needed besides: the embedding has to find the names among the nearest to the question's words; and the unit has
to be what is asked for. Everything else is dropped, and the rules' silence stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from langchain_core.messages import HumanMessage, SystemMessage

from assistant.chat import Chat, Tokens
from assistant.chat_reply import as_object
from assistant.lexicon import lexicon
from assistant.measures import fits
from assistant.model import Asked, Operation, Plan, Reading
from assistant.named_alike import Names, every_name
from index.ontology import APPLICANTS, ontology
from prompts import load

_OPERATIONS = (
    "look_up", "compare", "difference", "sum", "average", "share", "growth", "trend", "highest", "lowest", "rank",
    "narrative",
)  # fmt: skip
_OPEN_OPERATIONS = frozenset({"look_up", "narrative"})
# The second voice: the cosine above which none of the plans that a liar made of the sets' open questions led to a wrong
# answer (the nearest was 0.903); see tests/chat_liars.py.
_ALIKE, _AMONG = 0.91, 3
_MOST_HISTORY = 6

PLAN: dict[str, Any] = {
    "type": "object",
    "properties": {
        "places": {"type": "array", "items": {"type": "string"}},
        "years": {"type": "array", "items": {"type": "integer"}},
        "operation": {"type": "string", "enum": list(_OPERATIONS)},
        "indicator": {"type": ["string", "null"]},
        "applicant": {"type": ["string", "null"]},
        "topic": {"type": ["string", "null"]},
        "words": {"type": "string"},
    },
    "required": ["places", "years", "operation", "indicator", "applicant", "topic", "words"],
    "additionalProperties": False,
}


def is_open(plan: Plan) -> bool:
    """Whether the rules are unsure what is asked: it is about reports of the store and names no indicator for sure."""
    reading = plan.reading
    if plan.missing or not plan.reports:
        return False
    return reading.about_reports and reading.operation != "catalogue" and not any(one.sure for one in reading.asked)


def proposed(plan: Plan, texts: Sequence[str], chat: Chat, names: Names) -> tuple[Reading | None, Tokens]:
    """What `chat` takes the question of `plan` for, where it checks out, and the tokens it took. Raises ChatFailed.

    `texts` are the texts of the reports that the plan is about.
    """
    reading = plan.reading
    codes = "\n".join(f"{code}: {term.zh} / {term.en}" for code, term in ontology().terms.items())
    topics = "\n".join(f"{topic.name}: {topic.name_zh}" for topic in lexicon().topics)
    told = load("plan").fill(indicators=codes, topics=topics, applicants=", ".join(APPLICANTS[:-1]))
    asked = "\n".join((*reading.question.history[-_MOST_HISTORY:], reading.question.text))
    reply = chat.reply([SystemMessage(told), HumanMessage(asked)], PLAN)
    found = as_object(reply.text)
    return (checked(reading, found, texts, names) if found else None), reply.tokens


def checked(reading: Reading, plan: Mapping[str, Any], texts: Sequence[str], names: Names) -> Reading | None:
    """`reading` as `plan` would have it, None where anything in the plan does not check out."""
    operation = _operation(reading, plan.get("operation"))
    words = plan.get("words")
    if operation is None or not isinstance(words, str) or not _stands(words, reading):
        return None
    if not _places_agree(reading, plan.get("places")) or not _years_agree(reading, plan.get("years")):
        return None
    topic, code = plan.get("topic"), plan.get("indicator")
    if code:
        found = _with_indicator(reading, code, plan.get("applicant"), operation)
    elif not reading.numeric and operation == "narrative":
        found = _with_topic(reading, topic)
    else:
        found = None
    meant = code or topic
    if found is None or not _alike(words, str(meant), names) or not _foreign(reading, str(meant), texts):
        return None
    return found


def _operation(reading: Reading, name: object) -> Operation | None:
    """The operation of the plan, which may not be another than the one that the question's own words ask for."""
    if name not in _OPERATIONS or (reading.operation not in _OPEN_OPERATIONS and name != reading.operation):
        return None
    return cast(Operation, name)


def _stands(words: str, reading: Reading) -> bool:
    """Whether the words that the plan rests on are words of the question, with all that it asks for in them: 多少 alone
    is near to any number's name, whatever it is the number of."""
    rests, text = words.strip().lower(), reading.question.text.lower()
    strong = (term.words for term in reading.terms if not term.weak)
    return len(rests) > 1 and rests in text and all(any(one.lower() in rests for one in names) for names in strong)


def _places_agree(reading: Reading, places: object) -> bool:
    """Whether every place of the plan is one that the rules found."""
    known = [place.words for place in reading.places]
    known += [part for place in reading.places for path in place.paths for part in path]
    known += [department.words for department in reading.departments]
    named = places if isinstance(places, list) else []
    return all(isinstance(one, str) and any(one in name or name in one for name in known) for one in named)


def _years_agree(reading: Reading, years: object) -> bool:
    named = years if isinstance(years, list) else []
    return set(named) <= set(reading.years) or bool(reading.recent or reading.all_years or reading.relative_year)


def _with_indicator(reading: Reading, code: object, applicant: object, operation: Operation) -> Reading | None:
    term = ontology().terms.get(code) if isinstance(code, str) else None
    if term is None or operation == "narrative" or not fits(reading.measure, term.unit):
        return None
    column = next((one for one in APPLICANTS if one == applicant), None)
    if applicant is not None and column is None:
        return None
    if any(one.applicant not in {None, column} for one in reading.asked):
        return None
    asked = Asked((term.code,), applicant=column, words=term.name(reading.question.language))
    return replace(reading, asked=(asked,), terms=(), operation=operation, numeric=True, topic=None, fact=None)


def _foreign(reading: Reading, code: str, texts: Sequence[str]) -> bool:
    """Whether the question has words to translate, and none that a report uses for something else than `code`; a number
    that it asks by (12345) is the name of something else."""
    own = " ".join(every_name()[code]).lower()
    strong = [term for term in reading.terms if not term.weak]
    others = [term for term in strong if not any(word.lower() in own for word in term.words)]
    if any(word.isdigit() for term in others for word in term.words):
        return False
    return bool(strong) and not any(word in text for term in others for word in term.words for text in texts)


def _alike(words: str, meant: str, names: Names) -> bool:
    """Whether the embedding finds what is meant among the nearest to the words that it was read from."""
    near = names.nearest(words, _AMONG)
    return any(one.name == meant and one.likeness >= _ALIKE for one in near)


def _with_topic(reading: Reading, name: object) -> Reading | None:
    if not isinstance(name, str) or name not in {topic.name for topic in lexicon().topics}:
        return None
    return replace(reading, operation="narrative", topic=name, fact=None)
