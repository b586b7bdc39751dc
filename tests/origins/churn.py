"""Adds and removes articles until it is killed: `python -m tests.origins.churn FILE SEED`."""

import sys
from pathlib import Path
from random import Random

from tests.origins.shelf import Shelf
from tests.origins.stories import POOL


def main(path: str, seed: str) -> None:
    """Writes a line for each transaction."""
    shelf, dice = Shelf(Path(path)), Random(seed)  # noqa: S311
    while True:
        article_id = dice.choice("abcdefgh")
        match dice.choice(["put", "put", "remove", "regroup"]):
            case "put":
                shelf.put(article_id, dice.choice(POOL))
            case "remove":
                shelf.remove(article_id)
            case _:
                shelf.regroup()
        sys.stdout.write(f"{article_id}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
