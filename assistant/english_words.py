"""Whether an English word may stand for something in a Chinese text: loosely, to tell what it surely does not."""

from __future__ import annotations

from functools import cache

from assistant.aliases import stem
from assistant.english import meanings
from assistant.lexicon import lexicon

# Characters that words of every meaning share, and those that a dictionary's renderings are built with.
_EMPTY = frozenset(
    "的一不大小上下中出入会行为作做得到地方有无和与或使被把于个种些全某之者性化员们事物体部分面点时间来去起开放进"
    "成能可以所其他她它这那是在了对向从自"
)


def means(word: str, text: str) -> bool:
    """Whether the Chinese `text` has the word itself, or a character that tells of one of its meanings."""
    return word.lower() in text.lower() or any(character in text for character in telling(word.lower()))


@cache
def telling(word: str) -> frozenset[str]:
    """The characters of the Chinese words that `word` may stand for, without those that tell nothing."""
    named = lexicon().glossary.get(word) or lexicon().glossary.get(stem(word), ())
    return frozenset(character for one in (*meanings(word), *named) for character in one) - _EMPTY
