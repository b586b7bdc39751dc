"""Whether memory grows: `python -m tests.bench.endurance [ANSWERS] [MODEL]`, 350 answers of the small model by default.

The real server's resident memory after 50 answers and after all, each to another question; prompts and answers are short,
because what is looked for is what stays, not how long it takes.
"""

import sys
import tempfile
from pathlib import Path

from tests.bench.collection import Newsroom
from tests.bench.figures import resident
from tests.bench.load import make_home
from tests.end_to_end.conftest import SMALL
from tests.end_to_end.server import serving

FIRST = 50


def main(answers: int, model: str) -> None:
    """Prints the memory every 50 answers and the growth since the first 50."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        make_home(home)
        newsroom, seen = Newsroom(5), {0: 0.0}
        with serving(home, BYLINE_LLM=model, BYLINE_PROMPT_TOKENS="200", BYLINE_ANSWER_TOKENS="16") as server:
            server.wait_ready()
            for number in range(1, answers + 1):
                server.client.post("/ask", json={"question": newsroom.question()}).raise_for_status()
                if number % FIRST == 0 or number == answers:
                    seen[number] = resident(server.process.pid)
                    sys.stdout.write(f"{number:5} answers: {seen[number]:.1f} MB\n")
                    sys.stdout.flush()
        growth = 100 * (seen[answers] / seen[FIRST] - 1)
        sys.stdout.write(f"growth since {FIRST} answers, {model}: {growth:+.2f} %\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 350, sys.argv[2] if len(sys.argv) > 2 else SMALL)
