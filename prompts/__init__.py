"""Prompt templates as text files, and the one module that renders them."""
