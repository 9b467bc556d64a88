"""What a schedule changed is told in the chosen channels of the servers that it concerns."""

from types import SimpleNamespace

import pytest

from bot import jobs
from bot.discord.curation import Curation
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
