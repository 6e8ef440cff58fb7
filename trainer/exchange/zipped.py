"""Zip archives that are the same, byte for byte, whenever they are made from the same content."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from trainer.wording.slug import slug

if TYPE_CHECKING:
    from trainer.exchange.pictures import Pictures
    from trainer.question import Media, Question

_EPOCH = (1980, 1, 1, 0, 0, 0)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """An archive with these files, the first of them first."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return out.getvalue()


def identifier(question: Question, number: int) -> str:
    """A name of a question that every program takes for a name: letters, digits and hyphens."""
    ascii_only = re.sub(r"[^a-z0-9-]+", "-", slug(question.id)).strip("-")
    return f"q{number:03}-{ascii_only}".rstrip("-")


def media_name(media: Media) -> str:
    """The name of a media file in a package; folders are part of it, so that no two meet."""
    path = PurePosixPath(media.file)
    stem = re.sub(r"[^a-z0-9-]+", "-", slug(str(path.with_suffix("")), 80)).strip("-") or "file"
    return f"{stem}{path.suffix.lower()}"


def media_files(question: Question, pictures: Pictures, folder: str) -> dict[str, bytes]:
    """The picture and the sound of a question, by their names in a package's folder."""
    return {
        f"{folder}/{media_name(media)}": data
        for media in (question.image, question.audio)
        if media and (data := pictures.data(media)) is not None
    }
