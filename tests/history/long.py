"""The faults of CI many times over, with other chances: `python -m tests.history.long [TIMES]`.

34 times (the default) are over 1,000 kills, 3,400 power cuts, 13,600 flipped bits and 1,360 killed
migrations. TRAINER_SEED sets the chances; without it they are new ones, and are printed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

FILES = (
    "test_history_crashes.py",
    "test_history_power.py",
    "test_history_doctor.py",
    "test_history_clock.py",
    "test_history_replay.py",
    "test_history_sync.py",
)


def main() -> int:
    seed = os.environ.get("TRAINER_SEED", str(time.time_ns()))
    times = sys.argv[1] if sys.argv[1:] else "34"
    print(f"TRAINER_SEED={seed}, {times} times")
    folder = Path(__file__).parent
    return subprocess.run(
        [sys.executable, "-m", "pytest", "--durations=6", *(folder / name for name in FILES)],
        cwd=folder.parents[1],
        env={**os.environ, "TRAINER_FAULTS": times, "TRAINER_SEED": seed},
        check=False,
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
