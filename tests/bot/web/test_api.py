"""The API keeps its OpenAPI description, whatever is sent, and answers as the engine does."""

import json
import urllib.error
import urllib.parse
import urllib.request

import jsonschema
import pytest

from bot.web.openapi import describe_api

JSON = {"Content-Type": "application/json"}


def call(server, path, *, body=None, headers=JSON, **parameters):
    """(status, JSON) of one call."""
    query = urllib.parse.urlencode(parameters, doseq=True)
    data = None if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
    request = urllib.request.Request(f"{server}{path}?{query}", data=data, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


def same(found, expected):
    return found | {"elapsed_ms": 0} == expected | {"elapsed_ms": 0}


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("how much power does AI use vs Bitcoin", None),
        ("ビットコインはアルゼンチンより電力を使う?", None),
        ("how much electricity does Japan use", "ja"),
        ("should I buy bitcoin?", None),
    ],
)
def test_asking_gives_the_engines_json(server, engine, question, language):
    expected = json.loads(json.dumps(engine.ask(question, language=language).payload))
    given = {"question": question} | ({"lang": language} if language else {})
    status, by_get = call(server, "/api/ask", **given)
    assert (status, same(by_get, expected)) == (200, True)
    assert same(call(server, "/api/ask", body=given)[1], expected)


def test_context_is_taken(server, engine):
    earlier = ["how much electricity does Japan use?"]
    expected = engine.ask("and in 2019?", context=tuple(earlier)).payload
    found = call(server, "/api/ask", question="and in 2019?", context=earlier)[1]
    assert found["text"] == expected["text"]


def test_comparing(server, engine):
    expected = engine.compare(("Bitcoin", "Argentina"), year="2024").payload
    found = call(server, "/api/compare", subjects=["Bitcoin", "Argentina"], year="2024")[1]
    assert found["headline"] == expected["headline"]


def test_checking(server, engine):
    text = "Data centres use 10% of the world's electricity."
    found = call(server, "/api/check", body={"text": text})[1]
    assert [c["verdict"] for c in found["claims"]] == [False]
    assert found["text"] == engine.check(text).payload["text"]


def test_figures_by_filter_and_by_key(server, engine):
    found = call(server, "/api/figures", subject="bitcoin-network", limit=3, offset=1)[1]
    known = engine.knowledge.figures(subject_ids=("bitcoin-network",))
    assert found["total"] == len(known)
    assert [f["figure_id"] for f in found["figures"]] == [f.figure_id for f in known[1:4]]
    assert call(server, "/api/figures/bitcoin-2024-cbeci")[1]["value"] == 158.7


def test_sources_subjects_search_and_status(server, engine):
    assert len(call(server, "/api/sources")[1]) == len(engine.knowledge.sources())
    assert call(server, "/api/sources/ember-owid-2026")[1]["n_figures"] > 50_000
    assert call(server, "/api/subjects", q="bitcoin", limit=1)[1][0]["name"] == "Bitcoin network"
    assert len(call(server, "/api/search", q="bitcoin", k=3)[1]) == 3
    assert call(server, "/api/status")[1]["generation"] == engine.generation


@pytest.mark.parametrize(
    ("path", "given", "status", "message"),
    [
        ("/api/ask", {}, 400, "question is missing"),
        ("/api/ask", {"question": " "}, 400, "the text is empty"),
        ("/api/ask", {"question": "x" * 2001}, 400, "give at most 2,000"),
        ("/api/ask", {"question": "x", "lang": "de"}, 400, "give en or ja"),
        ("/api/ask", {"question": ["x", "y"]}, 400, "question must be one text"),
        ("/api/ask", {"q": "x"}, 400, "'q' is not known here; give question, context, lang"),
        ("/api/ask", {"question": "x", "context": ["y"] * 5}, 400, "give at most 4"),
        ("/api/compare", {"subjects": "Bitcoin"}, 400, "name 2 to 6"),
        ("/api/compare", {"subjects": ["Bitcoin", "Japan"], "year": "x"}, 400, "as a period"),
        ("/api/search", {"q": "x", "k": 0}, 400, "give a number from 1 to 100"),
        ("/api/figures", {}, 400, "name a subject, measure or source"),
        ("/api/figures/x", {}, 404, "no figure 'x' is known"),
        ("/api/nothing", {}, 404, "there is no such page"),
    ],
)
def test_wrong_use_is_told(server, path, given, status, message):
    found = call(server, path, **given)
    assert (found[0], message in found[1]["error"]["message"]) == (status, True), found


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"{", JSON, 400),
        (b"[" * 60_000, JSON, 400),
        (b"[]", JSON, 400),
        (b"\xff", JSON, 400),
        (b'{"question": 1}', JSON, 400),
        (b'{"question": "x", "context": "y"}', JSON, 400),
        (b'{"question": "x"}', {"Content-Type": "text/plain"}, 415),
        (b'{"question": "x"}', {"Content-Type": "application/json; charset=nonsense"}, 400),
    ],
)
def test_a_bad_body_is_told(server, body, headers, status):
    assert call(server, "/api/ask", body=body, headers=headers)[0] == status


def test_another_method_is_told(server):
    request = urllib.request.Request(f"{server}/api/status", method="DELETE")
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request)
    caught.value.close()
    assert (caught.value.code, caught.value.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    ("typed", "language"),
    [("bitc", "en"), ("data centres", "en"), ("japan", "en"), ("chatgpt", "en"),
     ("ビットコイン", "ja"), ("日本", "ja"), ("データセンター", "ja")],
)  # fmt: skip
def test_suggested_questions_have_answers(server, engine, typed, language):
    found = call(server, "/api/suggest", q=typed, lang=language)[1]["suggestions"]
    asked = [q for q in found if " of " in q or q.endswith("は?")]
    assert len(asked) >= 2
    assert [q for q in asked if not engine.ask(q).payload["answered"]] == []


def test_a_measure_is_completed_too(server):
    found = call(server, "/api/suggest", q="top 5 countries by carbon int", lang="en")[1]
    assert found["suggestions"][0] == "top 5 countries by carbon intensity of electricity"


def test_suggestions_complete_what_is_typed(server):
    found = call(server, "/api/suggest", q="how much electricity does jap", lang="en")[1]
    assert found["suggestions"][0] == "how much electricity does Japan"
    found = call(server, "/api/suggest", q="ビットコ", lang="ja")[1]
    assert "ビットコイン" in " ".join(found["suggestions"])


def test_the_description_is_one_of_openapi(server):
    assert call(server, "/api/openapi.json")[1] == json.loads(json.dumps(describe_api()))


def test_answers_have_the_described_shape(server):
    described = describe_api()
    schema = {"$ref": "#/components/schemas/Answer", "components": described["components"]}
    for question in ("AI vs Bitcoin", "200MWは何世帯分?", "how much does Atlantis use?"):
        jsonschema.validate(call(server, "/api/ask", question=question)[1], schema)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("path", sorted(describe_api()["paths"]))
def test_the_server_keeps_its_description(server, path):
    """Schemathesis sends what the description allows and what it forbids; all must be as told."""
    schemathesis = pytest.importorskip("schemathesis")
    from hypothesis import HealthCheck, Phase, given, settings

    schema = schemathesis.openapi.from_dict(describe_api()).include(path=path)
    schema.config.base_url = server
    checks = schemathesis.checks
    modes = [schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE]
    for result in schema.get_all_operations():
        operation = result.ok()
        has_input = operation.query or operation.body
        for mode in modes if has_input else modes[:1]:
            strategy = operation.as_strategy(generation_mode=mode)

            @given(case=strategy)
            @settings(
                max_examples=8,
                deadline=None,
                derandomize=True,
                database=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            def keeps(case):
                case.call_and_validate(
                    checks=[
                        checks.not_a_server_error,
                        checks.CHECKS.get_one("status_code_conformance"),
                        checks.CHECKS.get_one("content_type_conformance"),
                        checks.CHECKS.get_one("response_schema_conformance"),
                    ]
                )

            keeps()
