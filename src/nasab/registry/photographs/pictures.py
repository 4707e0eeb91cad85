"""From a file that somebody took to pixels: nothing else of it is kept.

Where it was taken, when, with what, a smaller picture inside, what somebody wrote into it: all of that stands beside
the pixels in a file.  So the pixels are taken out and written anew, turned upright first, since how the camera was held
is told beside them too.
"""

from __future__ import annotations

import io
import warnings
from typing import Final

from PIL import Image, ImageOps

from nasab.errors import NasabError, Problem

__all__ = ["LARGEST", "MOST_PIXELS", "no_picture", "pixels_only"]

LARGEST: Final = 20 * 1024 * 1024
MOST_PIXELS: Final = 25_000_000
#: Longer sides of what is kept.
WHOLE, SMALL = 2000, 160


def pixels_only(content: bytes) -> tuple[bytes, bytes]:
    """A photograph as JPEG without anything but its pixels, whole (at most 2,000 a side) and small.

    Anything but a JPEG or PNG of at most 20 megabytes and 25 megapixels: PHOTO-01.
    """
    if len(content) > LARGEST or not content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        raise no_picture()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # damaged words beside the pixels are no reason to refuse the pixels
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise no_picture()
                upright = _in_colour(_upright(picture))
    except NasabError:
        raise
    except Exception as error:  # whatever a broken or hostile picture makes a decoder raise
        raise no_picture() from error
    return _written(upright, WHOLE), _written(upright, SMALL)


def _upright(picture: Image.Image) -> Image.Image:
    """Turned as the camera was held; as it is where what stands beside the pixels cannot be read."""
    try:
        return ImageOps.exif_transpose(picture)
    except (SyntaxError, ValueError, KeyError, TypeError, OSError):
        return picture


def _in_colour(picture: Image.Image) -> Image.Image:
    """In eight bits a colour: greys of sixteen bits are scaled, and what is transparent becomes white."""
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda grey: grey / 256).convert("L").convert("RGB")
    if "transparency" in picture.info or picture.mode in ("RGBA", "LA", "PA"):
        clear = picture.convert("RGBA")
        white = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(white, clear).convert("RGB")
    return picture.convert("RGB")


def _written(picture: Image.Image, side: int) -> bytes:
    fresh = Image.new("RGB", picture.size)
    fresh.paste(picture)  # pixels alone: what hung on the picture stays behind
    fresh.thumbnail((side, side))
    out = io.BytesIO()
    fresh.save(out, "JPEG", quality=88)
    return out.getvalue()


def no_picture() -> NasabError:
    """What is said of anything that is no photograph (PHOTO-01)."""
    return NasabError(Problem("PHOTO-01", detail="20 MB, 25 MP"))
