-- The catalog: the store of record. Chroma holds nothing that cannot be rebuilt from here.
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS articles (
    rowid INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    digest TEXT NOT NULL,
    title TEXT NOT NULL,
    source TEXT,
    author TEXT,
    published TEXT,
    url TEXT,
    language TEXT,
    path TEXT,
    guessed TEXT NOT NULL,
    origin TEXT NOT NULL,
    text TEXT NOT NULL -- last, so that what stands before it is read without it
);
CREATE INDEX IF NOT EXISTS articles_path ON articles (path);
CREATE INDEX IF NOT EXISTS articles_published ON articles (published);
CREATE INDEX IF NOT EXISTS articles_source ON articles (source);
CREATE INDEX IF NOT EXISTS articles_origin ON articles (origin);
CREATE TABLE IF NOT EXISTS sentences (
    article INTEGER NOT NULL REFERENCES articles (rowid) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    PRIMARY KEY (article, number)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS passages (
    rowid INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    article INTEGER NOT NULL REFERENCES articles (rowid) ON DELETE CASCADE,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS passages_article ON passages (article);
CREATE VIRTUAL TABLE IF NOT EXISTS passages_fts USING fts5 (heading, text, tokenize = 'porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE IF NOT EXISTS articles_fts USING fts5 (heading, text, tokenize = 'porter unicode61 remove_diacritics 2');
-- Keys whose vectors are being written or removed: what an interrupted run left is settled by the next one.
CREATE TABLE IF NOT EXISTS unsettled (key TEXT PRIMARY KEY) WITHOUT ROWID;
-- Origins (see origins.py). Articles of equal words share a wording; near-duplicate wordings stand here both ways round.
CREATE TABLE IF NOT EXISTS wordings (
    rowid INTEGER PRIMARY KEY,
    key INTEGER NOT NULL UNIQUE,
    shingles BLOB NOT NULL,
    marks BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS article_wordings (
    article INTEGER PRIMARY KEY REFERENCES articles (rowid) ON DELETE CASCADE,
    wording INTEGER NOT NULL REFERENCES wordings (rowid)
);
CREATE INDEX IF NOT EXISTS article_wordings_wording ON article_wordings (wording);
CREATE TABLE IF NOT EXISTS minima (
    hash INTEGER NOT NULL,
    wording INTEGER NOT NULL REFERENCES wordings (rowid) ON DELETE CASCADE,
    PRIMARY KEY (hash, wording)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS minima_wording ON minima (wording);
CREATE TABLE IF NOT EXISTS duplicates (
    one INTEGER NOT NULL REFERENCES wordings (rowid) ON DELETE CASCADE,
    other INTEGER NOT NULL REFERENCES wordings (rowid) ON DELETE CASCADE,
    PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS duplicates_other ON duplicates (other);
-- Origins whose group lost an article and may have to be split.
CREATE TABLE IF NOT EXISTS stale_origins (origin TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TRIGGER IF NOT EXISTS articles_removed BEFORE DELETE ON articles BEGIN
    INSERT OR IGNORE INTO stale_origins VALUES (OLD.origin);
END;
CREATE TRIGGER IF NOT EXISTS wordings_unused AFTER DELETE ON article_wordings
WHEN NOT EXISTS (SELECT 1 FROM article_wordings WHERE wording = OLD.wording) BEGIN
    DELETE FROM wordings WHERE rowid = OLD.wording;
END;
