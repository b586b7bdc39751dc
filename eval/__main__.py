"""`python -m eval`."""

import sys

from eval.cli import app
from eval.errors import EvaluationError
from index.errors import IndexingError, SettingsError
from service.errors import ServiceError

if __name__ == "__main__":
    try:
        app(prog_name="python -m eval")
    except (EvaluationError, IndexingError, ServiceError, SettingsError) as error:
        sys.stderr.write(f"byline: {error}\n")
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        sys.stderr.write("byline: interrupted; run the same command again to go on.\n")
        raise SystemExit(130) from None
