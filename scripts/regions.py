"""Completes vocabulary/regions.csv: `make regions` (or `python -m scripts.regions`).

Every ISO 3166-1 code gets a row with its names from CLDR (Babel) and the long forms of ISO 3166
(pycountry) as aliases. What was written by hand stays: names, kinds and aliases of rows that are
there already, and rows that ISO does not have (states, groups, the world). An alias that is another
row's name or alias, or that differs from its own name by case alone, is not added.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pycountry
from babel import Locale

FILE = Path(__file__).parents[1] / "knowledge" / "vocabulary" / "regions.csv"
COLUMNS = ("code", "iso3", "en", "ja", "aliases_en", "aliases_ja", "kind")


@dataclass(frozen=True, slots=True)
class Row:
    """One region as its line holds it."""

    code: str
    iso3: str
    en: str
    ja: str
    aliases_en: tuple[str, ...]
    aliases_ja: tuple[str, ...]
    kind: str

    def names(self) -> frozenset[str]:
        """Every name, folded."""
        own = (self.en, self.ja, *self.aliases_en, *self.aliases_ja)
        return frozenset(name.casefold() for name in own)


def complete(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with what ISO and CLDR add; rows keep their order, new ones come last."""
    known = {row.code: row for row in rows}
    for country in pycountry.countries:
        known.setdefault(country.alpha_2, _new_row(country.alpha_2, country.alpha_3))
    taken = {name: row.code for row in known.values() for name in row.names()}
    return [_with_aliases(row, taken) for row in known.values()]


def _new_row(code: str, iso3: str) -> Row:
    english, japanese = (Locale(language).territories[code] for language in ("en", "ja"))
    return Row(code, iso3, english, japanese, (), (), "territory")


def _with_aliases(row: Row, taken: dict[str, str]) -> Row:
    country = pycountry.countries.get(alpha_2=row.code)
    if country is None:
        return row
    found = [getattr(country, name, "") for name in ("name", "common_name", "official_name")]
    english = [Locale("en").territories.get(row.code, ""), *map(_unturned, found)]
    english = [name for name in english if name and "," not in name and ";" not in name]
    japanese = [Locale("ja").territories.get(row.code, "")]
    return replace(
        row,
        aliases_en=_added(row, row.aliases_en, english, taken),
        aliases_ja=_added(row, row.aliases_ja, [name for name in japanese if name], taken),
    )


def _unturned(name: str) -> str:
    """Say a turned name as it is spoken: "Korea, Republic of" is the Republic of Korea."""
    place, _, form = name.partition(", ")
    return f"{form} {place}" if form.endswith((" of", " of the")) else name


def _added(
    row: Row, aliases: Sequence[str], names: Iterable[str], taken: dict[str, str]
) -> tuple[str, ...]:
    """The aliases without repeats, then each name that is nobody's yet."""
    kept = list(dict.fromkeys(aliases))
    for name in names:
        folded = name.casefold()
        if taken.setdefault(folded, row.code) == row.code and folded not in (
            row.en.casefold(), row.ja.casefold(), *(alias.casefold() for alias in kept),
        ):  # fmt: skip
            kept.append(name)
    return tuple(kept)


def read_rows(text: str) -> list[Row]:
    """Read the table."""
    return [
        Row(
            r["code"], r["iso3"], r["en"], r["ja"],
            tuple(a for a in r["aliases_en"].split(";") if a),
            tuple(a for a in r["aliases_ja"].split(";") if a),
            r["kind"],
        )
        for r in csv.DictReader(text.splitlines())
    ]  # fmt: skip


def write_rows(rows: Iterable[Row]) -> str:
    """Write the table."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for r in rows:
        aliases = ";".join(r.aliases_en), ";".join(r.aliases_ja)
        writer.writerow([r.code, r.iso3, r.en, r.ja, *aliases, r.kind])
    return file.getvalue()


if __name__ == "__main__":
    FILE.write_text(write_rows(complete(read_rows(FILE.read_text("utf-8")))), encoding="utf-8")
