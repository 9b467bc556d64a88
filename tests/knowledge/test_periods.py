"""Periods in text, in both languages."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.periods import PeriodSpan, extract_periods
from knowledge.records import Period

COLUMN_DAY = date(2024, 7, 11)


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("in 2024", ["2024"]),
        ("by 2030, above 2022", ["2030", "2022"]),
        ("FY2023 and FY25, fiscal 2024", ["FY2023", "FY2025", "FY2024"]),
        ("2024年度と34年度まで", ["FY2024", "FY2034"]),
        ("in March 2024; Sept. 2021", ["2024-03", "2021-09"]),
        ("2024年3月に", ["2024-03"]),
        ("as of 2024-06.", ["2024-06"]),
        ("on March 5, 2024 and 5 June 2023", ["2024-03-05", "2023-06-05"]),
        ("2024年3月5日、2024-03-05", ["2024-03-05", "2024-03-05"]),
        ("Q3 2025, 2025-Q4, the third quarter of 2024", ["2025-Q3", "2025-Q4", "2024-Q3"]),
        ("2024年1～3月期", ["2024-Q1"]),
        ("2025年1月から6月、2024年7〜12月", ["2025-H1", "2024-H2"]),
        ("2024年4月から2025年3月", ["FY2024"]),
        ("2024年4月から9月、2024年7月から2025年6月", []),
        ("January to June 2025, between July and September 2024", ["2025-H1", "2024-Q3"]),
        ("from April 2024 to March 2025", ["FY2024"]),
        ("April to September 2024, the first nine months of 2025", []),
        ("the first six months of 2025, the last three months of 2024", ["2025-H1", "2024-Q4"]),
        ("January through December 2023", ["2023"]),
        ("2024年第3四半期と2024年度第1四半期", ["2024-Q3", "FY2024"]),
        ("the first half of 2025, H1 2024", ["2025-H1", "2024-H1"]),
        ("2024年上半期と2023年下期", ["2024-H1", "2023-H2"]),
        ("the 2020s, 2030年代", ["2020s", "2030s"]),
        ("令和5年、令和元年度、平成三十年、昭和64年", ["2023", "FY2019", "2018", "1989"]),
        ("between 2020 and 2023", ["2020/2023"]),
        ("from 2024 to 2030, 2016–2019, 2024-25", ["2024/2030", "2016/2019", "2024/2025"]),
        ("2020〜2030年、2024年から2030年", ["2020/2030", "2024/2030"]),
        ("17年から21年に倍以上、23年の需要", ["2017/2021", "2023"]),
        ("２０２４年、1990年代", ["2024", "1990s"]),
        ("$2024, 2,024 MW, 2000 MW, GPT-2024, #2024, 2024 homes", []),
        ("27年間と10年間", []),
        ("Feb 30, 2024-02-30", []),
        ("from 415 TWh in 2024 to 945 TWh in 2030", ["2024", "2030"]),
    ],
)
def test_periods_are_read(text, periods):
    assert [span.period.text for span in extract_periods(text)] == periods


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("先月", "2024-06"),
        ("今年", "2024"),
        ("昨年度", "FY2023"),
        ("last month", "2024-06"),
        ("This year", "2024"),
        ("next quarter", "2024-Q4"),
        ("last year", "2023"),
    ],
)
def test_relative_periods_need_the_day_of_publication(text, period):
    assert extract_periods(text) == ()
    assert extract_periods(text, published=COLUMN_DAY) == (
        PeriodSpan(text, 0, len(text), Period.parse(period)),
    )


@pytest.mark.parametrize(
    ("day", "text", "period"),
    [
        (date(2024, 1, 31), "last month", "2023-12"),
        (date(2024, 3, 31), "今年度", "FY2023"),
        (date(2024, 4, 1), "今年度", "FY2024"),
        (date(2024, 12, 1), "来月", "2025-01"),
        (date(2024, 2, 1), "last quarter", "2023-Q4"),
    ],
)
def test_relative_periods_cross_the_turn_of_a_year(day, text, period):
    assert extract_periods(text, published=day)[0].period.text == period


def test_a_month_is_not_given_a_day():
    period = extract_periods("2024年3月")[0].period
    assert (period.start, period.end) == (date(2024, 3, 1), date(2024, 3, 31))


def test_offsets_count_the_original_characters():
    text = "電力㌔㍗は２０２４年３月に"
    (span,) = extract_periods(text)
    assert (span.text, text[span.start : span.end]) == ("２０２４年３月", "２０２４年３月")


@given(st.text(), st.dates(min_value=date(2, 1, 1), max_value=date(9000, 1, 1)))
def test_any_text_is_read_and_spans_slice_back(text, day):
    for span in extract_periods(text, published=day):
        assert text[span.start : span.end] == span.text


@given(st.text(alphabet="0123456789年月日度期-/~から第上半QqFYH令和 元s,.", max_size=30))
def test_any_mixture_of_period_characters_is_read(text):
    assert extract_periods(text) == extract_periods(text)
