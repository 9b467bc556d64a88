"""Bytes to text: byte order marks, declared encodings, and detection that knows Japanese."""

import codecs
import re

from charset_normalizer import from_bytes

from knowledge.errors import ReadingError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE_BYTES = 200_000
_JAPANESE = ("cp932", "euc_jis_2004", "iso2022_jp_2004")
_DECLARED = {
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "euc-jp": "euc_jis_2004",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
}
_COMMON_JAPANESE = re.compile(r"[\u3040-\u309f\u30a1-\u30fc\u4e00-\u9fff、。]")
_ODD_JAPANESE = re.compile(r"[\uff61-\uff9f\ue000-\uf8ff\u0080-\u009f]")


def decode(data: bytes, *, source: str, declared: str | None = None) -> str:
    """Return the text of `data`.

    A byte order mark decides, then strict UTF-8, then the declared encoding where it fits, then
    UTF-16 without a mark, then Japanese encodings, then detection.

    Raises:
        ReadingError: the bytes are no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data, encoding, source)
    plain = _strictly(data, "utf-8")
    if (
        plain is not None
        and plain.count("\0") * 20 <= len(plain)
        and "\x1b$" not in plain[:100_000]
    ):
        return plain
    for text in (_declared(data, declared), _unmarked_utf16(data), _japanese(data)):
        if text is not None:
            return text
    return _detected(data, source)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _marked(data: bytes, encoding: str, source: str) -> str:
    text = _strictly(data, encoding)
    if text is None:
        raise ReadingError(
            source=source,
            problem=f"its mark says {encoding}, but its bytes are not",
            remedy="save it as UTF-8",
        )
    return text


def _declared(data: bytes, declared: str | None) -> str | None:
    if not declared:
        return None
    name = declared.strip().strip("\"'").lower()
    try:
        codec = codecs.lookup(_DECLARED.get(name, name))
    except (LookupError, ValueError):
        return None
    # Codecs such as zip or rot13 are no encodings of text.
    return _strictly(data, codec.name) if codec._is_text_encoding else None


def _unmarked_utf16(data: bytes) -> str | None:
    sample = data[:4096]
    if len(data) % 2 or len(sample) < 4:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    n_pairs = len(sample) // 2
    if max(even, odd) * 5 < n_pairs or min(even, odd) * 20 > n_pairs:
        return None
    return _strictly(data, "utf-16-be" if even > odd else "utf-16-le")


def _japanese(data: bytes) -> str | None:
    """Return the text in the Japanese encoding that reads most like Japanese, if one does."""
    best: tuple[float, str | None] = (0.5, None)
    for encoding in _JAPANESE:
        text = _strictly(data, encoding)
        if text is None or (encoding.startswith("iso2022") and b"\x1b$" not in data):
            continue
        score = _japanese_share(text)
        if score > best[0]:
            best = (score, text)
    return best[1]


def _japanese_share(text: str) -> float:
    """Return the share of the characters beyond ASCII that are common in Japanese, 0 to 1."""
    sample = text[:_SAMPLE_BYTES]
    beyond = sum(1 for c in sample if ord(c) > 127)
    if not beyond:
        return 0.0
    common, odd = len(_COMMON_JAPANESE.findall(sample)), len(_ODD_JAPANESE.findall(sample))
    kana = sum(1 for c in sample if "\u3040" <= c <= "\u30ff")
    return (common + 0.2 * kana - 2 * odd) / (1.2 * beyond)


def _detected(data: bytes, source: str) -> str:
    control = sum(1 for byte in data[:_SAMPLE_BYTES] if byte < 9 or 13 < byte < 27)
    best = from_bytes(data[:_SAMPLE_BYTES]).best() if control * 50 <= len(data) else None
    text = _strictly(data, best.encoding) if best is not None else None
    if text is None:
        raise ReadingError(
            source=source,
            problem="its bytes are no text in any encoding that is known here",
            remedy="save it as UTF-8, or give a PDF, spreadsheet, web page, JSON or Parquet file",
        )
    return text
