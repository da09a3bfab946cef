"""What the lexicon and the models cost to load: in a process of its own, run as ``python -m eval.bench_load``."""

import json
import subprocess
import sys
import time
from pathlib import Path


def loaded() -> tuple[float, float]:
    """Load both in a child process; return seconds and MB of resident memory, imports aside."""
    command = [sys.executable, "-m", "eval.bench_load"]
    done = subprocess.run(command, capture_output=True, check=True, cwd=Path(__file__).parents[1])
    seconds, megabytes = json.loads(done.stdout)
    return float(seconds), float(megabytes)


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * 4096 / 1e6


def main() -> None:
    """Print seconds and MB."""
    import onnxruntime  # noqa: F401  # imports aside

    from qa.cross_encoder import cross_encoder
    from qa.loading import load

    before, started = _resident_mb(), time.perf_counter()
    load()
    cross_encoder().fits("warm", ["up"])
    sys.stdout.write(json.dumps([time.perf_counter() - started, _resident_mb() - before]))


if __name__ == "__main__":
    main()
