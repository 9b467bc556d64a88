"""What a schedule changed is told in the chosen channels of the servers that it concerns."""

from types import SimpleNamespace

import pytest

from bot import jobs
from bot.discord.curation import Curation
from bot.discord.knowing import Place
from bot.errors import InputError
from bot.jobs import JobResult, JobRunner
from bot.settings import Settings
from knowledge.words import load_vocabulary

PAYLOAD = {
    "new": [], "gone": [], "changed_value": [], "changed_standing": [], "passages": {},
    "answers": [], "told": [["ember", "changed: 5 rows"]], "generation": "g2",
}  # fmt: skip


ENGLISH = (11, "The knowledge changed", "the schedule")
JAPANESE = (22, "知識が変わりました", "定期更新")


class Client:
    """Two servers with a channel each; remembers what was sent."""

    def __init__(self):
        self.sent = []
        self.keeper = SimpleNamespace(news_channels=lambda: ((1, 11), (2, 22)))
        engine = SimpleNamespace(vocabulary=load_vocabulary())
        self.room = SimpleNamespace(shared=SimpleNamespace(engine=engine))

    async def language_of_server(self, server_id):
        return "ja" if server_id == 2 else "en"

    def get_partial_messageable(self, channel_id):
        async def send(embed):
            self.sent.append((channel_id, embed.title, embed.fields[0].value))

        return SimpleNamespace(send=send)


@pytest.mark.parametrize(
    ("server_id", "told"),
    [
        (
            0,
            [(11, "The knowledge changed", "the schedule"), (22, "知識が変わりました", "定期更新")],
        ),
        (2, [(22, "知識が変わりました", "定期更新")]),
    ],
    ids=["shared", "one server's"],
)
async def test_news_go_where_the_knowledge_answers(tmp_path, server_id, told):
    client, settings = Client(), Settings(home=tmp_path)
    runner = JobRunner(settings)
    Curation(client, settings, runner)
    (listen,) = runner.listeners
    await listen(jobs.refresh(server_id=server_id), JobResult(0, PAYLOAD, ""), "schedule")
    await listen(jobs.refresh(), JobResult(0, PAYLOAD | {"generation": None}, ""), "schedule")
    await listen(jobs.refresh(), JobResult(3, None, "no network"), "schedule")
    assert client.sent == told


@pytest.mark.parametrize(
    ("most", "waiting", "said"),
    [
        (0, 0, "this server has as many sources of its own as it may, 0; remove one first"),
        (5, 5, "5 proposals of this server wait already; publish or discard one first"),
        (5, 4, None),
    ],
)
async def test_a_server_has_room_for_so_much(tmp_path, monkeypatch, most, waiting, said):
    settings = Settings(home=tmp_path, server_sources=most)
    curation = Curation(Client(), settings, JobRunner(settings))
    monkeypatch.setattr(Place, "waiting", lambda place: ("proposal",) * waiting)
    await curation.check_room(0)
    if said is None:
        await curation.check_room(7)
        return
    with pytest.raises(InputError, match=said):
        await curation.check_room(7)
