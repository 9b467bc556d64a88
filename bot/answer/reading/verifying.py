"""Checks that a number shown beside a quote is one that the quote itself states."""

from bot.answer.reading.asking import quantity_values
from bot.answer.reading.spans import YEAR, quantities_in
from bot.answer.records import Claim
from bot.answer.verify import Violation


def unread_numbers(claim: Claim) -> tuple[Violation, ...]:
    """Return the numbers of a quoting claim that neither its quote nor a derivation holds."""
    quote = claim.quote or ""
    stated = {
        value
        for words in (quote, quote.replace(",", " ; "))  # as a sentence, as the cells of a row
        for span in quantities_in(words)
        for value in quantity_values(span.quantity)
    }
    stated |= {float(year) for year in YEAR.findall(quote)}
    return tuple(
        Violation(f"{value:g}", "the quoted words do not state it")
        for number in claim.numbers
        if number.figure_id is None and number.derivation_id is None
        for value in quantity_values(number.quantity)
        if value not in stated
    )
