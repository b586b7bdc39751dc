"""Tests of the web service against a fake that answers without models."""
