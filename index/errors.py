"""Everything that can go wrong, in one tree.

    GongkaiError
    ├── UsageError            the command or the call was wrong                      exit 2
    │   ├── EmptyQuestion     a question without words
    │   ├── QuestionTooLong   a question longer than the settings allow
    │   ├── UnknownReport     a report id that the store does not hold
    │   ├── UnknownAnswer     the id of an answer that the store does not keep
    │   ├── MissingPath       a path that is not there
    │   └── NotAllowed        what the role of the page's visitor does not allow
    ├── UnreadableFile        one file cannot become a report; the others go on      exit 1
    │   ├── EmptyFile         nothing in it
    │   ├── UnsupportedFormat a format that is not read (binary, old .doc, scanned PDF)
    │   ├── UndecodableText   bytes in no encoding that is certain
    │   ├── NotAReport        readable, and not an annual report on information disclosure
    │   │   ├── YearUnknown   one, as far as can be told, that does not say of which year
    │   │   └── IssuerUnknown one, as far as can be told, that does not say whose it is
    │   └── LimitExceeded     too large, too long or too deep for the settings' limits
    └── StoreError            the store or a model cannot be used                    exit 3
        ├── EmptyStore        a store without reports
        ├── StoreLocked       another process is writing
        ├── StoreDamaged      a file of the store cannot be read
        ├── StoreOutdated     made by another version of the schema
        ├── ModelMismatch     made with another embedding model
        └── ModelUnavailable  the embedding or chat model cannot be loaded

Every message is one sentence that says what failed, what was tried and what to do. Vendor errors are translated where
the vendor is imported and nowhere else.
"""

from __future__ import annotations


class GongkaiError(Exception):
    """The root: `message` is the sentence for the user, `exit_code` the command line's status."""

    exit_code = 3

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class UsageError(GongkaiError):
    """The command or the call was wrong."""

    exit_code = 2


class EmptyQuestion(UsageError):
    """A question without words."""


class QuestionTooLong(UsageError):
    """A question longer than the settings allow."""


class UnknownReport(UsageError):
    """A report id that the store does not hold."""


class UnknownAnswer(UsageError):
    """The id of an answer that the store does not keep."""


class MissingPath(UsageError):
    """A path that is not there."""


class NotAllowed(UsageError):
    """What the role of the page's visitor does not allow."""


class UnreadableFile(GongkaiError):
    """One file cannot become a report; the others go on."""

    exit_code = 1


class EmptyFile(UnreadableFile):
    """Nothing in it."""


class UnsupportedFormat(UnreadableFile):
    """A format that is not read."""


class UndecodableText(UnreadableFile):
    """Bytes in no encoding that is certain."""


class NotAReport(UnreadableFile):
    """Readable, and not an annual report on information disclosure."""


class YearUnknown(NotAReport):
    """One, as far as can be told, that does not say of which year; a person may say it."""


class IssuerUnknown(NotAReport):
    """One, as far as can be told, that does not say whose it is; a person may say it."""


class LimitExceeded(UnreadableFile):
    """Too large, too long or too deep for the settings' limits."""


class StoreError(GongkaiError):
    """The store or a model cannot be used."""

    exit_code = 3


class EmptyStore(StoreError):
    """A store without reports."""


class StoreLocked(StoreError):
    """Another process is writing."""


class StoreDamaged(StoreError):
    """A file of the store cannot be read."""


class StoreOutdated(StoreError):
    """Made by another version of the schema."""


class ModelMismatch(StoreError):
    """Made with another embedding model."""


class ModelUnavailable(StoreError):
    """The embedding or chat model cannot be loaded."""
