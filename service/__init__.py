"""From a question to a cited answer: `answering` (no HTTP), `web` (no llama.cpp), `models` (getting the weights)."""
