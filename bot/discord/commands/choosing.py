"""The commands with options: /compare, /trend, /rank, /equivalent and /figure."""

import discord
from discord import app_commands

from bot.discord.answering import AnsweringClient
from bot.discord.commands.options import (
    Name,
    Year,
    choices,
    named,
    offer_measures,
    offer_regions,
    offer_subjects,
    offer_years,
    options,
)
from bot.discord.words import described
from bot.discord.work import compare_task, request_task
from bot.requests import (
    KINDS,
    EquivalentRequest,
    FigureRequest,
    RankRequest,
    Request,
    TrendRequest,
)

# The words are those by which the engine knows the things that amounts are put beside.
UNITS = {
    "unit_homes": "homes",
    "unit_prompts": "prompts",
    "unit_distance": "km",
    "unit_streaming": "hours of streaming",
    "unit_reactors": "reactors",
    "unit_chips": "GPUs",
    "unit_bitcoin": "Bitcoin network",
}
KIND_CHOICES = {f"kind_{kind}": kind for kind in KINDS}
ORDERS = {"order_highest": "highest", "order_lowest": "lowest"}


def add(client: AnsweringClient) -> None:
    """Register the commands."""
    _add_compare(client)
    _add_figure(client)
    _add_trend(client)
    _add_rank(client)
    _add_equivalent(client)


async def _request(
    client: AnsweringClient,
    interaction: discord.Interaction,
    request: Request,
    private: bool | None,
) -> None:
    language = await client.language_for(interaction)
    await client.answer(interaction, lambda _: request_task(request, language), private)


def _add_compare(client: AnsweringClient) -> None:
    @client.tree.command(
        name=named("compare", "compare"), description=described("compare_description")
    )
    @options(
        a="compare_first",
        b="compare_second",
        c="compare_third",
        d="compare_fourth",
        e="compare_fifth",
        f="compare_sixth",
        measure="measure",
        year="year",
        private="private",
    )
    async def compare(  # noqa: PLR0913, PLR0917  # Discord fills the options by name
        interaction: discord.Interaction,
        a: Name,
        b: Name,
        c: Name | None = None,
        d: Name | None = None,
        e: Name | None = None,
        f: Name | None = None,
        measure: Name | None = None,
        year: Year | None = None,
        private: bool | None = None,
    ) -> None:
        subjects = tuple(s for s in (a, b, c, d, e, f) if s is not None)
        language = await client.language_for(interaction)
        task = compare_task(subjects, measure=measure, year=year, language=language)
        await client.answer(interaction, lambda _: task, private)

    for option in "abcdef":
        compare.autocomplete(option)(offer_subjects(client))
    compare.autocomplete("measure")(offer_measures(client, "a"))
    compare.autocomplete("year")(offer_years(client, "a"))


def _add_figure(client: AnsweringClient) -> None:
    @client.tree.command(
        name=named("figure", "figure"), description=described("figure_description")
    )
    @options(subject="subject", measure="measure", year="year", private="private")
    async def figure(
        interaction: discord.Interaction,
        subject: Name,
        measure: Name | None = None,
        year: Year | None = None,
        private: bool | None = None,
    ) -> None:
        await _request(client, interaction, FigureRequest(subject, measure, year), private)

    figure.autocomplete("subject")(offer_subjects(client))
    figure.autocomplete("measure")(offer_measures(client, "subject"))
    figure.autocomplete("year")(offer_years(client, "subject"))


def _add_trend(client: AnsweringClient) -> None:
    @client.tree.command(name=named("trend", "trend"), description=described("trend_description"))
    @options(
        subject="subject",
        measure="measure",
        first=("from", "first_year"),
        last=("to", "last_year"),
        private="private",
    )
    async def trend(  # noqa: PLR0917  # Discord fills the options by name
        interaction: discord.Interaction,
        subject: Name,
        measure: Name | None = None,
        first: Year | None = None,
        last: Year | None = None,
        private: bool | None = None,
    ) -> None:
        request = TrendRequest(subject, measure, first, last)
        await _request(client, interaction, request, private)

    trend.autocomplete("subject")(offer_subjects(client))
    trend.autocomplete("measure")(offer_measures(client, "subject"))
    for option in ("first", "last"):
        trend.autocomplete(option)(offer_years(client, "subject"))


def _add_rank(client: AnsweringClient) -> None:
    @client.tree.command(name=named("rank", "rank"), description=described("rank_description"))
    @options(measure="measure", kind="kind", region="region", order="order", private="private")
    @app_commands.choices(kind=choices(KIND_CHOICES), order=choices(ORDERS))
    async def rank(  # noqa: PLR0917  # Discord fills the options by name
        interaction: discord.Interaction,
        measure: Name,
        kind: str | None = None,
        region: Name | None = None,
        order: str | None = None,
        private: bool | None = None,
    ) -> None:
        chosen = kind if kind in KINDS else None
        request = RankRequest(measure, chosen, region, lowest=order == "lowest")
        await _request(client, interaction, request, private)

    rank.autocomplete("measure")(offer_measures(client, None))
    rank.autocomplete("region")(offer_regions(client))


def _add_equivalent(client: AnsweringClient) -> None:
    @client.tree.command(
        name=named("equivalent", "equivalent"), description=described("equivalent_description")
    )
    @options(amount="amount", into=("in", "into"), private="private")
    @app_commands.choices(into=choices(UNITS))
    async def equivalent(
        interaction: discord.Interaction,
        amount: Name,
        into: str | None = None,
        private: bool | None = None,
    ) -> None:
        await _request(client, interaction, EquivalentRequest(amount, into), private)
