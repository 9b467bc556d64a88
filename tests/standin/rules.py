"""What Discord refuses: limits of messages, embeds, components and commands.

Source: Discord's developer documentation (Messages, Components, Application Commands, Locales).
"""

import re
from itertools import pairwise

Json = dict[str, object]
LOCALES = frozenset({
    "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl",
    "no", "pl", "pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi",
    "th", "zh-CN", "ja", "zh-TW", "ko",
})  # fmt: skip
COMMAND_NAME = re.compile(r"[-_'\w]{1,32}")
MAX_CONTENT, MAX_EMBEDS, MAX_EMBED_TOTAL = 2000, 10, 6000
MAX_COMMAND_CHARS = 8000
MAX_ALT_TEXT = 1024
SUB_COMMAND, SUB_GROUP = 1, 2
USER_MENU, MESSAGE_MENU = 2, 3
BUTTON, TEXT_INPUT, LINK_STYLE = 2, 4, 5


def message_problems(body: Json, file_names: list[str]) -> list[str]:
    """Return what is wrong with a message that a bot sends or edits."""
    embeds = body.get("embeds") or []
    problems = [
        *_too_long("content", body.get("content"), MAX_CONTENT),
        *(p for embed in embeds for p in _embed_problems(embed, file_names)),
        *_component_problems(body.get("components") or []),
        *_attachment_problems(body.get("attachments") or [], file_names),
    ]
    if len(embeds) > MAX_EMBEDS:
        problems.append(f"{len(embeds)} embeds")
    total = sum(_embed_chars(embed) for embed in embeds)
    if total > MAX_EMBED_TOTAL:
        problems.append(f"embeds hold {total} characters, at most {MAX_EMBED_TOTAL}")
    return problems


def is_empty(body: Json) -> bool:
    """Whether a message shows nothing, which Discord refuses."""
    return not any(body.get(part) for part in ("content", "embeds", "attachments", "components"))


def _too_long(name: str, text: object, limit: int) -> list[str]:
    if text is None or (isinstance(text, str) and len(text) <= limit):
        return []
    return [f"{name} is no text of at most {limit} characters"]


def _embed_problems(embed: Json, file_names: list[str]) -> list[str]:
    footer = embed.get("footer") or {}
    fields = embed.get("fields") or []
    problems = [
        *_too_long("title", embed.get("title"), 256),
        *_too_long("description", embed.get("description"), 4096),
        *_too_long("footer", footer.get("text"), 2048),
        *(p for field in fields for p in _too_long("field name", field["name"], 256)),
        *(p for field in fields for p in _too_long("field value", field["value"], 1024)),
    ]
    if len(fields) > 25:
        problems.append(f"{len(fields)} fields")
    url = (embed.get("image") or {}).get("url", "")
    if url.startswith("attachment://") and url.removeprefix("attachment://") not in file_names:
        problems.append(f"no file for {url}")
    return problems


def _embed_chars(embed: Json) -> int:
    texts = [embed.get("title"), embed.get("description"), (embed.get("footer") or {}).get("text")]
    texts += [text for field in embed.get("fields") or [] for text in field.values()]
    return sum(len(text) for text in texts if isinstance(text, str))


def _component_problems(rows: list[Json]) -> list[str]:
    problems = [f"{len(rows)} rows"] if len(rows) > 5 else []
    ids = []
    for row in rows:
        items = row.get("components") or []
        if row.get("type") != 1 or not 1 <= len(items) <= 5:
            problems.append("a row holds one to five components")
        ids += [item["custom_id"] for item in items if "custom_id" in item]
        problems += [p for item in items if item["type"] == BUTTON for p in _button_problems(item)]
    if len(ids) != len(set(ids)):
        problems.append("two components have the same custom_id")
    return problems


def _button_problems(button: Json) -> list[str]:
    problems = _too_long("button label", button.get("label"), 80)
    if (button.get("style") == LINK_STYLE) != ("url" in button):
        problems.append("only link buttons have a url")
    if button.get("style") != LINK_STYLE and not 1 <= len(button.get("custom_id", "")) <= 100:
        problems.append("custom_id has 1 to 100 characters")
    return problems


def _attachment_problems(attachments: list[Json], file_names: list[str]) -> list[str]:
    missing = [a for a in attachments if "filename" in a and a["filename"] not in file_names]
    return [
        *(f"no file named {a['filename']}" for a in missing),
        *(
            p
            for a in attachments
            for p in _too_long("alt text", a.get("description"), MAX_ALT_TEXT)
        ),
    ]


def modal_problems(body: Json) -> list[str]:
    """Return what is wrong with a modal."""
    items = [item for row in body["components"] for item in row["components"]]
    return [
        *_too_long("modal title", body["title"], 45),
        *(p for item in items for p in _too_long("input label", item.get("label"), 45)),
        *(f"{item['type']} is no input" for item in items if item["type"] != TEXT_INPUT),
    ]


def choice_problems(choices: list[Json]) -> list[str]:
    """Return what is wrong with autocomplete choices."""
    problems = [f"{len(choices)} choices"] if len(choices) > 25 else []
    for choice in choices:
        problems += _length("choice name", choice["name"], 100)
        if not isinstance(choice["value"], int):
            problems += _too_long("choice value", choice["value"], 100)
    return problems


def command_problems(commands: list[Json]) -> list[str]:
    """Return what is wrong with a list of commands to be registered."""
    names = [(command.get("type", 1), command["name"]) for command in commands]
    problems = [p for command in commands for p in _command_problems(command)]
    if len(names) != len(set(names)):
        problems.append("two commands have the same name")
    return problems


def _command_problems(command: Json) -> list[str]:
    if command.get("type", 1) in (USER_MENU, MESSAGE_MENU):
        return _menu_problems(command)
    nested = [o for o in command.get("options") or [] if o.get("type") in (SUB_COMMAND, SUB_GROUP)]
    return [*_own_problems(command), *(p for sub in nested for p in _command_problems(sub))]


def _menu_problems(command: Json) -> list[str]:
    names = [_in_locale(command, "name", locale) for locale in (None, *_locales(command))]
    problems = [p for name in names for p in _length("menu name", name, 32)]
    return [*problems, *(["a menu has no description"] if command.get("description") else [])]


def _own_problems(command: Json) -> list[str]:
    options = command.get("options") or []
    problems = [p for entry in (command, *options) for p in _described_problems(entry)]
    for option in options:
        problems += [p for c in option.get("choices") or [] for p in _choice_name_problems(c)]
    if len(options) > 25:
        problems.append(f"{command['name']}: {len(options)} options")
    if any(b.get("required") and not a.get("required") for a, b in pairwise(options)):
        problems.append(f"{command['name']}: a required option after an optional one")
    for locale in (None, *sorted(LOCALES)):
        shown = [_in_locale(option, "name", locale) for option in options]
        if len(shown) != len(set(shown)):
            problems.append(f"{command['name']}: two options have the same name in {locale}")
    chars = sum(_longest(entry, part) for entry in (command, *options) for part in _TEXTS)
    if chars > MAX_COMMAND_CHARS:
        problems.append(f"{command['name']}: {chars} characters")
    return problems


_TEXTS = ("name", "description")


def _described_problems(entry: Json) -> list[str]:
    problems = []
    for locale in (None, *_locales(entry)):
        if locale is not None and locale not in LOCALES:
            problems.append(f"{locale} is no locale")
        name = _in_locale(entry, "name", locale)
        if not COMMAND_NAME.fullmatch(name) or name != name.lower():
            problems.append(f"{name!r} is no command name")
        problems += _length(f"description of {name}", _in_locale(entry, "description", locale), 100)
    return problems


def _choice_name_problems(choice: Json) -> list[str]:
    names = [_in_locale(choice, "name", locale) for locale in (None, *_locales(choice))]
    return [p for name in names for p in _length("choice name", name, 100)]


def _length(name: str, text: str, limit: int) -> list[str]:
    return [] if 1 <= len(text) <= limit else [f"{name} has 1 to {limit} characters"]


def _locales(entry: Json) -> list[str]:
    return sorted({x for part in _TEXTS for x in entry.get(f"{part}_localizations") or {}})


def _in_locale(entry: Json, part: str, locale: str | None) -> str:
    return (entry.get(f"{part}_localizations") or {}).get(locale, entry[part])


def _longest(entry: Json, part: str) -> int:
    return max(len(_in_locale(entry, part, locale)) for locale in (None, *_locales(entry)))
