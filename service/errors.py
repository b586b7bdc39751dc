"""What can go wrong in the service; every message names the mend.

ServiceError
├── ModelError
│   ├── UnknownModelError
│   ├── ModelMissingError
│   ├── ModelDamagedError
│   └── PullError
├── QuestionError
├── PromptsError
├── QueueFullError
├── DeadlineError
├── NotReadyError
├── UnknownJobError
├── UnknownModelNameError
├── UnguardedError
├── TooManyJobsError
├── IndexingFailedError
├── IndexIsBusyError
└── PortInUseError
"""


class ServiceError(Exception):
    """Base of all errors of the service."""


class ModelError(ServiceError):
    """Base of all errors about model files."""


class UnknownModelError(ModelError):
    """No model of that name is in the registry."""


class ModelMissingError(ModelError):
    """The model's file is not on this machine yet."""


class ModelDamagedError(ModelError):
    """A model file is not what it should be: wrong digest, or not a usable GGUF."""


class PullError(ModelError):
    """No source could deliver the model."""


class QuestionError(ServiceError):
    """The question cannot be asked as it stands: empty, or too long."""


class PromptsError(ServiceError):
    """The folder of prompts has one that cannot be used."""


class QueueFullError(ServiceError):
    """Too many questions wait already."""


class DeadlineError(ServiceError):
    """The answer took longer than the setting `deadline` allows."""


class NotReadyError(ServiceError):
    """The models are still loading."""


class UnknownJobError(ServiceError):
    """No upload has the given job id."""


class UnknownModelNameError(ServiceError):
    """A client of OpenAI's protocol names a model that is not served."""


class UnguardedError(ServiceError):
    """The server would be open to other machines without a key."""


class TooManyJobsError(ServiceError):
    """Too many uploads wait to be indexed."""


class IndexingFailedError(ServiceError):
    """What was uploaded could not be indexed."""


class IndexIsBusyError(ServiceError):
    """Another process writes to the index."""


class PortInUseError(ServiceError):
    """Another program listens on the port."""
