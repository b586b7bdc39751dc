"""What can go wrong with prompts."""


class PromptError(Exception):
    """A prompt file cannot be used: unknown, unreadable, or with other variables than it is given."""
