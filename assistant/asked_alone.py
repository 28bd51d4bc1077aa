"""The indicator that one piece of a question names: of those whose names cover most of it, and for sure only where no
content word is left beside the name."""

from __future__ import annotations

import re

from assistant.aliases import MASK, OF_DISCLOSURE
from assistant.columns import ANYBODY, TOTAL_ROW
from assistant.matching import (
    APPLICATION_CODES,
    APPLIED,
    HAN,
    Match,
    again,
    by_form,
    matches_en,
    matches_zh,
    root_of,
    said_otherwise,
    weights_of,
    with_wholes,
    without_wholes,
)
from assistant.model import Asked, Language
from assistant.terms import content_zh, left_over, terms_in
from index.model import Applicant

_LEAST_HAN = 4
_COUNTING = re.compile(
    r"(?:有)?(?:多少|几)(?:万|亿)?(?:个工作日|[通个件条篇家处台块份项类种元钱名位户天封册本部套批起宗所座辆回])?"
    r"|(?<=数)(?:是|为|有)|(?<=[数总]量)(?:是|为|有)"
    r"|^\s*(?:那么?|and|what about|how about)(?=\W|[\u3400-\u9fff])|呢[？?]?\s*$|几成|有?多高|有?多大"
    r"|哪(?:一)?[个种类条](?=(?:申请|公开|发布)?的?(?:渠道|方式|途径))"
    r"|[比较同与](?:上|去)一?年(?!度?结转|项目)度?(?:同期)?(?:相比)?|(?<![最至不减缺])[多少](?=多少|几)"
    r"|'s\b|\bhow (?:many|much)\b|\b(?i:broken|break|breaking) down\b|\b(?i:breakdown) of\b|\bput out\b"
    r"|\b(?:by|per|each|every) (?:channel|category|type|kind|way|method|means|source)s?\b"
)
_STATES = frozenset({"办理", "处理", "审理", "答复"})
# What applicants of a kind do is the row of what was received (how many did natural persons apply).
_APPLIED = re.compile(r"\bappl(?:y|ies|ied)(?: for)?\b", re.I)
# What is received and counted and not named is applications (2017年收到几件).
_RECEIVED = re.compile(r"收到|受理|接到|收了")
# What is made public and counted and not named is information (2018公开多少条); a channel's messages are sent out.
_PUBLISHED = re.compile(r"(?<![不予])公开(?=了|过|得|的|最|\0|$)")


def blanked(text: str) -> str:
    """`text` without the words that only count and without the name of the field itself."""
    for pattern in (_COUNTING, OF_DISCLOSURE, ANYBODY):
        text = pattern.sub(lambda match: MASK * len(match.group()), text)
    return text


def _in_forms_words(text: str) -> bool:
    """Whether an English question has the form's own words (petition-type (信访举报投诉类) applications), which say for
    sure what is meant: several characters, or fewer with no other content beside them (how many 申请 were received)."""
    chinese = len(HAN.findall(text))
    if chinese >= _LEAST_HAN:
        return True
    english = HAN.sub(MASK, text)
    return chinese > 1 and not left_over(english, frozenset(), "en")


def asked_in(text: str, language: Language, applicant: Applicant | None) -> tuple[Asked, ...]:
    """The indicator that `text` names, of the column `applicant`; several where the words name rows of one form, none
    where they name no indicator. `text` is in plain form, its places, years and applicants masked."""
    if language == "en" and _in_forms_words(text):
        said = "".join(char if HAN.match(char) else MASK for char in text)
        own = asked_in(said, "zh", applicant)
        if own and own[0].sure:
            return own
    matches = list(matches_zh(text) if language == "zh" else matches_en(text))
    if applicant is not None:
        matches = [match for match in matches if match.code in APPLICATION_CODES]
        if not matches and re.search(r"提|filed|submit|from|by", text):
            matches = [Match("applications_received", frozenset())]
        applied = _APPLIED.search(text)
        if not matches and applied:
            matches = [Match("applications_received", frozenset(range(*applied.span())))]
        total = TOTAL_ROW.search(text)
        if not matches and total:
            matches = [Match("handled_total", frozenset(range(*total.span())))]
    bare = _RECEIVED.search(text)
    if not matches and bare and language == "zh" and not any(not term.weak for term in terms_in(text, language)):
        matches = [Match("applications_received", frozenset(range(*bare.span())))]
    published = _PUBLISHED.search(text)
    if not matches and published and language == "zh" and not any(not term.weak for term in terms_in(text, language)):
        matches = [Match("proactive_total", frozenset(range(*published.span())))]
    if not matches:
        return ()
    matches = with_wholes(matches)
    weights = weights_of(text)
    scores = [round(sum(weights[index] for index in match.covered), 3) for match in matches]
    top = without_wholes([match for match, score in zip(matches, scores, strict=True) if score == max(scores)])
    codes = tuple(dict.fromkeys(match.code for match in top))
    covered = again(text, frozenset().union(*(match.covered for match in top)))
    left = left_over(text, covered | said_otherwise(text, codes, language), language)
    if not any(root_of(code) in APPLIED for code in codes):
        rest = "".join(MASK if index in covered else char for index, char in enumerate(text))
        left += [word for word in content_zh(rest) if word in _STATES]
    said = " ".join("".join(char if index in covered else " " for index, char in enumerate(text)).split())
    return tuple(Asked(codes=group, applicant=applicant, sure=not left, words=said) for group in by_form(codes))
