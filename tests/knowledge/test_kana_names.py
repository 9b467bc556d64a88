"""Names in kana are found however their sounds are written; short and other names are not."""

import pytest

from knowledge.kana_names import KanaNames, folded

KNOWN = (
    "データセンター スロバキア スターゲート ビットコイン チャットGPT AIサーバー メタ ナイジェリア"
    " オーストリア マイクロソフト"
)
NAMES = KanaNames.build(KNOWN.split())


@pytest.mark.parametrize(
    ("text", "name", "is_typo"),
    [
        ("データーセンターの電力", "データセンター", False),
        ("欧州のデータセンタは", "データセンター", False),
        ("スロヴァキアの発電量", "スロバキア", False),
        ("スターゲイトの計画", "スターゲート", False),
        ("びっとこいんの電力", "ビットコイン", False),
        ("ちゃっとGPTは", "チャットGPT", False),
        ("AIサーバは2030年に", "AIサーバー", False),
        ("マイクロソフツの電力", "マイクロソフト", True),
    ],
)
def test_a_name_is_found_by_its_sound(text, name, is_typo):
    assert [(known, typo) for _, _, known, typo in NAMES.find(text)] == [(name, is_typo)]


@pytest.mark.parametrize(
    "text",
    [
        "メーターの電力",
        "ニジェールの電力",
        "オーストラリアの電力",
        "ビットコインキャッシュ",
        "気になった",
    ],
)
def test_other_words_are_no_names(text):
    assert NAMES.find(text) == []


def test_letters_are_folded_to_their_sound():
    assert folded("スマート・ヴィーナス") == "スマトビナス"
    assert folded("ウェイブ") == folded("うぇーぶ") == "ウエブ"
