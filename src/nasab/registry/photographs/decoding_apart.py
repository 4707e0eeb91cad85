"""The process in which a photograph is decoded: a decoder is old code that strangers feed.

Run as a program: the file behind a descriptor, the answer on the standard output: four bytes of length and the whole
picture, then the small one; nothing if it is no picture.
"""

from __future__ import annotations

import os
import sys
from typing import Final

from nasab.registry.apart import limits
from nasab.registry.apart.network import cut_off

__all__ = ["LONGEST", "SECONDS"]

SECONDS: Final = 20
LONGEST: Final = 16 * 1024 * 1024


def _run(descriptor: int) -> None:
    from PIL import Image

    from nasab.errors import NasabError
    from nasab.registry.photographs.pictures import LARGEST, pixels_only

    Image.init()  # what decodes is loaded before nothing may be loaded any more
    limits.bind(SECONDS)
    content = b""
    while len(content) <= LARGEST and (piece := os.read(descriptor, 1 << 20)):
        content += piece
    try:
        whole, small = pixels_only(content)
    except NasabError:
        return
    sys.stdout.buffer.write(len(whole).to_bytes(4, "big") + whole + small)


if __name__ == "__main__":
    cut_off()
    _run(int(sys.argv[1]))
