"""Errors speak the language of whoever asked."""

import re
from pathlib import Path
from string import Formatter

import pytest

from bot import error_words
from bot.error_words import error_sentence, error_texts, input_error
from bot.errors import InputError, JobRunningError, StateError
from bot.requests import FigureRequest, RankRequest, TrendRequest
from knowledge.errors import FetchError, NotKnownError, PeriodError, ReadingError

CODE = "".join(
    p.read_text("utf-8") for p in sorted(Path(error_words.__file__).parent.rglob("*.py"))
)
JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")


def fields(text):
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name)


@pytest.mark.parametrize("key", sorted(error_texts("en")))
def test_both_languages_have_the_text_with_the_same_words_and_it_is_used(key):
    assert fields(error_texts("ja")[key]) == fields(error_texts("en")[key])
    assert f'"{key}"' in CODE


@pytest.mark.parametrize("key", sorted(error_texts("ja")))
def test_japanese_texts_are_japanese(key):
    assert JAPANESE.search(error_texts("ja")[key])


@pytest.mark.parametrize(
    ("error", "english", "japanese"),
    [
        (
            input_error("years_reversed", first="2020", last="2010"),
            "2020 is after 2010; give the earlier year first",
            "2020年は2010年より後です。早い年を先に指定してください。",
        ),
        (InputError("no key"), "no key", "この入力は使えません(no key)。"),
        (
            FetchError(url="http://a", problem="it is empty", remedy="check the address"),
            "cannot fetch 'http://a': it is empty; check the address",
            "「http://a」を取得できません(it is empty)。アドレスを確かめるか、"
            "ファイルを手元に保存して添付してください。何も変更していません。",
        ),
        (
            ReadingError(source="a.pdf", problem="it is broken", remedy="save it anew"),
            "cannot read a.pdf: it is broken; save it anew",
            "「a.pdf」を読み取れません(it is broken)。別の形式で保存し直すか、"
            "小さく分けてください。何も変更していません。",
        ),
        (
            JobRunningError("build"),
            "another change is being made (kilowit build); try again when it is done",
            "別の変更を行っています(kilowit build)。終わってからもう一度お試しください。",
        ),
        (
            NotKnownError("figure", "x", remedy="look"),
            "no figure 'x' is known; look",
            "「x」は見つかりません。",
        ),
        (
            StateError("state.db is locked"),
            "state.db is locked",
            "内部のファイルを読み書きできません。運用者に知らせてください。",
        ),
    ],
)
def test_an_error_is_said_in_both_languages(error, english, japanese):
    assert (error_sentence(error, "en"), error_sentence(error, "ja")) == (english, japanese)


def test_a_period_that_cannot_be_read_is_said_in_japanese():
    assert error_sentence(PeriodError("soon"), "ja").startswith("「soon」は期間として読めません。")


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        (FigureRequest("ゾルグ星の牧場", None, None), "「ゾルグ星の牧場」という対象は知りません。"),
        (RankRequest("うわさ"), "「うわさ」という指標は知りません。"),
        (TrendRequest("country:JP", None, 2020, 2010), "2020年は2010年より後です。"),
    ],
)
def test_what_the_engine_refuses_is_said_in_japanese(engine, request_, said):
    with pytest.raises(InputError) as refused:
        engine.request(request_, language="ja")
    assert error_sentence(refused.value, "ja").startswith(said)


def test_what_was_given_cannot_forge_the_sentence():
    error = input_error("no_amount", amount="{0} {amount.__class__}")
    assert error_sentence(error, "ja").startswith("「{0} {amount.__class__}」は")
