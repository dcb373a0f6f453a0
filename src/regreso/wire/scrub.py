"""Photographs and scans of papers, made anew: what the eye sees is kept, everything else in the file is not.

A photograph tells where it was taken, with which telephone, and by whom it was edited; a PDF carries its
author, programs and whole other files. So nothing of the given bytes is kept: the picture is decoded, drawn
upon a fresh canvas, and written again. Call it in a child process with limits on memory and time: the
decoders are other people's C code, and the bytes are a stranger's (`scrubbed_apart` does so).
"""

from __future__ import annotations

import io
import resource
import struct
import subprocess
import sys
from typing import TYPE_CHECKING

import pypdfium2
from PIL import Image, ImageOps

from regreso.wire.errors import WireError

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES = 20 << 20
MOST_PIXELS = 60_000_000  # a telephone of 48 megapixels, and some room
MOST_PAGES = 10
APART_SECONDS, APART_BYTES = 30, 2 << 30  # of processor time, of memory: for one file in its own process
LONGEST_SIDE = 2200  # pixels: a page of A4 at 190 dots an inch, small print still to be read
_QUALITY = 80
_REFUSED = 3
_KINDS = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG", b"RIFF": "WEBP", b"%PDF-": "PDF"}
_HEIF = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif")


def kind_of(data: bytes) -> str:
    """What the first bytes say that the file is: JPEG, PNG, WEBP or PDF. A file's name is not asked.

    Raises:
        WireError: none of these.

    >>> kind_of(b"%PDF-1.7 ...")
    'PDF'
    """
    for start, kind in _KINDS.items():
        if data.startswith(start) and (kind != "WEBP" or data[8:12] == b"WEBP"):
            return kind
    if data[4:12] in _HEIF:
        raise WireError("This photograph is in the HEIC format: expected JPEG, PNG, WebP or PDF.")
    raise WireError(
        f"This is no picture and no PDF ({data[:4].hex() or 'empty'}): expected JPEG, PNG, WebP or PDF."
    )


def scrubbed(data: bytes) -> tuple[bytes, ...]:
    """The pages of a scan or photograph as JPEG files that hold the picture and nothing else.

    Args:
        data: the file as it was given, at most 20 MiB.

    Returns:
        One JPEG a page (at most 10), its longer side at most 2,200 pixels, upright, without metadata.

    Raises:
        WireError: too large, too many pages, of another kind, or damaged.

    >>> fresh = io.BytesIO()
    >>> Image.new("RGB", (3000, 1500), "white").save(fresh, "PNG")
    >>> [Image.open(io.BytesIO(page)).size for page in scrubbed(fresh.getvalue())]
    [(2200, 1100)]
    """
    if len(data) > MOST_BYTES:
        raise WireError(f"This file has {len(data) >> 20} MiB: expected at most {MOST_BYTES >> 20} MiB.")
    kind = kind_of(data)
    try:
        return tuple(_written(page) for page in (_pages(data) if kind == "PDF" else _picture(data, kind)))
    except WireError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_points() from error
    except (OSError, ValueError, SyntaxError, pypdfium2.PdfiumError) as error:
        raise WireError(f"This {kind} file is damaged and cannot be opened: take it again.") from error


def _too_many_points() -> WireError:
    return WireError(
        f"This picture has too many points: expected at most {MOST_PIXELS // 1_000_000} million."
    )


def _picture(data: bytes, kind: str) -> Iterator[Image.Image]:
    with Image.open(io.BytesIO(data), formats=(kind,)) as opened:
        if opened.width * opened.height > MOST_PIXELS:  # before anything is unpacked
            raise _too_many_points()
        opened.draft("RGB", (2 * LONGEST_SIDE, 2 * LONGEST_SIDE))  # a large JPEG is read at a smaller size
        yield ImageOps.exif_transpose(opened)


def _pages(data: bytes) -> Iterator[Image.Image]:
    document = pypdfium2.PdfDocument(data)
    try:
        if not 1 <= len(document) <= MOST_PAGES:
            raise WireError(f"This PDF has {len(document)} pages: expected 1 to {MOST_PAGES}.")
        for page in document:
            longer = max(page.get_size())
            yield page.render(scale=LONGEST_SIDE / max(longer, 1.0), may_draw_forms=False).to_pil()
            page.close()
    finally:
        document.close()


def _written(picture: Image.Image) -> bytes:
    shown = picture.convert("RGBA")
    shown.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    canvas = Image.new("RGB", shown.size, "white")
    canvas.paste(shown, mask=shown.getchannel("A"))
    out = io.BytesIO()
    canvas.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()


def scrubbed_apart(data: bytes) -> tuple[bytes, ...]:
    """As `scrubbed`, in a process of its own that sees nothing of ours and has limits on memory and time.

    Raises:
        WireError: as `scrubbed`; or opening it took too long or too much.

    >>> scrubbed_apart(b"GIF89a")
    Traceback (most recent call last):
    regreso.wire.errors.WireError: This is no picture and no PDF (47494638): expected JPEG, PNG, WebP or PDF.
    """
    if len(data) > MOST_BYTES:
        return scrubbed(data)  # refuses it
    command = [sys.executable, "-c", "from regreso.wire.scrub import serve; serve()"]
    try:
        done = subprocess.run(  # noqa: S603 - our own program, no shell
            command, input=data, capture_output=True, timeout=4 * APART_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise WireError("This file takes too long to open: expected a plain photograph or scan.") from error
    if done.returncode == _REFUSED:
        raise WireError(done.stderr.decode())
    if done.returncode:
        raise WireError("This file takes too much to open: expected a plain photograph or scan.")
    pages, rest = [], done.stdout
    while rest:
        (length,) = struct.unpack(">I", rest[:4])
        pages.append(rest[4 : 4 + length])
        rest = rest[4 + length :]
    return tuple(pages)


def serve() -> None:
    """The other end of `scrubbed_apart`: one file on standard input, its pages on standard output.

    No doctest: it limits the process in which it runs; tests/wire start one.
    """
    resource.setrlimit(resource.RLIMIT_CPU, (APART_SECONDS, APART_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (APART_BYTES, APART_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        pages = scrubbed(sys.stdin.buffer.read())
    except WireError as error:
        sys.stderr.write(str(error))
        sys.exit(_REFUSED)
    for page in pages:
        sys.stdout.buffer.write(struct.pack(">I", len(page)) + page)
