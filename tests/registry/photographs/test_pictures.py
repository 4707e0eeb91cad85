"""Of a photograph nothing but its pixels is kept."""

from __future__ import annotations

import io
import random
import subprocess
import zlib

import pytest
from PIL import Image, PngImagePlugin

from nasab.errors import NasabError
from nasab.registry.audit.gate import Refused
from nasab.registry.photographs.pictures import pixels_only
from nasab.registry.photographs.selectors import open_photograph
from nasab.registry.photographs.services import add
from tests.registry.pairs import a_child_found

SECRET = b"48.5839N 7.7455E Canon Zaira"


def jpeg(number, size=(60, 40)):
    """A photograph with whatever cameras and people write beside the pixels."""
    chance = random.Random(number)
    picture = Image.new("RGB", size, tuple(chance.choices(range(256), k=3)))
    exif = Image.Exif()
    exif[0x010F], exif[0x0112], exif[0x9286] = SECRET.decode(), chance.choice([1, 3, 6, 8]), SECRET.decode()
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (48.0, 35.0, 2.0)
    out = io.BytesIO()
    picture.save(
        out, "JPEG", exif=exif, comment=SECRET, xmp=b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>", icc_profile=SECRET
    )
    return out.getvalue() + b"\xff\xd8" + SECRET  # a second picture after the end, as telephones do


def png(number):
    chance = random.Random(number)
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", SECRET.decode())
    told.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    out = io.BytesIO()
    Image.new("RGBA", (50, 30), tuple(chance.choices(range(256), k=4))).save(
        out, "PNG", pnginfo=told, exif=b"Exif\x00\x00" + SECRET
    )
    return out.getvalue()


@pytest.mark.parametrize("kind", [jpeg, png])
def test_nothing_that_stood_beside_the_pixels_is_left(kind):
    for number in range(100):
        content = kind(number)
        assert SECRET in content
        for written in pixels_only(content):
            assert SECRET not in written
            with Image.open(io.BytesIO(written)) as picture:
                assert dict(picture.getexif()) == {}
                assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_a_photograph_is_turned_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    Image.new("RGB", (60, 40)).save(out, "JPEG", exif=exif)
    with Image.open(io.BytesIO(pixels_only(out.getvalue())[0])) as picture:
        assert picture.size == (40, 60)


def kept(picture, **how):
    """The first pixel of what is kept of a picture."""
    out = io.BytesIO()
    picture.save(out, "PNG", **how)
    with Image.open(io.BytesIO(pixels_only(out.getvalue())[0])) as written:
        return written.convert("RGB").getpixel((10, 10))


def test_what_is_transparent_is_white_and_greys_of_sixteen_bits_stay_grey():
    clear = Image.new("RGBA", (40, 40), (200, 0, 0, 0))
    assert min(kept(clear)) > 250
    palette = Image.new("P", (40, 40), 1)
    palette.putpalette([0, 0, 0, 0, 0, 200])
    assert kept(palette, transparency=0)[2] > 190
    assert min(kept(palette, transparency=1)) > 250
    grey = kept(Image.new("I;16", (40, 40), 128 * 256))
    assert all(abs(value - 128) < 4 for value in grey)


def test_damaged_words_beside_the_pixels_are_no_reason_to_refuse_them():
    out = io.BytesIO()
    Image.new("RGB", (60, 40), (0, 200, 0)).save(
        out, "JPEG", exif=b"Exif\x00\x00II*\x00" + random.Random(2).randbytes(60)
    )
    with Image.open(io.BytesIO(pixels_only(out.getvalue())[0])) as written:
        assert written.size in ((60, 40), (40, 60))


def flood(width, height):
    """A PNG that says it is huge and holds next to nothing."""

    def chunk(kind, content):
        return len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\x00\x00\x00"
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\x00" * 1000))
        + chunk(b"IEND", b"")
    )


HOSTILE = {
    **{f"flood {side}": flood(side, side) for side in (6000, 20_000, 65_000, 2**31 - 1)},
    "flat flood": flood(1, 2**31 - 1),
    "empty": b"", "text": b"hello", "gif": b"GIF89a" + bytes(100), "svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "cut": jpeg(1)[:60], "noise": b"\xff\xd8\xff" + random.Random(1).randbytes(5000), "nothing": b"\x89PNG\r\n\x1a\n",
    "large": b"\xff\xd8\xff" + bytes(21 * 1024 * 1024),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_photograph_is_refused_in_words(name):
    with pytest.raises(NasabError, match="PHOTO-01"):
        pixels_only(HOSTILE[name])


def test_what_strangers_send_is_decoded_in_a_process_apart_which_may_break(office):
    child = a_child_found(office, name="Bilal")
    for content in HOSTILE.values():
        with pytest.raises(NasabError, match="PHOTO-01"):
            add(child, content, by=office.actor("amina"))
    assert child.photographs.count() == 0
    photograph = add(child, png(4), by=office.actor("amina"))
    assert open_photograph(photograph.pk, by=office.actor("amina")) == pixels_only(png(4))[0]


def test_a_decoder_that_asks_for_too_much_is_stopped_and_nobody_is_harmed(office, monkeypatch):
    child = a_child_found(office, name="Bilal")
    monkeypatch.setattr("nasab.registry.photographs.services.SECONDS", -19)  # a second in all
    monkeypatch.setattr("nasab.registry.apart.processes.subprocess.Popen", Asleep)
    with pytest.raises(NasabError, match="PHOTO-01"):
        add(child, jpeg(1), by=office.actor("amina"))
    assert child.photographs.count() == 0


class Asleep(subprocess.Popen):
    """A program that does nothing for a minute."""

    def __init__(self, _command, **how):
        super().__init__(["sleep", "60"], **how)


def test_looking_at_a_photograph_is_a_permission_of_its_own(office):
    child = a_child_found(office, name="Bilal")
    photograph = add(child, jpeg(3), by=office.actor("amina"))
    assert open_photograph(photograph.pk, by=office.actor("nadia")).startswith(b"\xff\xd8\xff")
    for name in ("malika", "luc", "zoya", "boris", "olga", "yusuf"):
        with pytest.raises(Refused):
            open_photograph(photograph.pk, by=office.actor(name))
    assert b"\xff\xd8\xff" not in bytes(photograph.whole_sealed)
