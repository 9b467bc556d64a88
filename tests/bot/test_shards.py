"""Several processes of a bot: their shards, and one identification at a time."""

import contextlib
import itertools
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.errors import SettingsError
from bot.settings import read_settings
from bot.shard_range import ShardRange
from bot.shards import take_turn
from bot.state import State

STORE = "postgresql://kilowit@db/kilowit"


def test_a_range_names_its_shards():
    assert ShardRange.parse("8-10/32").ids == [8, 9, 10]
    assert ShardRange.parse("3/4") == ShardRange(3, 3, 4)
    assert str(ShardRange(0, 7, 32)) == "0-7/32"


@pytest.mark.parametrize("given", ["", "0-7", "7-0/8", "0-8/8", "-1/4", "a-b/c", "0-1/10001"])
def test_what_is_no_range_is_refused(given):
    with pytest.raises(ValueError):  # noqa: PT011  # int's own texts, too
        ShardRange.parse(given)


def test_settings_tell_what_is_wrong_with_shards():
    assert read_settings({"KILOWIT_SHARDS": "0-7/32", "KILOWIT_STORE": STORE}).shards == ShardRange(
        0, 7, 32
    )
    with pytest.raises(SettingsError) as told:
        read_settings({"KILOWIT_SHARDS": "8/8", "KILOWIT_STORE": STORE})
    assert str(told.value) == "KILOWIT_SHARDS is '8/8'; give FIRST-LAST/COUNT, as 0-7/32"
    with pytest.raises(SettingsError) as told:
        read_settings({"KILOWIT_SHARDS": "0-7/8"})
    assert str(told.value) == "KILOWIT_SHARDS needs KILOWIT_STORE, which the processes share"


def test_turns_of_a_bucket_come_one_after_the_other_over_processes(database):
    State.open(database).close()

    def identify(_):
        with contextlib.closing(State.open(database)) as state:
            take_turn(state, 0, hold_s=0.2)
            return time.monotonic()

    with ThreadPoolExecutor(4) as pool:
        times = sorted(pool.map(identify, range(4)))
    gaps = [later - earlier for earlier, later in itertools.pairwise(times)]
    assert min(gaps) > 0.1
    assert times[-1] - times[0] >= 0.55


def test_another_bucket_does_not_wait(database):
    with contextlib.closing(State.open(database)) as state:
        take_turn(state, 0, hold_s=30)
        started = time.monotonic()
        take_turn(state, 1, hold_s=30)
        assert time.monotonic() - started < 15
