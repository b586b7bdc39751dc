"""Tests of the evaluation, with values computed by hand."""
