"""HTTP: the ask endpoint, its queue, the articles, health, and the chat page."""
