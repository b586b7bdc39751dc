"""Articles in, evidence out: readers, sentences, passages, the catalog (SQLite), the vectors (Chroma) and retrieval."""
