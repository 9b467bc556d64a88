"""How near a retrieved text must be to count."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gates:
    """Least nearness, as centred cosine in [-1, 1].

    Below `passage` nothing is quoted; below `misconception` a question is not taken to repeat one;
    below `series` the description of a figure does not explain a question. They are chosen by
    benchmarks/calibrate_gates.py on development questions.
    """

    passage: float
    misconception: float
    series: float
