"""REFI-QDA projects put together from parts, for tests of what other programs write."""

from __future__ import annotations

import zipfile
from pathlib import Path

ADA, BO = "aaaaaaaa-0000-4000-8000-000000000001", "aaaaaaaa-0000-4000-8000-000000000002"
NAMESPACE = "urn:QDA-XML:project:1.0"
TALK = "I: How did it begin?\nU1: I sent the form and waited.\nI: Whom did you ring?\nU1: Nobody answered.\n"


def g(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


USERS = f'<Users><User guid="{ADA}" name="Ada"/><User guid="{BO}" name="Bo"/></Users>'
CODES = USERS + (
    f'<CodeBook><Codes><Code guid="{g(1)}" name="work" isCodable="true"><Code guid="{g(2)}" name="form" '
    f'isCodable="true"/></Code><Code guid="{g(3)}" name="texts" isCodable="true"><Code guid="{g(4)}" name="form" '
    'isCodable="true"/></Code></Codes></CodeBook>'
)


def coding(number: int, code: int, more: str = "", inside: str = "") -> str:
    return f'<Coding guid="{g(number)}" {more}><CodeRef targetGUID="{g(code)}"/>{inside}</Coding>'


def selection(number: int, start: object, end: object, name: str = "", inside: str = "", more: str = "") -> str:
    return (
        f'<PlainTextSelection guid="{g(number)}" name="{name}" startPosition="{start}" endPosition="{end}" {more}>'
        f"{inside}</PlainTextSelection>"
    )


def text_source(inside: str = "", path: str = "internal://t.txt", name: str = "talk", more: str = "") -> str:
    return f'<Sources><TextSource guid="{g(100)}" name="{name}" plainTextPath="{path}" {more}>{inside}</TextSource></Sources>'


def xml(body: str, *, namespace: str = f'xmlns="{NAMESPACE}"', more: str = "") -> bytes:
    return f'<?xml version="1.0" encoding="utf-8"?><Project {namespace} name="p" {more}>{body}</Project>'.encode()


def packed(folder: Path, project: bytes, files: dict[str, bytes], *, qde: str = "project.qde") -> Path:
    path = folder / "project.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(qde, project)
        for name, data in files.items():
            archive.writestr(name, data)
    return path
