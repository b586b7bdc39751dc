"""Tests of the chat page in Debian's chromium, against the real server with canned answers."""
