"""Reads Frictionless data packages, and zip archives of any files that are read."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath

from knowledge.errors import ReadingError
from knowledge.reading.archives import Archive
from knowledge.reading.limits import Limits, check_limit
from knowledge.reading.parts import Facts, Parts, TablePart, iso_date, language_code

ReadParts = Callable[..., Parts]
ReadMember = Callable[[str], bytes]
PACKAGE_FILE = "datapackage.json"


def read_zip(data: bytes, *, source: str, limits: Limits, read: ReadParts, depth: int) -> Parts:
    """Read every file of an archive; what cannot be read is said, the rest is kept."""
    check_limit(source, "archives within archives", depth, limits.max_depth, "unpack it first")
    archive = Archive(data, source=source, limits=limits)
    package = next((n for n in archive.names if PurePosixPath(n).name == PACKAGE_FILE), None)
    if package is not None:
        folder = str(PurePosixPath(package).parent)
        prefix = "" if folder == "." else f"{folder}/"
        text = archive.read(package).decode("utf-8-sig", "replace")
        return read_package(
            text, source=source, limits=limits, read=read,
            member=lambda name: _member(archive, source, prefix + name),
        )  # fmt: skip
    found: list[Parts] = []
    skipped: list[str] = []
    for name in archive.names:
        if archive.unsafe_name(name):
            skipped.append(f"{name!r} was not read: its name points out of the archive")
            continue
        try:
            parts = read(
                archive.read(name), name=f"{source}/{name}", limits=limits, depth=depth + 1
            )
        except ReadingError as error:
            skipped.append(str(error))
        else:
            found.append(_named(parts, PurePosixPath(name).name))
    return together(found, Facts(), tuple(skipped))


def _member(archive: Archive, source: str, name: str) -> bytes:
    if name not in archive or archive.unsafe_name(name):
        raise ReadingError(
            source=f"{source}/{name}", problem="it is not in the archive", remedy="pack it too"
        )
    return archive.read(name)


def _named(parts: Parts, name: str) -> Parts:
    texts = tuple(replace(t, name=t.name or parts.facts.title or name) for t in parts.texts)
    tables = tuple(replace(t, name=t.name or t.caption or name) for t in parts.tables)
    return replace(parts, texts=texts, tables=tables)


def together(found: list[Parts], facts: Facts, skipped: tuple[str, ...]) -> Parts:
    """Join what was read of several files; facts are those of a sole file or those given."""
    sole = found[0].facts if len(found) == 1 else Facts()
    return Parts(
        texts=tuple(text for parts in found for text in parts.texts),
        tables=tuple(table for parts in found for table in parts.tables),
        facts=facts.or_else(sole),
        skipped=(*skipped, *(note for parts in found for note in parts.skipped)),
    )


def folder_member(folder: Path | None, source: str) -> ReadMember:
    """Return a reader of the files beside a package; none outside its folder is opened."""

    def member(name: str) -> bytes:
        path = (folder / name).resolve() if folder is not None else None
        if path is None or folder is None or not path.is_relative_to(folder.resolve()):
            raise ReadingError(
                source=f"{source}/{name}",
                problem="it is not beside the package",
                remedy="give the package as a folder's file or a zip with its data inside",
            )
        try:
            return path.read_bytes()
        except OSError as error:
            raise ReadingError(
                source=f"{source}/{name}", problem=str(error.strerror), remedy="put it there"
            ) from None

    return member


def read_package(
    text: str, *, source: str, limits: Limits, read: ReadParts, member: ReadMember
) -> Parts:
    """Read the resources of a data package; field titles and units go into the header."""
    try:
        package = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReadingError(
            source=source, problem=f"its package is no JSON ({error})", remedy="correct it"
        ) from None
    if not isinstance(package, dict) or not isinstance(package.get("resources"), list):
        raise ReadingError(
            source=source, problem="it lists no resources", remedy="see frictionlessdata.io"
        )
    found: list[Parts] = []
    skipped: list[str] = []
    check_limit(
        source, "number of files in it", len(package["resources"]), limits.max_files, "list fewer"
    )
    for resource in package["resources"]:
        try:
            found += _resource(resource, source=source, limits=limits, read=read, member=member)
        except ReadingError as error:
            skipped.append(str(error))
    return together(found, _facts(package), tuple(skipped))


def _resource(
    resource: object, *, source: str, limits: Limits, read: ReadParts, member: ReadMember
) -> list[Parts]:
    if not isinstance(resource, dict):
        raise ReadingError(source=source, problem="a resource is no object", remedy="correct it")
    title = str(resource.get("title") or resource.get("name") or "")
    if "data" in resource:
        data = json.dumps(resource["data"], ensure_ascii=False).encode()
        files = [(f"{title or 'data'}.json", data)]
    else:
        paths = resource.get("path")
        listed = paths if isinstance(paths, list) else [paths]
        files = [(str(p), _local(str(p), source, member)) for p in listed]
    units, titles = _units(resource), _titles(resource)
    encoding = resource.get("encoding")
    found = []
    for name, raw in files:
        data = raw
        if isinstance(encoding, str) and encoding.lower() not in ("utf-8", "utf8"):
            data = _recoded(raw, encoding)
        parts = read(data, name=name, limits=limits, depth=1)
        tables = tuple(
            replace(
                t, rows=_headed(t, units, titles), name=title or name, caption=t.caption or title
            )
            for t in parts.tables
        )
        found.append(replace(parts, tables=tables))
    return found


def _local(path: str, source: str, member: ReadMember) -> bytes:
    if "://" in path or path.startswith(("/", "\\")) or ".." in path.replace("\\", "/").split("/"):
        raise ReadingError(
            source=f"{source}/{path}",
            problem="it is not beside the package, and nothing is fetched",
            remedy="put the file beside the package and name it there",
        )
    return member(path)


def _recoded(data: bytes, encoding: str) -> bytes:
    try:
        return data.decode(encoding).encode()
    except (LookupError, UnicodeError):
        return data


def _units(resource: dict[str, object]) -> dict[str, str]:
    schema = resource.get("schema")
    fields = schema.get("fields") if isinstance(schema, dict) else None
    units = {}
    for field in fields if isinstance(fields, list) else ():
        if isinstance(field, dict) and isinstance(field.get("unit"), str) and field["unit"]:
            units[str(field.get("name"))] = field["unit"]
    return units


def _titles(resource: dict[str, object]) -> dict[str, str]:
    schema = resource.get("schema")
    fields = schema.get("fields") if isinstance(schema, dict) else None
    return {
        str(field.get("name")): " ".join(field["title"].split())[:200]
        for field in (fields if isinstance(fields, list) else ())
        if isinstance(field, dict)
        and isinstance(field.get("title"), str)
        and field["title"].strip()
    }


def _headed(
    table: TablePart, units: dict[str, str], titles: dict[str, str]
) -> tuple[tuple[str, ...], ...]:
    """Return a table whose header has the fields' titles and units: Electricity use (TWh)."""
    header, *rows = table.rows
    named = []
    for cell in header:
        title, unit = titles.get(cell, cell), units.get(cell, "")
        named.append(f"{title} ({unit})" if unit and f"({unit})" not in title else title)
    if len(set(named)) < len(set(header)):
        return table.rows
    return (tuple(named), *rows)


def _facts(package: dict[str, object]) -> Facts:
    def text(value: object, *keys: str) -> str | None:
        if isinstance(value, list):
            value = next((item for item in value if item), None)
        if isinstance(value, dict):
            return next((str(value[key]) for key in keys if value.get(key)), None)
        return value if isinstance(value, str) and value else None

    source = package.get("sources")
    url = text(package.get("homepage")) or text(source, "path")
    return Facts(
        title=text(package.get("title")) or text(package.get("name")),
        author=text(package.get("contributors"), "title"),
        publisher=text(package.get("publisher"), "title", "name") or text(source, "title"),
        published=iso_date(text(package.get("created")) or text(package.get("updated"))),
        language=language_code(text(package.get("language")) or text(package.get("languages"))),
        licence=text(package.get("licenses"), "name", "title", "path")
        or text(package.get("license")),
        url=url if url and url.startswith(("http://", "https://")) else None,
    )
