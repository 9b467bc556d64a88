"""The kinds of answer, in the order in which they are tried: the first that applies answers.

Each is a function of an inquiry that returns an answer, a refusal, or None where it does not
apply. The reasoning of a kind lives in `bot.answer.reckoning`; here stands only when it is asked.
"""

from collections.abc import Callable

from bot.answer.inquiry import Inquiry, Result
from bot.answer.kinds.combined import combination, sources_together, sum_as_side
from bot.answer.kinds.compared import comparison, one_subject, two_measures
from bot.answer.kinds.counted import counted, run_on
from bot.answer.kinds.dated import asked_year
from bot.answer.kinds.each import a_part, per_person
from bot.answer.kinds.emitted import emitted
from bot.answer.kinds.explaining import explanation, misconception, no_value, told_first
from bot.answer.kinds.given import given
from bot.answer.kinds.measuring import units_apart
from bot.answer.kinds.priced import priced
from bot.answer.kinds.ranked import ranking
from bot.answer.kinds.reckoned import amounts, equivalent
from bot.answer.kinds.refusing import (
    advice,
    all_for_one,
    numbered_part,
    one_coin,
    one_for_all,
    price_of_a_thing,
    unknown_name,
    without_a_part,
    without_topic,
)
from bot.answer.kinds.running import multiplied
from bot.answer.kinds.shared import (
    generation_mix,
    generation_share,
    placed_share,
    share,
    share_together,
)
from bot.answer.kinds.stored import figure, several_measures, several_periods
from bot.answer.kinds.timed import before_and_after, outlook, trend

__all__ = ["KINDS", "Kind"]
Kind = Callable[[Inquiry], Result | None]
KINDS: tuple[Kind, ...] = (
    advice,
    misconception,
    one_coin,
    no_value,
    units_apart,
    given,
    generation_mix,
    told_first,
    explanation,
    without_a_part,
    asked_year,
    ranking,
    counted,
    run_on,
    emitted,
    all_for_one,
    priced,
    equivalent,
    amounts,
    without_topic,
    unknown_name,
    price_of_a_thing,
    one_for_all,
    numbered_part,
    outlook,
    per_person,
    a_part,
    sources_together,
    two_measures,
    one_subject,
    several_measures,
    multiplied,
    before_and_after,
    share_together,
    sum_as_side,
    combination,
    generation_share,
    several_periods,
    placed_share,
    share,
    trend,
    comparison,
    figure,
)
