"""The weights of the reader's features, linear models.

Those of values: `benchmarks/learn_reading.py QUESTIONS.jsonl --split train --own
tests/bot/answer/gold`; those of verdicts are set by hand.
"""

from collections.abc import Mapping

VALUE_WEIGHTS: Mapping[str, float] = {
    "coverage": 3.09,
    "own": 2.14,
    "near": 3.2,
    "names": 1.63,
    "similarity": 1.12,
    "unit": 1.93,
    "unit_differs": -2.33,
    "bare": -0.69,
    "counted": 1.34,
    "respective": 1.0,
    "range": 0.83,
    "bound": 0.4,
    "given": -4.0,
    "uncounted": -0.56,
    "reference": -1.51,
    "small": -0.51,
    "kind_agrees": 0.01,
    "kind_missing": -0.01,
    "kind_extra": -0.27,
    "year_agrees": 0,
    "year_differs": -0.01,
    "names_apart": -0.06,
    "earlier_work": -0.03,
    "row": -0.03,
    "unasked_unit": 0.06,
}
VERDICT_WEIGHTS: Mapping[str, float] = {
    "constant": 0.3,
    "coverage": 1.0,
    "own": 0.8,
    "close": 0.3,
    "similarity": 0.6,
    "missing": -0.9,
    "number_agrees": 0.7,
    "number_differs": -1.5,
    "negation_differs": -3.5,
    "substituted": -3.0,
    "opposite": -1.5,
    "absolute": -0.6,
    "hedged": 0.4,
}
TRUST_WEIGHTS: Mapping[str, float] = {
    "absent": -1.41,
    "bare": -0.31,
    "constant": -1.99,
    "counted": -0.49,
    "head": 0.70,
    "head_held": -1.15,
    "held": 0.02,
    "largest_lack": -0.66,
    "near": 0.84,
    "own": 0.42,
    "phrase": -0.40,
    "row": -0.12,
    "score": 0.62,
    "similarity": 0.72,
    "uncounted": -1.23,
    "unit": 0.06,
    "unknown": -0.15,
    "untitled_held": 0.13,
    "untitled_own": 2.32,
    "verdict": 1.95,
    "words": -0.05,
    "year_lacks": -0.16,
}
