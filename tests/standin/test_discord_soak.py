"""Twenty seconds of the long run (make soak), at a pace that a busy machine bears."""

import pytest
from standin.soak import copied_home, soak


@pytest.mark.slow
async def test_nothing_is_lost_or_doubled_while_everything_happens(small_home, tmp_path):
    report = await soak(copied_home(small_home, tmp_path / "home"), 20, a_second=10)
    assert (report.lost, report.doubled, report.failed, report.violations) == (0, 0, 0, [])
    assert report.asked > 50
    assert report.resumes >= 2
    assert report.published >= 2
    assert [ms for ms in report.loop_work_ms if ms > 50] == []
