"""The stand-in keeps Discord's rules of time and order."""

import aiohttp
import pytest
from standin import world
from standin.interactions import ACKNOWLEDGE_SECONDS
from standin.server import running_stand_in

DEFER = {"type": 5, "data": {}}


@pytest.fixture
async def stand_in():
    async with running_stand_in() as stand_in:
        yield stand_in


@pytest.fixture
async def session():
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def asked(stand_in):
    return await stand_in.command("ask", {"question": "?"}, world.make_user("ada"))


def callback(stand_in, asked):
    return f"{stand_in.api_url}/interactions/{asked.id}/{asked.token}/callback?with_response=1"


async def refusal(answer):
    return answer.status, (await answer.json())["code"]


async def test_a_first_acknowledgement_is_told_back(stand_in, session, asked):
    async with session.post(callback(stand_in, asked), json=DEFER) as answer:
        body = await answer.json()
    assert answer.headers["Content-Type"] == "application/json"
    assert body["interaction"] == {
        "id": asked.id,
        "type": 2,
        "response_message_id": asked.original["id"],
        "response_message_loading": True,
        "response_message_ephemeral": False,
    }


async def test_a_second_acknowledgement_is_refused(stand_in, session, asked):
    async with session.post(callback(stand_in, asked), json=DEFER):
        pass
    async with session.post(callback(stand_in, asked), json=DEFER) as answer:
        assert await refusal(answer) == (400, 40060)
    (violation,) = stand_in.rest.violations
    assert violation.endswith("acknowledged twice")


async def test_an_acknowledgement_after_three_seconds_is_refused(stand_in, session, asked):
    asked.born -= ACKNOWLEDGE_SECONDS
    async with session.post(callback(stand_in, asked), json=DEFER) as answer:
        assert await refusal(answer) == (404, 10062)


async def test_an_edit_before_the_acknowledgement_is_refused(stand_in, session, asked):
    url = f"{stand_in.api_url}/webhooks/{world.APPLICATION_ID}/{asked.token}/messages/@original"
    async with session.patch(url, json={"content": "a"}) as answer:
        assert await refusal(answer) == (404, 10015)


async def test_an_empty_message_is_refused(stand_in, session, asked):
    body = {"type": 4, "data": {"content": ""}}
    async with session.post(callback(stand_in, asked), json=body) as answer:
        assert await refusal(answer) == (400, 50006)


async def test_a_request_without_the_token_is_refused(stand_in, session):
    async with session.get(f"{stand_in.api_url}/users/@me") as answer:
        assert answer.status == 401


async def test_a_fault_meets_as_many_requests_as_it_was_given(stand_in, session):
    stand_in.fail_next("GET", "/users", 429, times=2)
    seen = []
    for _ in range(3):
        async with session.get(f"{stand_in.api_url}/users/@me") as answer:
            seen.append((answer.status, answer.headers.get("Via")))
    assert seen == [(429, "1.1 stand-in"), (429, "1.1 stand-in"), (401, None)]


@pytest.mark.parametrize(
    ("token", "intents", "code"), [("wrong", 1, 4004), (world.TOKEN, 1 << 15, 4014)]
)
async def test_a_refused_identity_closes_the_gateway(stand_in, session, token, intents, code):
    async with session.ws_connect(stand_in.gateway.url) as socket:
        hello = await socket.receive_json()
        await socket.send_json({"op": 2, "d": {"token": token, "intents": intents}})
        await socket.receive()
    assert (hello["op"], socket.close_code) == (10, code)
