"""Logos: whatever was uploaded becomes an opaque picture of sensible size, or is refused with a reason. Runs in a worker."""

import io
from base64 import b64encode
from functools import lru_cache
from typing import Final

from PIL import Image, ImageFile, UnidentifiedImageError

from crm.documents.errors import DocumentError

_WIDTH, _HEIGHT = 1000, 400  # pixels: 300 dpi at the largest size that the style sheet prints
_PIXELS: Final = 30_000_000  # more is a mistake or a decompression bomb
_FORMATS: Final = ("PNG", "JPEG", "GIF", "WEBP")


def is_svg(data: bytes) -> bool:
    """Whether these bytes are an SVG drawing, by their first element."""
    head = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<") and b"<svg" in data[:4000]


def prepared(data: bytes) -> bytes:
    """A picture without transparency and no larger than is printed, as PNG; an SVG drawing as it is.

    An alpha channel makes every page slower, and on white paper nobody sees it.

    Raises:
        DocumentError: logo.
    """
    if is_svg(data):
        return data
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint sets it: half a logo would be printed without a word
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            if image.width * image.height > _PIXELS:
                raise DocumentError("logo", detail=f"{image.width} × {image.height} pixels are too many")
            image.load()
            made = _opaque(image)
    except UnidentifiedImageError:
        raise DocumentError("logo", detail="not a picture that can be read") from None
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise DocumentError("logo", detail=str(error)[:200]) from None
    made.thumbnail((_WIDTH, _HEIGHT))
    out = io.BytesIO()
    made.save(out, "PNG", optimize=True)
    return out.getvalue()


def _opaque(image: Image.Image) -> Image.Image:
    if image.mode in {"L", "RGB"} and "transparency" not in image.info:
        return image.copy()
    layer = image.convert("RGBA")
    paper = Image.new("RGBA", layer.size, "white")
    return Image.alpha_composite(paper, layer).convert("RGB")


@lru_cache(maxsize=8)
def data_uri(data: bytes) -> str:
    """The logo as the page refers to it: bytes in the address, nothing to fetch."""
    kind = "svg+xml" if is_svg(data) else "png"
    return f"data:image/{kind};base64,{b64encode(prepared(data)).decode()}"
