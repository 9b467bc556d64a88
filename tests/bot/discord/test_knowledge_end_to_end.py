"""The knowledge is changed from Discord: proposed, decided, told, undone, by those who may."""

import sqlite3
import sys
from contextlib import closing

import pytest
import pytest_asyncio
from standin import world
from standin.interactions import Interaction
from standin.process import running_bot
from standin.rest import File
from standin.server import COMMAND, command_data, running_stand_in

QUESTION = "How much electricity did Tokelau use in 2023?"
KNOWN = "How much electricity do data centres use?"
MANY_S = 120.0  # a build on a busy machine
pytestmark = pytest.mark.asyncio(loop_scope="module")
OWNER = world.make_user("owner")


def tokelau(value=1.9, name="tokelau.md"):
    text = f"# Tokelau\n\nTokelau used {value} GWh of electricity in 2023.\n"
    return File(name, text.encode())


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def connected(own_home):
    """A bot that builds from few sources, so that changes take seconds."""
    async with (
        running_stand_in() as stand_in,
        running_bot(stand_in, own_home, small=True, KILOWIT_OWNERS=str(OWNER["id"])) as bot,
    ):
        await stand_in.until(lambda: stand_in.gateway.identifies, 60)
        yield stand_in, bot
        assert bot.is_running, bot.stderr


@pytest.fixture(autouse=True)
def said(bot):
    """Show what the bot said when a test fails."""
    yield
    sys.stdout.write(bot.stderr[-4000:])


class Knowledge:
    """An administrator who gives /knowledge commands."""

    def __init__(self, server, user, locale="en-US"):
        self.server, self.user, self.locale = server, user, locale

    async def give(self, name, options=None):
        """Give a command; return its message once it is done."""
        command = f"knowledge {name}"
        asked = await self.server.command(command, options or {}, self.user, self.locale)
        await self.server.until(lambda: is_done(asked.shown), MANY_S)
        return asked

    async def press(self, asked, label):
        """Press a button of a message; return the interaction once the message changed."""
        before = asked.shown
        pressed = await self.server.click(before, label, self.user, self.locale)
        await self.server.until(
            lambda: is_done(pressed.shown) and seen(pressed.shown) != seen(before), MANY_S
        )
        return pressed


def is_done(message):
    return message is not None and not message["content"].startswith(
        ("Reading", "Building", "資料を")
    )


def seen(message):
    return (message["content"], message["embeds"], message["components"])


def text(asked):
    embeds = asked.shown["embeds"]
    return embeds[0]["description"] if embeds else asked.shown["content"]


def buttons(asked):
    return [b.get("label") for row in asked.shown["components"] for b in row["components"]]


async def answer_of(server, user=None):
    asked = await server.command("ask", {"question": QUESTION}, user or world.make_user("eve"))
    message = await server.answered(asked)
    return message["embeds"][0]["description"]


@pytest.fixture
def admin(server, user):
    return Knowledge(server, user)


@pytest.fixture
def operator(server):
    return Knowledge(server, OWNER)


async def test_a_file_is_proposed_published_answers_here_and_is_rolled_back(
    server, admin, own_home
):
    setup = {"news": world.CHANNEL_ID}
    await server.answered(await server.command("admin setup", setup, admin.user))
    proposed = await admin.give("add", {"file": tokelau(), "publisher": "The *Island* @everyone"})
    assert "Publisher: The \\*Island\\* @\u200beveryone · Licence: not stated" in text(proposed)
    assert "Passages: 1 · Figures: 1 · Rejected: 0" in text(proposed)
    assert "Tokelau · electricity demand · 2023: **1.9 GWh** – confidence" in text(proposed)
    assert "Figures: 1 new, 0 gone" in text(proposed)
    assert buttons(proposed) == ["Publish", "Discard"]
    assert proposed.shown["flags"] & world.EPHEMERAL
    assert "1.9 GWh" not in await answer_of(server)
    told = len(server.rest.messages)
    published = await admin.press(proposed, "Publish")
    assert published.shown["embeds"][0]["title"] == "Published"
    assert buttons(published) == []
    assert "1.9 GWh" in await answer_of(server)
    news = server.rest.messages[told]["embeds"][0]
    assert news["title"] == "The knowledge changed"
    assert news["fields"][0]["value"] == f"<@{admin.user['id']}>"
    removed = await admin.give("remove", {"source": "tokelau"})
    assert "**tokelau** is taken out" in text(removed)
    gone = await admin.press(removed, "Publish")
    assert "0 new, 1 gone" in text(gone)
    await admin.give("rollback")
    assert "1.9 GWh" in await answer_of(server)
    with closing(sqlite3.connect(own_home / "state.db")) as state:
        rows = state.execute("SELECT actor, action, server_id FROM audit ORDER BY id").fetchall()
    who = f"discord:{admin.user['id']}"
    assert [r for r in rows if r[0] == who] == [
        (who, action, int(world.GUILD_ID))
        for action in ("propose", "publish", "propose", "publish", "rollback")
    ]


async def test_a_servers_sources_are_its_own(server, admin):
    await publish_first(admin)
    elsewhere = command_data("ask", {"question": QUESTION})
    asked = Interaction(COMMAND, elsewhere, world.make_user("eve"), guild_id=world.next_id())
    message = await server.answered(await server.interact(asked))
    assert "1.9 GWh" not in message["embeds"][0]["description"]
    assert "1.9 GWh" in await answer_of(server)


async def publish_first(admin):
    """See to it that this server's own source is there, whichever test comes first."""
    listed = await admin.give("list")
    if "tokelau" not in text(listed):
        await admin.press(await admin.give("add", {"file": tokelau()}), "Publish")


async def test_only_operators_change_what_answers_everywhere(server, admin, operator):
    refused = await admin.give("add", {"file": tokelau(), "for": "all"})
    assert text(refused).startswith("Only this bot's operators change the knowledge")
    proposed = await operator.give("add", {"file": tokelau(7, "atoll.md"), "for": "all"})
    assert buttons(proposed) == ["Publish", "Discard"]
    pressed = await server.click(proposed.shown, "Publish", admin.user)
    assert (await server.answered(pressed))["content"].startswith("Only this bot's operators")
    discarded = await operator.press(proposed, "Discard")
    assert text(discarded) == "Discarded; nothing was changed."
    again = await server.click(proposed.shown, "Publish", OWNER)
    await server.until(lambda: "is known" in (again.shown or {}).get("content", ""), MANY_S)


@pytest.mark.parametrize(
    "name", ["add", "remove", "refresh", "rebuild", "list", "status", "rollback", "diff", "show"]
)
async def test_who_may_not_manage_the_server_is_refused_on_this_side_too(server, user, name):
    options = {"source": "tokelau"} if name in ("remove", "show") else {}
    data = command_data(f"knowledge {name}", options)
    asked = await server.interact(Interaction(COMMAND, data, user, permissions="0"))
    message = await server.answered(asked)
    assert message["content"] == "Only those who may manage the server can do that."


async def test_another_servers_proposal_cannot_be_decided_here(server, admin):
    proposed = await admin.give("add", {"file": tokelau(3, "third.md")})
    await server.until(lambda: buttons(proposed) == ["Publish", "Discard"])
    moved = dict(proposed.shown)
    for row in moved["components"]:
        for button in row["components"]:
            button["custom_id"] = button["custom_id"].replace(world.GUILD_ID, "77")
    pressed = await server.click(moved, "Publish", admin.user)
    message = await server.answered(pressed)
    assert message["content"] == "Only those who may manage the server can do that."


async def test_an_address_is_added_and_fetched_again(server, admin):
    text_of = "# Niue\n\nNiue used 3.{} GWh of electricity in 2023.\n".format
    file = server.rest.keep_upload(File("niue.txt", text_of(1).encode()))
    proposed = await admin.give("add", {"url": file["url"]})
    assert "Niue" in text(proposed)
    await admin.press(proposed, "Publish")
    assert text(await admin.give("refresh", {"source": "niue"})) == "• **niue**: unchanged"
    server.rest.files[file["url"]] = text_of(2).encode()
    changed = await admin.give("refresh")
    assert "• **niue**: changed" in text(changed)
    assert "3.2 GWh" in text(changed)
    del server.rest.files[file["url"]]
    await admin.press(await admin.give("remove", {"source": "niue"}), "Publish")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://169.254.169.254/latest/meta-data", "cannot fetch"),
        ("file:///etc/passwd", "its scheme is 'file'"),
        ("/etc/passwd", "is no web address"),
        ("https://user:secret@example.org/a", "it carries credentials"),
    ],
)
async def test_a_dangerous_address_is_refused_with_its_reason(server, admin, url, said):
    asked = await admin.give("add", {"url": url})
    assert said in text(asked)
    assert "secret" not in text(asked)
    assert buttons(asked) == []


async def test_errors_are_told_in_japanese(server):
    admin = Knowledge(server, world.make_user("花子"), "ja")
    broken = await admin.give("add", {"file": File("broken.pdf", b"%PDF-1.7 nothing")})
    assert text(broken).startswith("何も変更していません: 「broken")
    assert "別の形式で保存し直すか" in text(broken)
    neither = await admin.give("add")
    assert text(neither) == "ファイルかウェブアドレスのどちらか一方を指定してください。"
    unknown = await admin.give("remove", {"source": "zorgonville"})
    assert text(unknown) == "何も変更していません: 「zorgonville」は見つかりません。"


async def test_the_knowledge_is_told_in_both_languages(server, admin):
    await publish_first(admin)
    status = await admin.give("status")
    assert "No change is being made." in text(status)
    hanako = Knowledge(server, world.make_user("花子"), "ja")
    listed = await hanako.give("list")
    assert "`tokelau`" in text(listed)
    shown = await hanako.give("show", {"source": "tokelau"})
    assert "ライセンス: 記載なし" in text(shown)
    assert "数値1件" in text(shown)
    compared = await hanako.give("diff")
    assert text(compared).startswith("数値: 新規")


async def test_options_offer_sources_and_generations(server, admin):
    await publish_first(admin)
    sources = await server.autocomplete(
        "knowledge remove", {"source": "toke"}, "source", admin.user
    )
    assert [choice["value"] for choice in sources] == ["tokelau"]
    generations = await server.autocomplete(
        "knowledge rollback", {"generation": ""}, "generation", admin.user
    )
    assert len(generations) >= 1
    shown = await server.autocomplete("knowledge show", {"source": ""}, "source", admin.user)
    assert "tokelau" in [choice["value"] for choice in shown]


async def test_answers_go_on_while_a_source_is_read(server, admin):
    asked = await server.command("knowledge add", {"file": tokelau(4, "fourth.md")}, admin.user)
    question = await server.command("ask", {"question": KNOWN}, world.make_user("eve"))
    answered = await server.answered(question)
    assert "Data centres" in answered["embeds"][0]["description"]
    other = Knowledge(server, world.make_user("bob"))
    busy = await other.give("add", {"file": tokelau(5, "fifth.md")})
    await server.until(lambda: is_done(asked.shown), MANY_S)
    assert text(busy).startswith("another change is being made") or buttons(busy)
