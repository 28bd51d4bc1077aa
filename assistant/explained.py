"""How much of a figure's own subject a question explains: what it leaves unexplained makes the figure one of something
more particular."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import lru_cache

from assistant.lexicon import lexicon
from assistant.model import Term
from assistant.zones import Zones
from index.segment import cut

_HEAD_EXPLAINS, _ITEM_EXPLAINS = 0.35, 0.5
# Whose account or site it is tells nothing of what is counted (县微信公众号, 厅网站).
_WHOSE = frozenset("国省市州县区旗镇乡厅局委办")
# Words that the segmentation would cut otherwise (县微 信公众号).
_PLATFORMS = re.compile(r"微信公众号|公众号|微信|微博|抖音|视频号")


def explained(subject: str, terms: Sequence[Term], weakly: bool = False) -> float:
    """The share of the subject's content, in characters, that the question's words account for; `weakly` counts the
    weak words too, for a question that has no others."""
    words = _content(subject, weakly)
    if not words:
        return 1.0
    known = {word.lower() for term in terms for word in term.words}
    if not _content(_without(known, subject), weakly):
        return 1.0  # 区县 of 区县政府, which would be cut otherwise
    total = sum(len(word) for word in words)
    told = sum(
        len(word) for word in words if word in known or any(word in one or one in word for one in known if len(one) > 1)
    )
    return told / total


def _without(words: Set[str], subject: str) -> str:
    for word in words:
        subject = subject.replace(word, " ") if len(word) > 1 else subject
    return subject


@lru_cache(maxsize=20_000)
def _content(subject: str, weakly: bool) -> tuple[str, ...]:
    words = lexicon()
    plain = _PLATFORMS.sub(r" \g<0> ", re.sub(r"[^\w\u3400-\u9fff]", " ", subject))
    return tuple(
        word
        for word in cut(plain)
        if word not in words.stop_words_zh
        and word not in _WHOSE
        and not ((stop := words.stop_zh.fullmatch(word)) and stop[1] is None)
        and (weakly or word not in words.weak_zh)
    )


def headed(zones: Zones, strong: Sequence[Term], *, by_item: bool) -> float:
    """What explains a long subject all the same: its last word, what is counted, is the question's; or, with `by_item`,
    the words that open its list item (八是住房保障信息。) hold all that the question asks."""
    words = [[word.lower() for word in term.words] for term in strong]
    if by_item and words and all(any(word in zones.item for word in one) for one in words):
        return _ITEM_EXPLAINS
    ends = any(zones.subject.endswith(word) for one in words for word in one)
    inside = all(any(word in zones.subject for word in one) for one in words)
    return _HEAD_EXPLAINS if ends and inside else 0.0
