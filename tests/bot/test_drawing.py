"""Charts come from a process of their own: the same once, and an answer never waits in vain."""

import asyncio
from contextlib import asynccontextmanager

from bot import drawing
from bot.answer.records import Bar, Chart
from bot.drawing import Drawer


def chart(value):
    bars = (Bar("Bitcoin", value, None, None, "f1", note="2024"),)
    return Chart("bars", "electricity use", "TWh", bars, "Source: IEA. Chart: kilowit", "en")


@asynccontextmanager
async def drawing_with(**options):
    drawer = Drawer(**options)
    try:
        yield drawer
    finally:
        await drawer.close()


async def test_a_chart_is_drawn_once_for_all_who_ask():
    async with drawing_with() as drawer:
        first, second = await asyncio.gather(drawer.draw(chart(1.0)), drawer.draw(chart(1.0)))
        third = await drawer.draw(chart(1.0))
    assert first.startswith(b"\x89PNG")
    assert first is second is third


async def test_a_child_that_died_costs_one_chart(caplog):
    async with drawing_with() as drawer:
        await drawer.start()
        drawer._child.kill()
        await drawer._child.wait()
        drawn = await drawer.draw(chart(1.0)), await drawer.draw(chart(2.0))
    assert drawn[1].startswith(b"\x89PNG")


async def test_a_child_that_hangs_is_replaced(caplog):
    async with drawing_with(patience_s=0.0) as drawer:
        assert await drawer.draw(chart(1.0)) is None
        assert "a chart was not drawn (TimeoutError)" in caplog.text
        drawer._patience_s = 60.0
        assert (await drawer.draw(chart(1.0))).startswith(b"\x89PNG")


async def test_a_chart_that_cannot_be_drawn_is_none_and_the_next_is_drawn():
    async with drawing_with() as drawer:
        broken = Chart("bars", "electricity use", "TWh", (), "", "fr")
        assert await drawer.draw(broken) is None
        assert (await drawer.draw(chart(1.0))).startswith(b"\x89PNG")


async def test_beyond_the_queue_an_answer_goes_without_a_chart(monkeypatch):
    monkeypatch.setattr(drawing, "MAX_WAITING", 1)
    async with drawing_with() as drawer:
        drawn, refused = await asyncio.gather(drawer.draw(chart(1.0)), drawer.draw(chart(2.0)))
    assert drawn is not None
    assert refused is None


async def test_the_oldest_pictures_make_room(monkeypatch):
    monkeypatch.setattr(drawing, "KEPT_BYTES", 1)
    async with drawing_with() as drawer:
        await drawer.draw(chart(1.0))
        assert len(drawer._drawn) == 0
