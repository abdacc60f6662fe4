"""Files at addresses of the web, which clients fetch themselves (https://core.telegram.org/type/WebDocument)."""

from __future__ import annotations

from angarium.domain import keyboards
from angarium.model.bots import WebFile
from angarium.model.errors import Refusal
from angarium.rpc.render.attributes import read_attributes
from angarium.tl import types


def read_file(given: types.TypeInputWebDocument | None) -> WebFile | None:
    """Refuses WEBDOCUMENT_URL_INVALID."""
    if given is None:
        return None
    if not keyboards.is_url(given.url) or not given.url.startswith("http"):
        raise Refusal("WEBDOCUMENT_URL_INVALID")
    known = {attribute.kind: attribute for attribute in read_attributes(given.attributes)}
    shape = known.get("Video") or known.get("ImageSize") or known.get("Audio")
    return WebFile(
        url=given.url, size=given.size, mime_type=given.mime_type[:128], width=shape.width if shape else 0,
        height=shape.height if shape else 0, duration=int(shape.duration) if shape else 0,
    )  # fmt: skip


def render_file(file: WebFile | None) -> types.TypeWebDocument | None:
    if file is None:
        return None
    attributes: list[types.TypeDocumentAttribute] = []
    if file.width and file.height:
        attributes.append(types.DocumentAttributeImageSize(w=file.width, h=file.height))
    return types.WebDocumentNoProxy(url=file.url, size=file.size, mime_type=file.mime_type, attributes=attributes)
