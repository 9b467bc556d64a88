"""The shipped command line as a process, talking to the stand-in over real sockets."""

import re

import pytest
from standin import world
from standin.process import running_bot
from standin.rest import DEFERRED, MODAL
from standin.server import running_stand_in

pytestmark = pytest.mark.asyncio(loop_scope="module")
QUESTION = "How much electricity do data centres use?"
ANSWER = (
    "Data centres: electricity consumption **415 TWh** (2024, Institute of Tests, estimate). [1]\n"
    "-# It can also mean: AI servers."
)
ANSWER_START = ANSWER.partition("\n")[0]
TREND_ALT_TEXT = (
    "Line chart, electricity consumption: data centres 2021: 320 TWh; data centres 2024: 415 TWh"
)
TREND = "Electricity use of data centres from 2021 to 2024"
MENTION = f"<@{world.APPLICATION_ID}>"
PNG_START = b"\x89PNG\r\n\x1a\n"


def described(message):
    """The text of a message's only embed."""
    (embed,) = message["embeds"]
    return embed["description"]


def labels(message):
    return [button["label"] for row in message["components"] for button in row["components"]]


async def test_commands_are_registered_with_japanese_names(server):
    (commands,) = server.rest.registrations
    names = {c["name"]: c.get("name_localizations") for c in commands}
    options = {o["name"]: o.get("name_localizations") for o in commands[0]["options"]}
    assert names == {
        "ask": {"ja": "質問"},
        "compare": {"ja": "比較"},
        "help": {"ja": "ヘルプ"},
        "privacy": {"ja": "プライバシー"},
        "forget-me": {"ja": "記録を消去"},
        "figure": {"ja": "数値"},
        "trend": {"ja": "推移"},
        "rank": {"ja": "順位"},
        "equivalent": {"ja": "換算"},
        "check": {"ja": "検証"},
        "admin": {"ja": "管理"},
        "knowledge": {"ja": "知識"},
        "Ask about this": {"ja": "これについて質問"},
        "Check the figures": {"ja": "数値を検証"},
    }
    assert options == {"question": {"ja": "質問文"}, "private": {"ja": "非公開"}}


async def test_the_bot_asks_for_no_privileged_intent(server):
    intents = {identity["intents"] for identity in server.gateway.identifies}
    assert intents == {1 << 0 | 1 << 9 | 1 << 12}  # guilds, guild messages, direct messages


async def test_heartbeats_are_sent(server):
    seen = server.gateway.heartbeats
    assert await server.until(lambda: server.gateway.heartbeats > seen)


async def test_a_question_is_deferred_then_answered(server, user):
    asked = await server.command("ask", {"question": QUESTION}, user)
    message = await server.answered(asked)
    (embed,) = message["embeds"]
    assert asked.answer_kind == DEFERRED
    assert embed["title"] == "Read as: data centres · electricity consumption · 2024"
    assert embed["description"] == ANSWER
    assert labels(message) == ["Sources", "Follow up", "Good", "Not good"]
    assert message["flags"] == 0


async def test_a_trend_is_answered_with_a_chart_and_alt_text(server, user):
    message = await server.answered(await server.command("ask", {"question": TREND}, user))
    (attachment,) = message["attachments"]
    assert attachment["filename"] == "chart.png"
    assert attachment["description"] == TREND_ALT_TEXT
    assert message["embeds"][0]["image"] == {"url": attachment["url"]}
    assert server.rest.files[attachment["url"]].startswith(PNG_START)


async def test_a_japanese_question_is_answered_in_japanese(server, user):
    options = {"question": "データセンターの電力消費量は?"}
    message = await server.answered(await server.command("ask", options, user, locale="ja"))
    assert described(message) == (
        "データセンターの電力消費量は**415 TWh**です(2024年、Institute of Tests、推定)。 [1]\n"
        "-# 次の意味にも取れます: AIサーバー。"
    )
    assert labels(message) == ["出典", "続けて質問", "良い", "良くない"]


async def test_a_private_answer_is_ephemeral(server, user):
    options = {"question": QUESTION, "private": True}
    message = await server.answered(await server.command("ask", options, user))
    assert (message["flags"], described(message)) == (world.EPHEMERAL, ANSWER)


async def test_sources_are_shown_only_to_who_asks_for_them(server, user):
    message = await server.answered(await server.command("ask", {"question": QUESTION}, user))
    sources = await server.answered(await server.click(message, "Sources", user))
    assert sources["flags"] == world.EPHEMERAL
    assert described(sources).startswith(
        "**[1]** Institute of Tests: A small report on data centres (2026-01-15)\n"
        "> data centres used about 415 TWh in 2024\n"
        "<https://example.org/small-report#"
    )


async def test_notes_show_the_steps_of_computed_numbers(server, user):
    message = await server.answered(await server.command("ask", {"question": TREND}, user))
    notes = await server.answered(await server.click(message, "Notes", user))
    assert (notes["flags"], described(notes)) == (
        world.EPHEMERAL,
        "**How it was computed**\n`415 ÷ 320 − 1 = 29.7%`\n`(415 ÷ 320)^(1/3) − 1 = 9.05% a year`",
    )


async def test_a_follow_up_is_understood_in_the_light_of_the_question(server, user):
    message = await server.answered(await server.command("ask", {"question": QUESTION}, user))
    asked = await server.click(message, "Follow up", user)
    await server.until(lambda: asked.answer_kind == MODAL)
    further = await server.answered(await server.submit(asked, "and in 2022?"))
    assert "**350 TWh** (2022" in described(further)


async def test_compare_offers_subjects_while_typing(server, user):
    choices = await server.autocomplete("compare", {"a": "bitc"}, "a", user)
    assert choices == [{"name": "Bitcoin network", "value": "bitcoin-network"}]


async def test_compare_offers_measures_in_japanese(server, user):
    typed = {"a": "country:FR", "measure": "炭素"}
    choices = await server.autocomplete("compare", typed, "measure", user, locale="ja")
    assert choices[0] == {"name": "電力の炭素強度", "value": "carbon_intensity"}


async def test_compare_answers_with_both_figures(server, user):
    options = {"a": "bitcoin-network", "b": "data-centres"}
    message = await server.answered(await server.command("compare", options, user))
    assert described(message).splitlines()[0] == (
        "**Bitcoin network: about 0.333 times data centres.** [1][2]"
    )
    assert len(message["attachments"]) == 1


async def test_comparing_what_is_unknown_is_told_in_words(server, user):
    options = {"a": "the moon cheese industry", "b": "data-centres"}
    message = await server.answered(await server.command("compare", options, user))
    assert "moon cheese" in message["content"] + "".join(
        embed["description"] for embed in message["embeds"]
    )


@pytest.mark.parametrize(
    ("command", "locale", "start"),
    [
        ("help", "en-US", "**/ask**"),
        ("help", "ja", "**/質問**"),
        ("privacy", "de", "I read only the commands"),
        ("privacy", "ja", "読むのは、コマンド"),
    ],
)
async def test_help_and_privacy_are_ephemeral(server, user, command, locale, start):
    message = await server.answered(await server.command(command, {}, user, locale))
    assert message["flags"] == world.EPHEMERAL
    text = message["content"] or described(message)
    assert text.strip().startswith(start)


async def test_a_mention_is_answered_and_pings_nobody(server, user):
    asked = await server.say(f"{MENTION} {QUESTION} @everyone", user)
    message = await server.answer_to(asked)
    assert described(message).startswith(ANSWER_START)
    assert message["allowed_mentions"] == {"parse": [], "replied_user": False}


async def test_an_empty_mention_is_answered_with_an_example(server, user):
    message = await server.answer_to(await server.say(MENTION, user))
    assert message["content"].startswith("Ask me something about energy")


async def test_a_direct_message_is_answered(server, user):
    message = await server.answer_to(await server.say(QUESTION, user, direct=True))
    assert (message["channel_id"], described(message)) == (world.DIRECT_CHANNEL_ID, ANSWER)


async def test_bots_webhooks_and_talk_between_people_are_ignored(server, user):
    ignored = [
        await server.say(f"{MENTION} {QUESTION}", world.make_user("robot", bot=True)),
        await server.say(f"{MENTION} {QUESTION}", user, webhook_id=world.next_id()),
        await server.say(QUESTION, user),
    ]
    await server.answer_to(await server.say(f"{MENTION} {QUESTION}", user))
    assert [server.answer_now(message) for message in ignored] == [None, None, None]


async def test_the_sixth_question_in_a_row_has_to_wait(server, user):
    for _ in range(5):
        await server.answered(await server.command("ask", {"question": QUESTION}, user))
    message = await server.answered(await server.command("ask", {"question": QUESTION}, user))
    assert re.fullmatch(r"Too fast for me: try again <t:\d+:R>\.", message["content"])


async def test_the_sixth_mention_in_a_row_has_to_wait(server, user):
    for _ in range(5):
        await server.answer_to(await server.say(f"{MENTION} {QUESTION}", user))
    message = await server.answer_to(await server.say(f"{MENTION} {QUESTION}", user))
    assert re.fullmatch(r"Too fast for me: try again <t:\d+:R>\.", message["content"])


async def test_a_message_that_is_too_long_is_refused_in_words(server, user):
    message = await server.answer_to(await server.say("why " * 600, user, direct=True))
    assert message["embeds"] == []
    assert "2000" in message["content"].replace(",", "")


@pytest.mark.parametrize(
    ("status", "logged"),
    [
        (403, f"missing permissions in channel {world.CHANNEL_ID}: unknown"),
        (400, "an answer could not be sent (400)"),
    ],
)
async def test_a_reply_that_discord_refuses_is_logged_and_the_bot_goes_on(
    server, bot, user, status, logged
):
    server.fail_next("POST", "/messages", status)
    refused = await server.say(f"{MENTION} {QUESTION}", user)
    await server.until(lambda: server.rest.faults[0].times == 0)
    await server.answer_to(await server.say(f"{MENTION} {QUESTION}", user))
    assert server.answer_now(refused) is None
    assert f"WARNING bot.discord.mentions: {logged}\n" in bot.stderr


async def test_an_interaction_that_expired_is_logged_and_the_bot_goes_on(server, bot, user):
    server.fail_next("POST", "/callback", 404)
    expired = await server.command("ask", {"question": QUESTION}, user)
    await server.until(lambda: server.rest.faults[0].times == 0)
    await server.answered(await server.command("ask", {"question": QUESTION}, user))
    assert expired.shown is None
    assert "an interaction expired before its answer\n" in bot.stderr
    assert "Traceback" not in bot.stderr


async def test_a_button_that_fails_says_so(server, user):
    message = await server.answered(await server.command("ask", {"question": QUESTION}, user))
    server.fail_next("POST", "/callback", 403)
    failed = await server.answered(await server.click(message, "Sources", user))
    assert failed["flags"] == world.EPHEMERAL
    assert re.fullmatch(
        r"Something went wrong on my side \(error [0-9a-f]{8}\)\. Please try again\.",
        failed["content"],
    )


async def test_a_bad_gateway_is_tried_again(server, user):
    fault = server.fail_next("PATCH", "@original", 502)
    message = await server.answered(await server.command("ask", {"question": QUESTION}, user))
    assert (fault.times, described(message)) == (0, ANSWER)


async def test_a_rate_limit_is_waited_for(server, user):
    fault = server.fail_next("POST", "/messages", 429)
    message = await server.answer_to(await server.say(f"{MENTION} {QUESTION}", user))
    assert (fault.times, described(message)) == (0, ANSWER)


async def test_a_message_sent_while_disconnected_is_answered_after_resuming(server, user):
    await server.gateway.drop()
    message = await server.answer_to(await server.say(f"{MENTION} {QUESTION}", user))
    assert (server.gateway.resumes, described(message)) == (1, ANSWER)


async def test_work_for_a_deleted_message_is_dropped(server, bot):
    people = [world.make_user("ada") for _ in range(12)]
    asked = [await server.say(f"{MENTION} {TREND}", person) for person in people]
    await server.delete(asked[-1])
    for message in asked[:-1]:
        await server.answer_to(message)
    await server.answer_to(await server.say(f"{MENTION} {QUESTION}", world.make_user("ada")))
    assert server.answer_now(asked[-1]) is None
    assert "a question was deleted before its answer\n" in bot.stderr


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1"])
async def test_the_shipped_bot_fetches_nothing_of_its_own_machine(server, user, host):
    port = server.api_url.split(":")[2].split("/")[0]
    url = f"http://{host}:{port}/cdn/1/a.md"
    asked = await server.command("knowledge add", {"url": url}, user)
    said = await server.until(lambda: _refused(asked), 60)
    assert "cannot fetch" in said


def _refused(asked):
    content = asked.shown["content"] if asked.shown else ""
    return content if content.startswith("Nothing was changed") else None


async def test_sigterm_ends_the_bot_with_success(own_home, connected):
    async with running_stand_in() as stand_in, running_bot(stand_in, own_home) as bot:
        await stand_in.until(lambda: stand_in.gateway.identifies)
        bot.terminate()
        assert await bot.exit_code() == 0
        assert stand_in.rest.registrations == []  # the first start registered the same commands


async def test_sigterm_while_starting_ends_the_bot_with_success(own_home, connected):
    async with running_stand_in() as stand_in, running_bot(stand_in, own_home) as bot:
        await stand_in.until(lambda: stand_in.rest.requests)
        bot.terminate()
        assert await bot.exit_code() == 0
        assert "Traceback" not in bot.stderr


async def test_who_still_waits_when_the_bot_stops_is_told(own_home):
    async with running_stand_in() as stand_in, running_bot(stand_in, own_home) as bot:
        await stand_in.until(lambda: stand_in.gateway.identifies)
        asked = [
            await stand_in.command("ask", {"question": TREND}, world.make_user("ada"))
            for _ in range(60)  # more than are answered before it stops
        ]
        await stand_in.until(lambda: all(one.answer_kind for one in asked))
        bot.terminate()
        assert await bot.exit_code() == 0
        await stand_in.answered(asked[-1])
    assert [one.shown for one in asked if one.shown is None] == []
    told = {one.shown["content"] for one in asked}
    assert "I am being restarted; please ask again in a minute." in told
    assert "Traceback" not in bot.stderr


async def test_a_flood_is_told_its_place_in_the_queue_and_to_come_back(own_home):
    async with running_stand_in() as stand_in, running_bot(stand_in, own_home) as bot:
        await stand_in.until(lambda: stand_in.gateway.identifies)
        asked = [
            await stand_in.command("ask", {"question": TREND}, world.make_user("ada"))
            for _ in range(80)
        ]
        seen = set()

        def all_done():
            shown = [one.shown["content"] if one.shown else None for one in asked]
            seen.update(text for text in shown if text)
            return not any(text is None or text.startswith("Many are asking.") for text in shown)

        await stand_in.until(all_done, 60)
        starts = {text.partition(".")[0] for text in seen}
        contents = [one.shown["content"] for one in asked]
        assert bot.is_running
    assert "Many are asking" in starts
    assert contents.count("") >= 50
    assert "This server is asking faster than I can answer" in starts.union(
        text.partition(":")[0] for text in contents
    )


async def test_a_refused_token_is_told_without_the_token(own_home):
    token = "MTIzNDU2.refused.token"  # made up
    async with running_stand_in() as stand_in, running_bot(stand_in, own_home, token) as bot:
        assert await bot.exit_code() == 3
    assert bot.stderr.splitlines()[-1] == (
        "kilowit: Discord refused the token; copy it again from the Developer Portal (Bot)"
    )
    assert token not in bot.stderr
    assert "Traceback" not in bot.stderr


async def test_refused_intents_are_told_in_one_sentence(own_home):
    async with running_stand_in() as stand_in:
        stand_in.gateway.refused_intents = 1 << 12
        async with running_bot(stand_in, own_home) as bot:
            assert await bot.exit_code() == 3
    assert bot.stderr.splitlines()[-1] == (
        "kilowit: Discord refused the intents; see docs/discord.md"
    )


async def test_an_unreachable_discord_is_told_in_one_sentence(own_home):
    async with running_stand_in() as stand_in:
        stand_in.fail_next("GET", "/users/@me", 403, times=10)
        async with running_bot(stand_in, own_home) as bot:
            assert await bot.exit_code() == 3
    assert bot.stderr.splitlines()[-1] == (
        "kilowit: Discord cannot be reached (Forbidden); check the network"
    )


async def test_without_knowledge_the_bot_says_what_to_do(tmp_path):
    async with running_stand_in() as stand_in, running_bot(stand_in, tmp_path) as bot:
        assert await bot.exit_code() == 3
    assert "kilowit build" in bot.stderr.splitlines()[-1]
