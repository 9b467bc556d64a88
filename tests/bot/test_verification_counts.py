"""The counts of verification outlive the process."""

from bot import verifier
from bot.verification_counts import VerificationCounts, add_counts, read_counts
from bot.verifier import VerificationTally


def test_counts_add_up(tmp_path):
    add_counts(tmp_path, checked=3)
    add_counts(tmp_path, checked=4, dropped=1)
    assert read_counts(tmp_path) == VerificationCounts(7, 1)


def test_nothing_counted_writes_nothing(tmp_path):
    add_counts(tmp_path)
    assert read_counts(tmp_path) is None


def test_a_torn_line_counts_nothing(tmp_path):
    add_counts(tmp_path, checked=3)
    with (tmp_path / "verification.jsonl").open("a") as file:
        file.write('{"checked": 9')
    assert read_counts(tmp_path) == VerificationCounts(3, 0)


def test_a_folder_that_is_not_there_is_told_in_the_log(tmp_path, caplog):
    with caplog.at_level("WARNING"):
        add_counts(tmp_path / "none", dropped=1)
    assert "were not kept" in caplog.text


def test_claims_are_kept_now_and_then_and_the_rest_at_the_end(monkeypatch):
    kept = []
    verification = VerificationTally(keep=kept.append)
    verification.count()
    assert kept == []
    monkeypatch.setattr(verifier, "KEEP_EVERY_S", 0.0)
    verification.count()
    monkeypatch.setattr(verifier, "KEEP_EVERY_S", 60.0)
    verification.count()
    verification.keep_rest()
    assert kept == [2, 1]
