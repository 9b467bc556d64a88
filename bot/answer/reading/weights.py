"""The weights of the reader's features: a linear model, written by benchmarks/learn_reading.py."""

from collections.abc import Mapping

VALUE_WEIGHTS: Mapping[str, float] = {
    "coverage": 3.0,
    "own": 2.0,
    "near": 3.0,
    "names": 1.5,
    "similarity": 1.0,
    "unit": 2.0,
    "unit_differs": -2.5,
    "bare": -0.6,
    "counted": 1.5,
    "range": 0.7,
    "bound": 0.4,
    "given": -4.0,
    "uncounted": -0.7,
    "reference": -1.5,
    "small": -0.5,
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
    "opposite": -1.0,
    "absolute": -0.6,
    "hedged": 0.4,
}
