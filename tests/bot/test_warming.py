"""A warmed engine answers as a cold one, and has counted no violation."""

from bot.warming import warm


def test_warming_changes_no_answer(engine):
    before = engine.ask("Bitcoin electricity 2024").shown
    warm(engine)
    assert engine.ask("Bitcoin electricity 2024").shown == before
    assert engine.verification.violations == 0
