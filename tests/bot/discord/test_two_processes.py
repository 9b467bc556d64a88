"""Processes of one bot on one store: each event is handled once, whichever of them dies."""

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta

from standin import world
from standin.kills import Asking, Pair
from standin.process import running_bot
from standin.server import running_stand_in

from bot.state import State
from bot.state.events import Place

QUESTION = "How much electricity do data centres use?"
START_S = 90.0  # two processes that load the model, on a busy machine


def publish(small_home, database, folder):
    home = shutil.copytree(small_home, folder / "home")
    environment = {"PATH": os.environ["PATH"], "KILOWIT_HOME": str(home), "KILOWIT_STORE": database}
    command = [sys.executable, "-m", "bot.cli", "store", "publish"]
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=300)


async def test_each_message_is_answered_once(small_home, database, tmp_path):
    publish(small_home, database, tmp_path)
    async with (
        running_stand_in() as one,
        running_stand_in() as other,
        running_bot(
            one, tmp_path / "first", KILOWIT_STORE=database, KILOWIT_SHARDS="0-0/2"
        ) as first,
        running_bot(
            other, tmp_path / "second", KILOWIT_STORE=database, KILOWIT_SHARDS="1-1/2"
        ) as second,
    ):
        for stand_in in (one, other):
            await stand_in.until(lambda s=stand_in: s.gateway.identifies, START_S)
        assert [s.gateway.identifies[0]["shard"] for s in (one, other)] == [[0, 2], [1, 2]]
        mention = f"<@{world.APPLICATION_ID}> {QUESTION}"
        heard_by_both = []
        for number in range(5):
            message = await one.say(mention, world.make_user(f"ada{number}"))
            await other.gateway.dispatch("MESSAGE_CREATE", message)
            heard_by_both.append(message)
        for stand_in in (one, other):  # what comes after them is answered after them
            last = await stand_in.say(mention, world.make_user("grace"))
            await stand_in.until(lambda s=stand_in, m=last: s.answer_now(m), START_S)
        for message in heard_by_both:
            while one.answer_now(message) is None and other.answer_now(message) is None:
                await one.until(lambda m=message: one.answer_now(m) or other.answer_now(m), 5)
        answers = [
            sum(s.answer_now(message) is not None for s in (one, other))
            for message in heard_by_both
        ]
        assert answers == [1, 1, 1, 1, 1]
        assert one.rest.violations == other.rest.violations == []
        assert first.is_running, first.stderr
        assert second.is_running, second.stderr


async def test_what_a_killed_process_had_in_hand_is_answered_by_the_other(
    small_home, database, tmp_path
):
    publish(small_home, database, tmp_path)
    async with running_stand_in() as stand_in:
        pair, asking = Pair(stand_in, database, tmp_path), Asking(stand_in, seed=1)
        try:
            await pair.connected()
            for number in range(20):
                await asking.ask()
                if number == 10:
                    await pair.kill(0)
            await stand_in.until(lambda: not asking.unanswered(), START_S)
            assert asking.doubled() == 0
        finally:
            await pair.end()


async def test_what_a_process_left_is_answered_by_the_next_unless_it_was(
    small_home, database, tmp_path
):
    publish(small_home, database, tmp_path)
    mention = f"<@{world.APPLICATION_ID}> {QUESTION}"
    place = Place(int(world.GUILD_ID), int(world.CHANNEL_ID))
    async with running_stand_in() as stand_in:
        user = world.make_user("ada")
        answered, left, gone = [await stand_in.say(mention, user) for _ in range(3)]
        reference = {"message_id": answered["id"], "channel_id": world.CHANNEL_ID}
        reply = world.make_message(world.BOT, world.CHANNEL_ID, {"message_reference": reference})
        stand_in.rest.messages.append(reply)
        stand_in.rest.said.remove(gone)
        state = State.open(database)
        for message in (answered, left, gone):
            then = datetime.now(UTC) - timedelta(minutes=1)
            state.events.claim(int(message["id"]), now=then, place=place)
        state.close()
        async with running_bot(stand_in, tmp_path / "next", KILOWIT_STORE=database) as bot:
            await stand_in.until(lambda: stand_in.answer_now(left), START_S)
            last = await stand_in.say(mention, world.make_user("grace"))
            await stand_in.until(lambda: stand_in.answer_now(last), START_S)
            assert bot.is_running, bot.stderr
        replied = [sent["message_reference"]["message_id"] for sent in stand_in.rest.messages]
        assert [str(message_id) for message_id in replied] == [
            answered["id"],
            left["id"],
            last["id"],
        ]
