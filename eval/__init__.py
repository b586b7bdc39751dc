"""Scores Byline against gold questions: runs, metrics, comparison, report."""
