"""What can go wrong in an evaluation; every message names the mend.

EvaluationError
├── DatasetError
├── SelectionError
├── RunMissingError
├── RunMismatchError
├── RunBusyError
└── GateError
"""


class EvaluationError(Exception):
    """Base of all errors of the evaluation."""


class DatasetError(EvaluationError):
    """A data set cannot be read, or not without doubt."""


class SelectionError(EvaluationError):
    """No question is left to ask after `--kinds` and `--limit`."""


class RunMissingError(EvaluationError):
    """A folder does not hold a finished run."""


class RunMismatchError(EvaluationError):
    """A folder holds a run with other settings, or two runs cannot be compared."""


class RunBusyError(EvaluationError):
    """Another process writes to the run."""


class GateError(EvaluationError):
    """A gate names a metric that the run does not have, or its baseline cannot be read."""
