"""Every country and territory has its names in both languages, and the everyday ones are known."""

import pycountry
import pytest

from knowledge.words import load_vocabulary
from scripts.regions import FILE, complete, read_rows, write_rows

CODES = sorted(country.alpha_2 for country in pycountry.countries)


@pytest.fixture(scope="module")
def vocabulary():
    return load_vocabulary()


def test_every_code_has_both_names(vocabulary):
    names = {code: vocabulary.region(code).names for code in CODES}
    assert len(names) == 249
    assert [code for code, name in names.items() if not name.en or not name.ja] == []
    assert [code for code, name in names.items() if name.ja.isascii()] == []


def test_the_table_is_complete():
    text = FILE.read_text(encoding="utf-8")
    assert write_rows(complete(read_rows(text))) == text


def test_what_is_missing_is_filled_in_and_what_is_there_stays():
    rows = read_rows(
        "code,iso3,en,ja,aliases_en,aliases_ja,kind\n"
        "KP,PRK,North Korea,北朝鮮,Korea,,country\n"
        "KR,KOR,South Korea,韓国,ROK,,country\n"
    )
    done = {row.code: row for row in complete(rows)}
    assert len(done) == 249
    assert done["KR"].aliases_en == ("ROK", "Republic of Korea")
    assert (done["JP"].en, done["JP"].ja) == ("Japan", "日本")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("UK", "GB"), ("Britain", "GB"), ("イギリス", "GB"), ("英国", "GB"), ("US", "US"),
        ("USA", "US"), ("America", "US"), ("アメリカ", "US"), ("米国", "US"), ("韓国", "KR"),
        ("South Korea", "KR"), ("台湾", "TW"), ("Taiwan", "TW"), ("UAE", "AE"),
        ("アラブ首長国連邦", "AE"), ("中国", "CN"), ("ドイツ", "DE"), ("Czech Republic", "CZ"),
        ("Turkey", "TR"), ("Holland", "NL"), ("オランダ", "NL"), ("Russia", "RU"),
        ("Ivory Coast", "CI"), ("Viet Nam", "VN"), ("ベトナム", "VN"), ("DRC", "CD"),
        ("Burma", "MM"), ("ミャンマー", "MM"), ("Republic of Korea", "KR"), ("EU", "EU"),
    ],
)  # fmt: skip
def test_everyday_names_are_known(vocabulary, name, code):
    names = {
        alias.casefold(): region.code
        for region in vocabulary.regions()
        for alias in (
            region.names.en, region.names.ja, *region.aliases_en, *region.aliases_ja,
        )
    }  # fmt: skip
    assert names[name.casefold()] == code
