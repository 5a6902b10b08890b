"""Every error the project raises on purpose.

    PlansError
    ├── InputError            what a person gave cannot be used (exit code 2)
    │   ├── BadFileError      a file that cannot be read as a plan
    │   ├── UnknownPlanError  a plan id that is not in the library
    │   └── BadQuestionError  a question that cannot be asked
    ├── DataError             a data file of the project breaks its own form
    ├── FeedbackError         the file of the feedback cannot be read or written
    └── IndexError_           the index on disk
        ├── MissingIndexError  none was built yet
        ├── StaleIndexError    built from other plans, options or a former format
        ├── DamagedIndexError  files are missing or do not have their recorded hash
        └── BuildFailedError   it could not be built; the former one still answers

Each message says what was found, where, and what to do next. Only ``app.py`` and the
``__main__`` files turn them into words for people.
"""


class PlansError(Exception):
    """Root of the project's errors; ``str(error)`` is a sentence for people."""


class InputError(PlansError):
    """What a person gave cannot be used."""


class BadFileError(InputError):
    """A file cannot be read as a plan."""


class UnknownPlanError(InputError):
    """A plan id is not in the library."""


class BadQuestionError(InputError):
    """A question cannot be asked: empty, or longer than the limit."""


class DataError(PlansError):
    """A data file of the project breaks its own form."""


class FeedbackError(PlansError):
    """The file of the feedback cannot be read or written, or is none."""


class IndexError_(PlansError):
    """The index on disk cannot be used."""


class MissingIndexError(IndexError_):
    """No index was built yet."""


class StaleIndexError(IndexError_):
    """The index was built from other plans, options or a former format."""


class DamagedIndexError(IndexError_):
    """Files of the index are missing or differ from their recorded hash."""


class BuildFailedError(IndexError_):
    """The index could not be built; the former one still answers."""
