"""The vocabulary of rich text: code pages, languages, letters by name, and groups that hold no text."""

from __future__ import annotations

__all__ = ["BY_CHARSET", "LANGUAGES", "LETTERS", "PAGES_BY_NUMBER", "SKIPPED", "date_of"]

BY_CHARSET = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
"""The code page that a font's character set stands for."""

PAGES_BY_NUMBER = {10000: "mac_roman", 10006: "mac_greek", 10007: "mac_cyrillic", 10029: "mac_latin2", 10081: "mac_turkish", 65001: "utf-8", 936: "gbk"}  # fmt: skip
"""Code pages whose Python name is not ``cp`` and their number."""

LETTERS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "enspace": "\u2002", "emspace": "\u2003", "qmspace": "\u2005", "~": "\u00a0",
    "_": "\u2011", "-": "\u00ad", "zwj": "\u200d", "zwnj": "\u200c", "zwbo": "\u200b", "ltrmark": "\u200e",
    "rtlmark": "\u200f", "{": "{", "}": "}", "\\": "\\",
}  # fmt: skip
"""Control words and symbols that stand for a letter."""

SKIPPED = frozenset(
    [
        "colortbl",
        "pict",
        "objdata",
        "filetbl",
        "listtable",
        "listoverridetable",
        "rsidtbl",
        "xmlnstbl",
        "themedata",
        "colorschememapping",
        "datastore",
        "latentstyles",
        "generator",
        "pgptbl",
        "bkmkstart",
        "bkmkend",
        "nonshppict",
        "nonesttables",
        "sp",
        "xe",
        "tc",
        "tcn",
        "ftnsep",
        "ftnsepc",
        "ftncn",
        "aftnsep",
        "aftnsepc",
        "aftncn",
        "atnicn",
        "template",
        "falt",
        "panose",
        "pntxta",
        "pntxtb",
        "pnseclvl",
        "userprops",
        "protusertbl",
        "passwordhash",
        "datafield",
        "fontemb",
        "fontfile",
        "background",
        "do",
        "keywords",
        "company",
        "operator",
        "doccomm",
        "comment",
        "hlinkbase",
        "category",
        "manager",
        "subject",
        "shprslt",
        "atntime",
        "atnparent",
    ]
)
"""Groups that hold nothing a reader of the page sees, or that are read in another way."""

LANGUAGES = {
    1027: "ca-ES", 1029: "cs-CZ", 1030: "da-DK", 1031: "de-DE", 1032: "el-GR", 1033: "en-US", 1034: "es-ES",
    1035: "fi-FI", 1036: "fr-FR", 1038: "hu-HU", 1039: "is-IS", 1040: "it-IT", 1043: "nl-NL", 1044: "nb-NO",
    1045: "pl-PL", 1046: "pt-BR", 1048: "ro-RO", 1049: "ru-RU", 1053: "sv-SE", 1055: "tr-TR", 1058: "uk-UA",
    1061: "et-EE", 1062: "lv-LV", 1063: "lt-LT", 1083: "se-NO", 2055: "de-CH", 2057: "en-GB", 2060: "fr-BE",
    2067: "nl-BE", 2068: "nn-NO", 2070: "pt-PT", 2077: "sv-FI", 3079: "de-AT", 3081: "en-AU", 3082: "es-ES",
    3084: "fr-CA", 4105: "en-CA", 6153: "en-IE",
}  # fmt: skip
"""Windows' numbers for languages."""


def date_of(number: int) -> str | None:
    """The time that a packed number of rich text stands for.

    Examples
    --------
    >>> date_of(10 | 9 << 6 | 1 << 11 | 3 << 16 | 124 << 20)
    '2024-03-01T09:10:00'
    """
    minute, hour, day = number & 63, number >> 6 & 31, number >> 11 & 31
    month, year = number >> 16 & 15, 1900 + (number >> 20 & 511)
    if not (1 <= month <= 12 and 1 <= day <= 31 and hour < 24 and minute < 60):
        return None
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:00"
