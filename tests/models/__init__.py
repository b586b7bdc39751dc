"""Tests of the registry of models and of pulling them."""
