"""A small seeded run of benchmarks/fuzz_readers.py, and any bytes at all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.fuzz_readers import inputs, outcome
from benchmarks.sample_files import all_samples

SAMPLES = all_samples()  # once: a PDF made anew holds another time


@pytest.mark.slow
def test_damaged_files_are_read_or_refused():
    results = {name: outcome(name, data) for name, data in inputs(120, seed=7)}
    assert {name: r for name, r in results.items() if r not in ("read", "refused")} == {}


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.csv", "a.json", "a.md", "x"]))
def test_any_bytes_are_read_or_refused(data, name):
    assert outcome(name, data) in ("read", "refused")


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(SAMPLES)), st.data())
def test_cut_files_are_read_or_refused(name, data):
    whole = SAMPLES[name]
    length = data.draw(st.integers(0, len(whole)))
    assert outcome(name, whole[:length]) in ("read", "refused")
