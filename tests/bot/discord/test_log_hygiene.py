"""A whole run leaves ids, counts and seconds in the log, and nothing of anybody."""

import shutil

import pytest
from standin import world
from standin.process import running_bot
from standin.server import running_stand_in

MENTION = f"<@{world.APPLICATION_ID}>"
WORDS = {
    "command": "How much electricity does the quuxberry need?",
    "answered": "How much electricity do data centres use, says grobnitz?",
    "mention": "what does a frobozz use",
    "direct": "ズンダモンの消費電力は?",
    "long": "blarghwort " * 300,
}
SECRET_WORDS = ("quuxberry", "grobnitz", "frobozz", "ズンダモン", "blarghwort", "electricity do")


@pytest.fixture
def own_home(small_home, tmp_path):
    return shutil.copytree(small_home, tmp_path / "home")


async def test_the_log_of_a_run_holds_no_token_text_or_user(own_home):
    users = [world.make_user(name) for name in ("grace", "edsger", "barbara", "alan")]
    async with running_stand_in() as stand_in, running_bot(stand_in, own_home) as bot:
        await stand_in.until(lambda: stand_in.gateway.identifies)
        for name, user in zip(("command", "answered"), users, strict=False):
            asked = await stand_in.command("ask", {"question": WORDS[name]}, user)
            await stand_in.answered(asked)
        await stand_in.say(f"{MENTION} {WORDS['mention']}", users[2])
        await stand_in.say(WORDS["direct"], users[3], direct=True)
        await stand_in.say(WORDS["long"], users[3], direct=True)
        compared = await stand_in.command(
            "compare", {"a": WORDS["mention"], "b": "data-centres"}, users[0]
        )
        await stand_in.answered(compared)
        await stand_in.until(lambda: bot.stderr.count("unanswered") >= 3)
        bot.terminate()
        assert await bot.exit_code() == 0
    assert "opened generation" in bot.stderr
    assert "unanswered (" in bot.stderr
    secrets = [
        world.TOKEN,
        *SECRET_WORDS,
        *(u["id"] for u in users),
        *(u["username"] for u in users),
    ]
    assert [word for word in secrets if word in bot.stderr] == []
