"""Sources change at random from several processes while others ask; both are killed at random."""

import pytest

from benchmarks.chaos_sources import Chaos


@pytest.mark.slow
def test_kills_lose_nothing_acknowledged_and_mix_nothing(tmp_path):
    chaos = Chaos(tmp_path, seconds=15.0, seed=3)
    chaos.run()
    assert (chaos.faults, chaos.counts["kills"] > 0, chaos.counts["answers"] > 0) == (
        [],
        True,
        True,
    )
