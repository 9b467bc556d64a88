"""Times told by their distance from a year that was asked before."""

import pytest

from bot.answer.parsing.years_on import dated_from, with_own_distance
from knowledge.records import Period

IN_2015 = (Period.parse("2015"),)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("ten years earlier?", "in 2005?"),
        ("and 2 years later", "and in 2017"),
        ("a decade before that?", "in 2005?"),
        ("the year after?", "in 2016?"),
        ("and in the previous year", "and in 2014"),
        ("その10年前は?", "2005年は?"),
        ("10年後は?", "2025年は?"),
        ("翌年は?", "2016年は?"),
        ("前の年は?", "2014年は?"),
        ("than the year before?", "from 2014 to 2015?"),
        ("前年比は?", "2014年から2015年の変化は?"),
        ("ten years ago?", "ten years ago?"),
        ("10年前は?", "10年前は?"),
        ("two years before the Merge?", "two years before the Merge?"),
        ("10年後半は?", "10年後半は?"),
        ("in 2020, two years later?", "in 2020, two years later?"),
    ],
)
def test_a_follow_up_is_dated_from_the_year_before_it(text, written):
    assert dated_from(text, IN_2015) == written


@pytest.mark.parametrize("earlier", [(), (Period.parse("2010/2015"),), IN_2015 * 2])
def test_no_year_is_reckoned_from_none_or_several(earlier):
    assert dated_from("ten years earlier?", earlier) == "ten years earlier?"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("in 2005 and ten years later", "in 2005 and in 2015"),
        ("in 2018? Two years later?", "in 2018? in 2020?"),
        ("2010年と10年後の電力", "2010年と2020年の電力"),
        ("than ten years earlier", "than ten years earlier"),
        ("in 2010, 2012 and two years later", "in 2010, 2012 and two years later"),
        ("in 2022 two years before the Merge", "in 2022 two years before the Merge"),
    ],
)
def test_a_distance_is_from_the_one_year_before_it(text, written):
    assert with_own_distance(text) == written


@pytest.mark.parametrize(
    ("earlier", "question", "year"),
    [
        ("Japan's electricity in 2015", "ten years earlier?", "2005"),
        ("solar in Germany in 2010", "the year after?", "2011"),
        ("2012年のフランスの風力は?", "その3年後は?", "2015"),
        ("Which country used the most coal in 2010?", "and ten years later?", "2020"),
    ],
)
def test_the_answer_is_of_that_year(engine, earlier, question, year):
    assert year in engine.ask(question, context=(earlier,)).payload["headline"]["text"]
