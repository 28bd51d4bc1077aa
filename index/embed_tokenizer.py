"""The default model's tokenizer, built from the vocabulary that its weights come with.

It cuts as XLM-RoBERTa does: characters folded, runs of spaces drawn together, every word begun with "▁", then the most
probable pieces (a SentencePiece unigram model), between a begin and an end token.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from tokenizers import Regex, Tokenizer, normalizers, pre_tokenizers, processors
from tokenizers.models import Unigram

from index.embed_weights import MAX_TOKENS, Vocabulary


def build(vocabulary: Vocabulary) -> Tokenizer:
    """A tokenizer that gives the ids of at most MAX_TOKENS tokens, begin and end included."""
    tokenizer = Tokenizer(Unigram(list(zip(vocabulary.pieces, vocabulary.scores, strict=True)), vocabulary.unknown))
    tokenizer.normalizer = _normalizer(vocabulary.folding)
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    begin, end = vocabulary.pieces[vocabulary.begin], vocabulary.pieces[vocabulary.end]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{begin} $A {end}", special_tokens=[(begin, vocabulary.begin), (end, vocabulary.end)]
    )
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


def _normalizer(folding: dict[str, str]) -> normalizers.Normalizer:
    """NFKC after the few replacements in which the vocabulary's folding departs from it: controls go, and separators
    and marks of no width become spaces. One pass over a class is fast where thousands of replacements are not."""
    own: dict[str, list[str]] = {kept: [] for kept in ("", " ")}
    for character, replacement in folding.items():
        if replacement in own and unicodedata.normalize("NFKC", character) != replacement:
            own[replacement].append(character)
    steps = [normalizers.Replace(_any_of(characters), kept) for kept, characters in own.items() if characters]
    one_space = normalizers.Replace(Regex(" {2,}"), " ")
    return normalizers.Sequence([*steps, normalizers.NFKC(), one_space, normalizers.Strip()])


def _any_of(characters: Iterable[str]) -> Regex:
    return Regex("[" + "".join(f"\\x{{{ord(character):x}}}" for character in characters) + "]")
