"""Passages by structure, with exact spans."""

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.passages import MAX_CHARS, MAX_TABLE_CHARS, split_document
from knowledge.records import Document


def text_document(text, language="en", page_starts=()):
    return Document("d", "s", "T", language, "text", text, page_starts)


def table_document(text, caption="", heading=()):
    return Document("d", "s", "T", "en", "table", text, (), heading, caption)


def test_a_passage_holds_its_heading_path_and_page():
    text = "# Energy\n\nAll of it.\n\n## AI\n\nServers drew 10 MW.\n\n# Water\n\nLitres."
    passages = split_document(text_document(text, page_starts=(0, 24)))
    assert [(p.heading, p.text, p.page) for p in passages] == [
        (("Energy",), "All of it.", 1),
        (("Energy", "AI"), "Servers drew 10 MW.", 2),
        (("Water",), "Litres.", 2),
    ]


def test_paragraphs_of_one_heading_are_joined_up_to_the_limit():
    paragraphs = ["x" * 400, "y" * 400, "z" * 400]
    passages = split_document(text_document("\n\n".join(paragraphs)))
    assert [len(p.text) for p in passages] == [802, 400]


def test_japanese_passages_are_shorter():
    sentence = "電力の消費は増えている。"
    passages = split_document(text_document(sentence * 100, language="ja"))
    assert {len(p.text) for p in passages[:-1]} == {MAX_CHARS["ja"] // 12 * 12}


def test_what_introduces_a_list_stays_with_it():
    items = "\n".join(f"- item {n} of the list" for n in range(20))
    text = f"{'x' * 500}\n\nIt plans the following:\n\n{items}"
    passages = split_document(text_document(text))
    assert [p.text for p in passages] == ["x" * 500, f"It plans the following:\n\n{items}"]
    assert passages[1].kind == "list"


def test_a_long_paragraph_is_cut_between_sentences():
    text = " ".join(f"Sentence number {n} says that 10 MW were used." for n in range(60))
    passages = split_document(text_document(text))
    assert all(p.text.endswith("used.") and len(p.text) <= MAX_CHARS["en"] for p in passages)
    assert " ".join(p.text for p in passages) == text


def test_a_sentence_beyond_the_limit_is_cut_at_a_space():
    text = "word " * 400 + "end."
    passages = split_document(text_document(text))
    assert " ".join(p.text for p in passages) == text


def test_a_table_keeps_caption_and_header_with_each_part():
    rows = "".join(f"Country {n},{n}.5,{n + 1}.5\n" for n in range(60))
    document = table_document(f"Country,2023,2024\n{rows}", "Use (TWh)", ("Energy",))
    passages = split_document(document)
    assert passages[0].heading == ("Energy", "Use (TWh)")
    assert passages[1].heading == ("Energy", "Use (TWh)", "Country | 2023 | 2024")
    assert {p.kind for p in passages} == {"table"}
    assert "\n".join(p.text for p in passages) == document.text.rstrip("\n")
    assert max(len(p.text) for p in passages) <= MAX_TABLE_CHARS


def test_the_same_document_gives_the_same_ids():
    document = text_document("# A\n\nb.\n\nc.")
    assert split_document(document) == split_document(document)


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            [
                "# A\n",
                "## B c\n",
                "\n",
                "\n\n",
                "- item\n",
                "Text. ",
                "電力は10MW。",
                "x" * 700,
                "1,2\n",
            ]
        ),
        max_size=40,
    ),
    st.sampled_from(["text", "table"]),
)
def test_spans_are_exact_and_nothing_but_space_marks_and_headings_is_lost(blocks, kind):
    text = "".join(blocks)
    passages = split_document(Document("d", "s", "T", "en", kind, text))
    end = 0
    for passage in passages:
        assert text[passage.start : passage.end] == passage.text
        assert end <= passage.start
        lost = text[end : passage.start]
        assert all(not line.strip(" -") or line.startswith("#") for line in lost.split("\n"))
        end = passage.end
    assert all(not line.strip(" -") or line.startswith("#") for line in text[end:].split("\n"))
