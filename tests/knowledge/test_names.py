import pytest

from knowledge.names import NameIndex, Referent, name_key, text_units

INDEX = NameIndex.build(
    [
        ("Georgia", Referent("region", "GE")),
        ("India", Referent("region", "IN")),
        ("インド", Referent("region", "IN")),
        ("インドネシア", Referent("region", "ID")),
        ("data centre", Referent("subject", "data-centres")),
        ("AI data centre", Referent("subject", "ai-data-centres")),
        ("データセンター", Referent("subject", "data-centres")),
        ("AI", Referent("subject", "ai")),
        ("Bitcoin", Referent("subject", "bitcoin-network")),
        ("ビットコイン", Referent("subject", "bitcoin-network")),
        ("GPT-3", Referent("subject", "training:gpt-3")),
        ("Georgia", Referent("region", "US-GA")),
        ("チリ", Referent("region", "CL")),
    ]
)


def found(text):
    return [(m.text, m.referents[0].identifier) for m in INDEX.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Do AI data centers use more?", [("AI data centers", "ai-data-centres")]),
        ("bitcoin's share", [("bitcoin", "bitcoin-network")]),
        ("GPT 3 and gpt-3", [("GPT 3", "training:gpt-3"), ("gpt-3", "training:gpt-3")]),
        ("インドネシアとインド", [("インドネシア", "ID"), ("インド", "IN")]),
        ("AIデータセンター", [("AI", "ai"), ("データセンター", "data-centres")]),
        ("ビットコインの電力", [("ビットコイン", "bitcoin-network")]),
        ("チリペッパー", []),
        ("チリの電力", [("チリ", "CL")]),
        ("Indiana", []),
        ("said nothing", []),
    ],
)
def test_names_are_found_longest_first(text, expected):
    assert found(text) == expected


def test_a_typo_is_forgiven_and_marked():
    (mention,) = INDEX.find("bitconi energy")
    assert (mention.text, mention.of("subject"), mention.fuzzy) == (
        "bitconi",
        "bitcoin-network",
        True,
    )


def test_a_shared_name_keeps_every_referent_in_order():
    (mention,) = INDEX.find("Georgia")
    assert [r.identifier for r in mention.referents] == ["GE", "US-GA"]


def test_units_are_singular_lower_case_and_british():
    assert name_key("Data Centers") == ("data", "centre")


def test_spans_point_into_the_text():
    text = "How much does Bitcoin's mining use?"
    assert [text[u.start : u.end] for u in text_units(text)][3:5] == ["Bitcoin", "mining"]


def test_two_words_are_one_where_a_name_writes_them_so():
    index = NameIndex.build(
        [
            ("dogecoin", Referent("subject", "dogecoin-network")),
            ("datacenter", Referent("subject", "data-centres")),
            ("hyperscale data centre", Referent("subject", "hyperscale-data-centres")),
        ]
    )
    text = "doge coin, hyperscale datacentres and data-centers"
    assert [(m.text, m.referents[0].identifier) for m in index.find(text)] == [
        ("doge coin", "dogecoin-network"),
        ("hyperscale datacentres", "hyperscale-data-centres"),
        ("data-centers", "data-centres"),
    ]


def test_a_name_in_other_kana_is_found_where_none_is_written_so():
    assert found("びっとこいんとデーターセンター") == [
        ("びっとこいん", "bitcoin-network"),
        ("データーセンター", "data-centres"),
    ]


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("Googleの水の消費量", True),
        ("冷却水は年間どれだけ?", True),
        ("水道の漏水率は?", False),
        ("水素を作る電力", False),
    ],
)
def test_a_letter_of_another_word_is_no_name(text, is_found):
    index = NameIndex.build([("水", Referent("measure", "water_consumption"))])
    assert bool(index.find(text)) is is_found
