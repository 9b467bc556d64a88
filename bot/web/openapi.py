"""The description of the API as OpenAPI 3.1; a test holds the server to it."""

from importlib import metadata
from typing import Any

Schema = dict[str, Any]
_TEXT: Schema = {"type": "string"}
_OPTIONAL_TEXT: Schema = {"type": ["string", "null"]}
_NUMBER: Schema = {"type": ["number", "null"]}
_LANGUAGE: Schema = {"type": "string", "enum": ["en", "ja"]}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_QUANTITY: Schema = {"value": _NUMBER, "lower": _NUMBER, "upper": _NUMBER, "unit": _OPTIONAL_TEXT}
_BOOLEAN: Schema = {"type": "boolean"}
_VERDICT: Schema = {"type": ["boolean", "null"]}


def _object(required: tuple[str, ...], **properties: Schema) -> Schema:
    return {"type": "object", "required": list(required), "properties": properties}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


_CITATION = _object(
    ("n", "source_id", "source_title", "publisher", "url", "locator"),
    n={"type": "integer", "minimum": 1},
    source_id=_TEXT,
    source_title=_TEXT,
    publisher=_TEXT,
    url=_TEXT,
    published=_OPTIONAL_TEXT,
    tier=_TEXT,
    locator={"type": "object"},
    quote=_OPTIONAL_TEXT,
    figure_id=_OPTIONAL_TEXT,
    passage_id=_OPTIONAL_TEXT,
)
_CLAIM = _object(
    ("text", "citations", "numbers"),
    text=_TEXT,
    citations=_list({"type": "integer"}),
    numbers=_list(
        _object(
            ("text", "value", "unit", "figure_id", "derivation"),
            text=_TEXT,
            **_QUANTITY,
            figure_id=_OPTIONAL_TEXT,
            derivation=_OPTIONAL_TEXT,
        )
    ),
    verdict=_VERDICT,
    finding={"enum": ["contradicted", "misquoted"]},
)
_DERIVATION = _object(
    ("id", "operation", "inputs", "steps", "value", "unit"),
    id=_TEXT,
    operation=_TEXT,
    inputs=_TEXTS,
    steps=_TEXT,
    **_QUANTITY,
    assumptions=_TEXTS,
)
_REASONS = [
    "no_figure", "no_period", "out_of_scope", "unclear", "not_comparable", "unknown_subject",
]  # fmt: skip
_ANSWER = _object(
    ("answered", "language", "interpretation", "text", "citations", "generation", "elapsed_ms"),
    answered={"type": "boolean"},
    kind=_TEXT,
    language=_LANGUAGE,
    interpretation=_TEXT,
    headline=_object(("text",), text=_TEXT, **_QUANTITY, verdict=_VERDICT, depends=_BOOLEAN),
    worded=_TEXT,
    text=_TEXT,
    claims=_list(_CLAIM),
    citations=_list(_CITATION),
    derivations=_list(_DERIVATION),
    conflicts=_list({"type": "object"}),
    caveats=_TEXTS,
    chart={"type": "boolean"},
    follow_ups=_TEXTS,
    nearest=_TEXTS,
    reason={"enum": _REASONS},
    generation=_TEXT,
    elapsed_ms={"type": "number", "minimum": 0},
)
_FIGURE = _object(
    ("figure_id", "subject_id", "measure_id", "region", "unit", "source_id", "locator"),
    figure_id=_TEXT,
    key=_OPTIONAL_TEXT,
    subject_id=_TEXT,
    measure_id=_TEXT,
    region=_TEXT,
    period=_OPTIONAL_TEXT,
    **_QUANTITY,
    status=_TEXT,
    standing=_TEXT,
    quote=_OPTIONAL_TEXT,
    locator={"type": "object"},
    source_id=_TEXT,
    url=_TEXT,
)
_SOURCE = _object(
    ("source_id", "title", "publisher", "url", "tier", "licence"),
    source_id=_TEXT,
    title=_TEXT,
    publisher=_TEXT,
    url=_TEXT,
    tier=_TEXT,
    licence=_TEXT,
    n_figures={"type": "integer"},
)
_HIT = _object(
    ("kind", "id", "score", "text"),
    kind={"enum": ["passage", "sentence", "series", "misconception"]},
    id=_TEXT,
    language=_LANGUAGE,
    score={"type": "number"},
    text=_TEXT,
)
_ERROR = _object(("error",), error=_object(("code", "message"), code=_TEXT, message=_TEXT))
_SCHEMAS = {
    "Answer": _ANSWER,
    "Figure": _FIGURE,
    "Source": _SOURCE,
    "Hit": _HIT,
    "Error": _ERROR,
    "Ask": _object(
        ("question",),
        question={**_TEXT, "minLength": 1, "maxLength": 2000},
        context={**_TEXTS, "maxItems": 4},
        lang=_LANGUAGE,
    )
    | {"additionalProperties": False},
    "Compare": _object(
        ("subjects",),
        subjects={**_TEXTS, "minItems": 2, "maxItems": 6},
        measure=_TEXT,
        year=_TEXT,
        lang=_LANGUAGE,
    )
    | {"additionalProperties": False},
    "Check": _object(("text",), text={**_TEXT, "minLength": 1, "maxLength": 6000}, lang=_LANGUAGE)
    | {"additionalProperties": False},
    "Status": _object(
        ("generation", "sources", "ready"),
        generation=_TEXT,
        sources={"type": "integer"},
        misconceptions={"type": "integer"},
        ready={"type": "boolean"},
    ),
}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _json(schema: Schema) -> Schema:
    return {"application/json": {"schema": schema}}


def _responses(schema: Schema, *errors: int) -> Schema:
    told = {str(code): {"description": "what is wrong", "content": _json(_ref("Error"))}
            for code in (400, *errors, 429, 503)}  # fmt: skip
    return {"200": {"description": "what was found", "content": _json(schema)}} | told


def _query(name: str, schema: Schema, *, required: bool = False) -> Schema:
    return {"name": name, "in": "query", "required": required, "schema": schema}


def _get(summary: str, schema: Schema, *parameters: Schema, errors: tuple[int, ...] = ()) -> Schema:
    return {
        "summary": summary,
        "parameters": list(parameters),
        "responses": _responses(schema, *errors),
    }


def _post(summary: str, body: str) -> Schema:
    return {
        "summary": summary,
        "requestBody": {"required": True, "content": _json(_ref(body))},
        "responses": _responses(_ref("Answer"), 403, 408, 413, 415),
    }


_ID: Schema = {"name": "id", "in": "path", "required": True, "schema": {**_TEXT, "minLength": 1}}


def _whole(least: int, most: int) -> Schema:
    return {"type": "integer", "minimum": least, "maximum": most}


def describe_api() -> Schema:
    """Return the OpenAPI description of everything under /api."""
    language = _query("lang", _LANGUAGE)
    question = {**_TEXT, "minLength": 1, "maxLength": 2000}
    filters = [_query(name, {**_TEXTS, "maxItems": 20})
               for name in ("subject", "measure", "region", "period", "source")]  # fmt: skip
    figures = _object(
        ("total", "figures"), total={"type": "integer"}, figures=_list(_ref("Figure"))
    )
    named = _object(("subject_id", "name"), subject_id=_TEXT, name=_TEXT)
    answer = _ref("Answer")
    return {
        "openapi": "3.1.0",
        "info": {"title": "kilowit", "version": metadata.version("kilowit"),
                 "description": "Questions about energy, answered with cited figures."},
        "paths": {
            "/api/ask": {
                "get": _get("Answer a question", answer,
                            _query("question", question, required=True),
                            _query("context", {**_TEXTS, "maxItems": 4}), language),
                "post": _post("Answer a question", "Ask"),
            },
            "/api/compare": {
                "get": _get("Compare two to six subjects", answer,
                            _query("subjects", {**_TEXTS, "minItems": 2, "maxItems": 6},
                                   required=True),
                            _query("measure", _TEXT), _query("year", _TEXT), language),
                "post": _post("Compare two to six subjects", "Compare"),
            },
            "/api/check": {
                "get": _get("Judge the energy claims in a text", answer,
                            _query("text", {**_TEXT, "minLength": 1, "maxLength": 6000},
                                   required=True), language),
                "post": _post("Judge the energy claims in a text", "Check"),
            },
            "/api/search": {"get": _get("Find passages and figures", _list(_ref("Hit")),
                                        _query("q", question, required=True),
                                        _query("k", _whole(1, 100)))},
            "/api/figures": {"get": _get(
                "Figures of a subject, a measure or a source", figures, *filters,
                _query("limit", _whole(1, 500)), _query("offset", _whole(0, 1_000_000)))},
            "/api/figures/{id}": {"get": _get("One figure, by id or key", _ref("Figure"), _ID,
                                              errors=(404,))},
            "/api/sources": {"get": _get("Every source", _list(_ref("Source")))},
            "/api/sources/{id}": {"get": _get("One source", _ref("Source"), _ID, errors=(404,))},
            "/api/subjects": {"get": _get("Subjects by a part of their name", _list(named),
                                          _query("q", _TEXT), language,
                                          _query("limit", _whole(1, 1000)))},
            "/api/misconceptions": {"get": _get("Popular misquotations",
                                                _list({"type": "object"}))},
            "/api/status": {"get": _get("What answers", _ref("Status"))},
        },
        "components": {"schemas": _SCHEMAS},
    }  # fmt: skip
