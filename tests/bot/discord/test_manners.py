"""Cooldowns and quotas: who waits, and for how long."""

from bot.discord.keeper import StateKeeper
from bot.discord.manners import Asker, Cooldown, Manners, is_allowed_channel
from bot.discord.words import load_words
from bot.state import ServerSettings

WORDS = load_words("en")


class Clock:
    """A clock that a test moves."""

    now = 100.0

    def __call__(self):
        return self.now


def test_the_call_after_the_last_free_one_waits_for_the_first_to_age():
    clock = Clock()
    cooldown = Cooldown(2, 20.0, clock=clock)
    first = [cooldown.wait_until(1) for _ in range(3)]
    clock.now = 120.0
    assert (first, cooldown.wait_until(1)) == ([None, None, 120.0], None)


def test_keys_do_not_meet():
    cooldown = Cooldown(1, 20.0, clock=Clock())
    assert [cooldown.wait_until(key) for key in (1, 2, 1)] == [None, None, 120.0]


def test_channels_are_all_allowed_until_some_are_chosen():
    assert is_allowed_channel(7, ServerSettings())
    assert is_allowed_channel(7, ServerSettings(channels=(7,)))
    assert not is_allowed_channel(7, ServerSettings(channels=(8,)))


async def refusals(path, settings, askers):
    keeper = StateKeeper(path / "state.db")
    await keeper.start()
    manners = Manners(keeper)
    told = [await manners.refusal(asker, settings, WORDS) for asker in askers]
    keeper.close()
    return [text and text.partition(":")[0] for text in told]


async def test_a_users_quota_binds_in_every_server(tmp_path):
    askers = [Asker(1, 10, 7), Asker(1, 11, 7), Asker(2, 11, 7)]
    told = await refusals(tmp_path, ServerSettings(user_daily_quota=1), askers)
    assert told == [None, "You have used up your questions for today", None]


async def test_a_servers_quota_binds_all_its_users(tmp_path):
    askers = [Asker(1, 10, 7), Asker(2, 10, 7), Asker(2, None, 7)]
    told = await refusals(tmp_path, ServerSettings(server_daily_quota=1), askers)
    assert told == [None, "This server has used up its questions for today", None]


async def test_quotas_outlive_the_process(tmp_path):
    settings = ServerSettings(user_daily_quota=1)
    await refusals(tmp_path, settings, [Asker(1, None, 7)])
    assert await refusals(tmp_path, settings, [Asker(1, None, 7)]) == [
        "You have used up your questions for today"
    ]
