"""The whole OpenAPI description against the service: `python -m tests.bench.contract [CASES]`, 6,000 by default.

Schemathesis makes as many cases for each operation, valid and invalid, of its own standard checks: no 5xx but what is
documented, and every status, header and body as documented. `make test` runs a smaller number of the same.
"""

import os
import sys

import pytest

OPERATIONS = 12


def main(cases: int) -> int:
    """Runs the tests of the contract with more examples; returns pytest's exit status."""
    os.environ["CONTRACT_EXAMPLES"] = str(-(-cases // OPERATIONS))
    return pytest.main(["-q", "-s", "--timeout", "3000", "tests/web/test_contract.py"])


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 6_000))
