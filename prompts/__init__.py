"""The prompts, one Markdown file each, and their loader.

A file opens with a line that names its placeholders and its version,
`<!-- placeholders: context, question; version: 1 -->`; the rest is the prompt, with each placeholder in braces. A file
that disagrees with its line is refused when it is loaded, and so is a placeholder that is missing or unknown when it is
filled. Whoever changes what a prompt asks for raises its version. A prompt in two languages has two files, whose names
end with `.zh` and `.en`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

_HEADER = re.compile(r"\A<!-- placeholders: (?P<names>[a-z_, ]*); version: (?P<version>\d+) -->\n+")
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


class PromptError(Exception):
    """A prompt that is not there, or whose placeholders are not what they should be; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt's name, its text, the names of its placeholders and its version."""

    name: str
    text: str
    placeholders: frozenset[str]
    version: int = 1

    def fill(self, **values: str) -> str:
        """The text with every placeholder replaced, once: braces in a value stay what they are.

        Raises PromptError, which names the placeholders that are missing or unknown.
        """
        missing, unknown = self.placeholders - values.keys(), values.keys() - self.placeholders
        if missing or unknown:
            raise PromptError(
                f"The prompt {self.name!r} cannot be filled: missing {sorted(missing)}, unknown {sorted(unknown)}; "
                f"it takes {sorted(self.placeholders)}."
            )
        return _PLACEHOLDER.sub(lambda match: values[match[1]], self.text)


def parse(name: str, source: str) -> Prompt:
    """The prompt written in `source`. Raises PromptError where its header is missing or disagrees with its text."""
    header = _HEADER.match(source)
    if header is None:
        raise PromptError(
            f"The prompt {name!r} does not open with a line that names its placeholders and its version; add one."
        )
    declared = frozenset(filter(None, re.split(r"[, ]+", header["names"])))
    text = source[header.end() :].strip()
    used = frozenset(_PLACEHOLDER.findall(text))
    if used != declared:
        raise PromptError(
            f"The prompt {name!r} names the placeholders {sorted(declared)} and uses {sorted(used)}; make them agree."
        )
    return Prompt(name, text, declared, int(header["version"]))


@cache
def load(name: str) -> Prompt:
    """The prompt `name` of this package. Raises PromptError where there is none or it is not as it should be."""
    file = resources.files(__name__).joinpath(f"{name}.md")
    if not file.is_file():
        raise PromptError(f"There is no prompt {name!r} in the package; its file would be prompts/{name}.md.")
    return parse(name, file.read_text("utf-8"))
