"""The registry of language models, and how their files get onto this machine."""
