"""What is drawn stays; where, with what and by whom it was taken does not."""

from __future__ import annotations

import io
import struct
import zlib

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from regreso.wire.errors import WireError
from regreso.wire.scrub import LONGEST_SIDE, MOST_BYTES, scrubbed

SECRET = b"HIDDEN-IN-THE-FILE"


def photograph(kind: str = "JPEG", size: tuple[int, int] = (400, 200), **options: object) -> bytes:
    picture = Image.new("RGB", size, "white")
    picture.paste((200, 0, 0), (0, 0, size[0] // 2, size[1]))  # red on the left
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def opened(page: bytes) -> Image.Image:
    return Image.open(io.BytesIO(page))


def with_gps() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Telephone of Olena"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (50.0, 27.0, 0.0)
    exif[0x9286] = SECRET
    return photograph(exif=exif, comment=SECRET)


def test_where_a_photograph_was_taken_is_gone() -> None:
    given_file = with_gps()
    assert SECRET in given_file
    assert opened(given_file).getexif().get_ifd(0x8825)
    (page,) = scrubbed(given_file)
    assert not opened(page).getexif()
    assert "comment" not in opened(page).info
    assert SECRET not in page
    assert b"Olena" not in page


def test_the_picture_itself_stays() -> None:
    (page,) = scrubbed(with_gps())
    red, green, _blue = opened(page).getpixel((50, 100))  # type: ignore[misc]  # an RGB picture has three
    assert red > 150
    assert green < 60
    assert opened(page).getpixel((350, 100)) >= (240, 240, 240)  # type: ignore[operator]  # the same


def test_a_picture_held_sideways_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    (page,) = scrubbed(photograph(exif=exif))
    assert opened(page).size == (200, 400)


@pytest.mark.parametrize("tail", [b"PK\x03\x04" + SECRET, b"<script>" + SECRET, b"%PDF-1.7" + SECRET])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_file_that_is_two_kinds_at_once_comes_out_as_one(kind: str, tail: bytes) -> None:
    (page,) = scrubbed(photograph(kind) + tail)
    assert opened(page).format == "JPEG"
    assert SECRET not in page


def test_what_shines_through_lies_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(out, "PNG")
    (page,) = scrubbed(out.getvalue())
    assert opened(page).getpixel((25, 25)) == (255, 255, 255)


def test_a_large_photograph_is_made_smaller() -> None:
    (page,) = scrubbed(photograph(size=(6000, 4000)))
    assert max(opened(page).size) <= LONGEST_SIDE


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it has so many points."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes(1 << 20))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("width", "height"), [(50_000, 50_000), (10_000, 10_000), (8_000, 8_000)])
def test_a_bomb_is_refused_before_it_is_unpacked(width: int, height: int) -> None:
    with pytest.raises(WireError, match="too many points"):
        scrubbed(bomb(width, height))


def pdf(pages: int) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _page in range(pages):
        document.new_page(595, 842)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_pdf_becomes_a_picture_a_page() -> None:
    pages = scrubbed(pdf(3) + SECRET)
    assert [opened(page).format for page in pages] == ["JPEG"] * 3
    assert max(opened(pages[0]).size) == LONGEST_SIDE
    assert SECRET not in b"".join(pages)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no picture and no PDF"),
        (b"GIF89a" + bytes(50), "no picture and no PDF"),
        (b"<svg onload=alert(1)>", "no picture and no PDF"),
        (b"\0\0\0\x18ftypheic" + bytes(50), "HEIC"),
        (b"\xff\xd8\xff" + bytes(500), "damaged"),
        (photograph()[:300], "damaged"),
        (b"%PDF-1.7\nnothing", "damaged"),
        (b"RIFF\0\0\0\0AVI " + bytes(50), "no picture and no PDF"),
        (bytes(MOST_BYTES + 1), "at most 20 MiB"),
    ],
)
def test_what_it_cannot_take_is_said_in_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(WireError, match=said):
        scrubbed(data)


def test_a_book_is_refused() -> None:
    with pytest.raises(WireError, match="11 pages"):
        scrubbed(pdf(11))


@given(st.sampled_from([photograph(), photograph("PNG"), pdf(1)]), st.data())
def test_damage_ends_in_a_picture_or_a_sentence(whole: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(whole) - 1))
    broken = whole[:at] + data.draw(st.binary(max_size=8)) + whole[at + data.draw(st.integers(0, 40)) :]
    try:
        pages = scrubbed(broken)
    except WireError:
        return
    assert all(opened(page).format == "JPEG" for page in pages)
