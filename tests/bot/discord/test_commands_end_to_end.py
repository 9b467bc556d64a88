"""Every command, menu, button and form of the shipped bot, in both languages, over sockets."""

import csv
import io
import re

import pytest
from standin import world
from standin.interactions import COMMAND, Interaction
from standin.process import running_bot
from standin.rest import DEFERRED, MODAL
from standin.server import running_stand_in

pytestmark = pytest.mark.asyncio(loop_scope="module")
QUESTION = "How much electricity do data centres use?"
UNKNOWN = "How much electricity does the moon cheese industry use?"
MENTION = f"<@{world.APPLICATION_ID}>"
FIGURE = (
    "Data centres: electricity consumption **415 TWh** (2024, Institute of Tests, estimate). [1]"
)


def text_of(message):
    return message["content"] + "".join(e["description"] for e in message["embeds"])


def labels(message):
    return [button["label"] for row in message["components"] for button in row["components"]]


async def asked(server, user, name, options, locale="en-US"):
    return await server.answered(await server.command(name, options, user, locale))


@pytest.mark.parametrize(
    ("locale", "name", "options", "start"),
    [
        ("en-US", "figure", {"subject": "data-centres"}, FIGURE),
        (
            "ja",
            "figure",
            {"subject": "データセンター"},
            "データセンターの電力消費量は**415 TWh**です",
        ),
        (
            "en-US",
            "trend",
            {"subject": "data-centres", "from": 2021, "to": 2024},
            "Data centres: electricity consumption rose from **320 TWh** in 2021",
        ),
        ("ja", "trend", {"subject": "data-centres"}, "データセンターの電力消費量は、"),
        ("en-US", "equivalent", {"amount": "200 MW"}, "**200 MW** run all year is **1.75 TWh**."),
        ("ja", "equivalent", {"amount": "200 MW"}, "**200 MW**を通年で動かし続けると"),
        (
            "en-US",
            "compare",
            {"a": "bitcoin-network", "b": "data-centres", "measure": "electricity_consumption"},
            "**Bitcoin network: about 0.333 times data centres.** [1][2]",
        ),
        ("ja", "compare", {"a": "bitcoin-network", "b": "data-centres"}, "**ビットコイン"),
        ("en-US", "rank", {"measure": "carbon_intensity", "order": "lowest"}, "**1. France**"),
        ("ja", "rank", {"measure": "carbon_intensity", "order": "lowest"}, "**1位 フランス**"),
    ],
)
async def test_commands_with_options_are_answered(  # noqa: PLR0917
    server, user, locale, name, options, start
):
    command = await server.command(name, options, user, locale)
    message = await server.answered(command)
    assert command.answer_kind == DEFERRED
    assert text_of(message).startswith(start)
    assert message["flags"] == 0


async def test_an_unknown_subject_is_told_with_what_is_near(server, user):
    message = await asked(server, user, "figure", {"subject": "data centrez of the moon"})
    assert "I know no subject 'data centrez of the moon'" in text_of(message)


async def test_an_unknown_subject_is_told_in_japanese_to_a_japanese_user(server, user):
    message = await asked(server, user, "figure", {"subject": "ゾルグ星の牧場"}, "ja")
    assert text_of(message).startswith("「ゾルグ星の牧場」という対象は知りません。")


@pytest.mark.parametrize(
    ("name", "typed", "option", "locale", "first"),
    [
        ("figure", {"subject": "dta centres"}, "subject", "en-US", "data centres"),
        ("figure", {"subject": "データセン"}, "subject", "ja", "データセンター"),
        ("figure", {"subject": "data-centres", "year": ""}, "year", "en-US", "2024"),
        ("trend", {"subject": "data-centres", "from": "202"}, "from", "ja", "2024"),
        ("rank", {"measure": "carbon"}, "measure", "en-US", "carbon intensity of electricity"),
        ("rank", {"measure": "炭素"}, "measure", "ja", "電力の炭素強度"),
        ("rank", {"measure": "x", "region": "eu"}, "region", "en-US", "the European Union"),
        ("rank", {"measure": "x", "region": "EU"}, "region", "ja", "EU"),
    ],
)
async def test_options_complete_in_the_language_of_the_user(  # noqa: PLR0917
    server, user, name, typed, option, locale, first
):
    choices = await server.autocomplete(name, typed, option, user, locale)
    assert choices[0]["name"] == first


async def test_subjects_that_have_the_chosen_measure_come_first(server, user):
    typed = {"subject": "", "measure": "carbon_intensity"}
    choices = await server.autocomplete("figure", typed, "subject", user)
    assert choices[0]["value"].startswith("country:")


CLAIM = "Data centres used 415 TWh in 2024."
CLAIM_JA = "データセンターは2024年に415 TWhの電力を使った。"


@pytest.mark.parametrize(
    ("locale", "text", "verdict", "share", "shared"),
    [
        ("en-US", CLAIM, "**Supported:**", "Share", "Shared by <@"),
        ("ja", CLAIM_JA, "**裏付けあり", "共有", "<@"),
    ],
)
async def test_a_check_is_private_until_it_is_shared(  # noqa: PLR0917
    server, user, locale, text, verdict, share, shared
):
    message = await asked(server, user, "check", {"text": text}, locale)
    assert message["flags"] == world.EPHEMERAL
    assert verdict[:5] in text_of(message)
    public = await server.answered(await server.click(message, share, user, locale))
    assert public["flags"] == 0
    assert public["content"].startswith(shared)
    assert public["embeds"][0]["description"] == message["embeds"][0]["description"]
    assert share not in labels(public)


@pytest.mark.parametrize("locale", ["en-US", "ja"])
async def test_the_menu_checks_what_anybody_wrote(server, user, locale):
    written = await server.say(CLAIM, world.make_user("bob"))
    written["content"] = CLAIM  # a menu brings the text along
    command = await server.menu("Check the figures", written, user, locale)
    message = await server.answered(command)
    assert (message["flags"], "415 TWh" in text_of(message)) == (world.EPHEMERAL, True)


@pytest.mark.parametrize(
    ("locale", "note"),
    [
        ("en-US", "There is no text in that message to check."),
        ("ja", "そのメッセージには検証する文章がありません。"),
    ],
)
async def test_a_picture_has_nothing_to_check(server, user, locale, note):
    written = await server.say("", world.make_user("bob"))
    message = await server.answered(await server.menu("Check the figures", written, user, locale))
    assert (message["flags"], message["content"]) == (world.EPHEMERAL, note)


@pytest.mark.parametrize(
    ("locale", "title"), [("en-US", "Ask about this"), ("ja", "これについて質問")]
)
async def test_the_menu_asks_about_a_message(server, user, locale, title):
    written = {**await server.say(QUESTION, world.make_user("bob")), "content": QUESTION}
    opened = await server.menu("Ask about this", written, user, locale)
    await server.until(lambda: opened.answer_kind == MODAL)
    field = opened.answer["components"][0]["components"][0]
    assert (opened.answer["title"], field["value"]) == (title, QUESTION)
    message = await server.answered(await server.submit(opened, QUESTION, locale))
    assert text_of(message).startswith(FIGURE)


@pytest.mark.parametrize(
    ("locale", "up", "thanks"),
    [
        ("en-US", "Good", "Thank you; your rating is kept."),
        ("ja", "良い", "ありがとうございます。評価を保存しました。"),
    ],
)
async def test_a_good_rating_is_thanked(server, user, locale, up, thanks):
    question = QUESTION if locale == "en-US" else "データセンターの電力消費量は?"
    message = await asked(server, user, "ask", {"question": question}, locale)
    thanked = await server.answered(await server.click(message, up, user, locale))
    assert (thanked["flags"], thanked["content"]) == (world.EPHEMERAL, thanks)


async def test_a_bad_rating_asks_for_the_reason(server, user):
    message = await asked(server, user, "ask", {"question": QUESTION})
    opened = await server.click(message, "Not good", user)
    await server.until(lambda: opened.answer_kind == MODAL)
    assert opened.answer["components"][0]["components"][0]["required"] is False
    thanked = await server.answered(await server.submit(opened, "too old"))
    assert thanked["content"] == "Thank you; your rating is kept."


async def test_a_reply_to_an_answer_goes_on_from_it(server, user):
    answer = await asked(server, user, "ask", {"question": QUESTION})
    reply = await server.say(f"{MENTION} and in 2022?", user, reply_to=answer)
    message = await server.answer_to(reply)
    assert "**350 TWh** (2022" in text_of(message)


async def test_direct_talk_is_one_conversation(server, user):
    await server.answer_to(await server.say(QUESTION, user, direct=True))
    message = await server.answer_to(await server.say("and in 2022?", user, direct=True))
    assert "**350 TWh** (2022" in text_of(message)


async def test_a_follow_up_of_a_command_knows_its_subject(server, user):
    message = await asked(server, user, "figure", {"subject": "data-centres"})
    opened = await server.click(message, "Follow up", user)
    await server.until(lambda: opened.answer_kind == MODAL)
    further = await server.answered(await server.submit(opened, "and in 2022?"))
    assert "**350 TWh** (2022" in text_of(further)


@pytest.mark.parametrize(
    ("locale", "done", "nothing"),
    [
        ("en-US", r"Deleted: \d+ records\.", "There was nothing stored about you."),
        ("ja", r"\d+件を消去しました", "あなたについて保存されているものはありませんでした。"),
    ],
)
async def test_what_is_stored_can_be_deleted(server, user, locale, done, nothing):
    message = await asked(server, user, "ask", {"question": QUESTION}, locale)
    first = await asked(server, user, "forget-me", {}, locale)
    second = await asked(server, user, "forget-me", {}, locale)
    gone = await server.answered(await server.click(message, "Sources", user, locale))
    assert re.match(done, first["content"])
    assert second["content"] == nothing
    assert gone["content"].startswith(("This answer is too old", "この答えは古い"))


class TestAdministration:
    """Settings bind the one server of the module, so each test puts them back."""

    @pytest.mark.parametrize("name", ["admin setup", "admin status", "admin gaps"])
    async def test_others_are_refused_whatever_discord_shows(self, server, user, name):
        data = {"name": "admin", "id": "1", "type": 1}
        data["options"] = [{"name": name.split()[1], "type": 1, "options": []}]
        command = Interaction(COMMAND, data, user, permissions=str(1 << 11))
        message = await server.answered(await server.interact(command))
        assert message["content"] == "Only those who may manage the server can do that."
        assert message["flags"] == world.EPHEMERAL

    async def test_answers_become_private(self, server, user):
        await asked(server, user, "admin setup", {"private": True})
        message = await asked(server, user, "ask", {"question": QUESTION})
        shown = await asked(server, user, "admin setup", {"private": False})
        assert message["flags"] == world.EPHEMERAL
        assert "Private answers    no" in shown["content"]

    async def test_the_servers_language_goes_before_the_users(self, server, user):
        await asked(server, user, "admin setup", {"language": "ja"})
        message = await asked(server, user, "figure", {"subject": "data-centres"}, "en-US")
        await asked(server, user, "admin setup", {"language": "user"})
        assert "です" in text_of(message)

    async def test_a_channel_that_is_not_allowed_gets_a_private_note(self, server, user):
        await asked(server, user, "admin setup", {"allow": world.CHANNEL_ID})
        inside = await asked(server, user, "ask", {"question": QUESTION})
        shown = await asked(server, user, "admin setup", {"forbid": world.CHANNEL_ID})
        assert text_of(inside).startswith(FIGURE)
        assert shown["content"].startswith("The settings are changed.\nChannels: all")

    async def test_a_spent_quota_is_told_privately(self, server, user):
        await asked(server, user, "admin setup", {"user_quota": 1})
        await asked(server, user, "ask", {"question": QUESTION})
        message = await asked(server, user, "ask", {"question": QUESTION})
        await asked(server, user, "admin setup", {"user_quota": 100})
        assert re.fullmatch(
            r"You have used up your questions for today: more <t:\d+:R>\.", message["content"]
        )
        assert message["flags"] == world.EPHEMERAL

    async def test_mentions_are_answered_in_a_thread_or_not_at_all(self, server, user):
        await asked(server, user, "admin setup", {"mentions": "thread"})
        written = await server.say(f"{MENTION} {QUESTION}", user)
        message = await server.until(
            lambda: next(
                (m for m in server.rest.messages if m["channel_id"] == written["id"]), None
            )
        )
        await asked(server, user, "admin setup", {"mentions": "off"})
        silent = await server.say(f"{MENTION} {QUESTION}", user)
        await asked(server, user, "admin setup", {"mentions": "reply"})
        await server.answer_to(await server.say(f"{MENTION} {QUESTION}", user))
        assert server.rest.threads[-1]["name"] == QUESTION
        assert text_of(message).startswith(FIGURE)
        assert server.answer_now(silent) is None

    async def test_gaps_are_kept_as_text_only_when_allowed(self, server, user):
        await asked(server, user, "ask", {"question": UNKNOWN})
        before = await asked(server, user, "admin gaps", {})
        await asked(server, user, "admin setup", {"gap_texts": True})
        await asked(server, user, "ask", {"question": UNKNOWN})
        after = await asked(server, user, "admin gaps", {"export": True}, "ja")
        await asked(server, user, "admin setup", {"gap_texts": False})
        (attachment,) = after["attachments"]
        table = server.rest.files[attachment["url"]].decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(table)))
        assert "moon cheese" not in text_of(before)
        assert UNKNOWN in text_of(after)
        assert UNKNOWN in [row["question"] for row in rows]

    @pytest.mark.parametrize(
        ("locale", "part"),
        [
            ("en-US", "I have every permission that I need in this channel."),
            ("ja", "このチャンネルで必要な権限はそろっています。"),
        ],
    )
    async def test_the_status_tells_of_knowledge_and_permissions(self, server, user, locale, part):
        message = await asked(server, user, "admin status", {}, locale)
        assert (message["flags"], part in message["content"]) == (world.EPHEMERAL, True)


async def test_buttons_work_after_a_restart(own_home, connected):
    user = world.make_user("ada")
    async with running_stand_in() as first, running_bot(first, own_home):
        await first.until(lambda: first.gateway.identifies)
        message = await asked(first, user, "ask", {"question": QUESTION})
    async with running_stand_in() as second, running_bot(second, own_home):
        await second.until(lambda: second.gateway.identifies)
        sources = await second.answered(await second.click(message, "Sources", user))
        opened = await second.click(message, "Follow up", user)
        await second.until(lambda: opened.answer_kind == MODAL)
        further = await second.answered(await second.submit(opened, "and in 2022?"))
    assert "**[1]** Institute of Tests" in text_of(sources)
    assert "**350 TWh** (2022" in text_of(further)
