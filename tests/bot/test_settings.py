"""Settings are read once; each bad one is told with what would be right."""

import pytest

from bot.errors import SettingsError
from bot.settings import read_settings


def test_owners_sources_and_reading_are_chosen_by_the_operator():
    settings = read_settings(
        {
            "KILOWIT_OWNERS": "12, 34",
            "KILOWIT_SERVER_SOURCES": "0",
            "KILOWIT_READ_MESSAGES": "yes",
        }
    )
    chosen = (settings.owners, settings.server_sources, settings.reads_messages)
    assert chosen == (frozenset({12, 34}), 0, True)


def test_without_them_the_defaults_are_careful():
    settings = read_settings({})
    chosen = (settings.owners, settings.server_sources, settings.reads_messages)
    assert chosen == (frozenset(), 20, False)
    assert (settings.llm_url, settings.llm_quotes, settings.llm_wording) == (None, False, False)


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("KILOWIT_OWNERS", "12,ada", "KILOWIT_OWNERS holds 'ada'; give Discord ids with commas"),
        ("KILOWIT_SERVER_SOURCES", "-1", "give a whole number from 0 to 10000"),
        ("KILOWIT_READ_MESSAGES", "true", "KILOWIT_READ_MESSAGES is 'true'; give yes or no"),
        ("KILOWIT_LLM_QUOTES", "yes", "KILOWIT_LLM_QUOTES needs KILOWIT_LLM_URL"),
        ("KILOWIT_LLM_WORDING", "yes", "KILOWIT_LLM_WORDING needs KILOWIT_LLM_URL"),
    ],
)
def test_a_bad_one_is_told(name, given, said):
    with pytest.raises(SettingsError) as error:
        read_settings({name: given})
    assert said in str(error.value)
