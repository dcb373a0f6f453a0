"""Files that were made to do harm, each read by the command: python bench/reading/hostile.py [--out FILE].

Each must end within 20 s and 1 GiB as leads or as a record that says why not. The files are made here and hold nothing
but what harms a reader: archives and lists that grow, endless nesting, loops, one line of 200 MB, wrong encodings,
turned writing directions, double keys, entities, attachments that are two things at once.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

_SECONDS, _MIB = 20.0, 1024.0
_SAYS = "Рядовой Иван Серов попал в плен под Суджей. Горячая линия: +380 44 555 01 17.\n"


def _zipped(parts: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return held.getvalue()


_BOOK = b'<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
_RELS = b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'


def _book(sheet: bytes, **more: bytes) -> bytes:
    return _zipped(
        {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": _BOOK, "xl/_rels/workbook.xml.rels": _RELS, "xl/worksheets/sheet1.xml": sheet}
        | {name.replace("__", "/"): data for name, data in more.items()}
    )  # fmt: skip


def xlsx_bomb() -> bytes:
    return _book(
        b"<worksheet><sheetData>" + b"<row><c><v>1</v></c></row>" * 12_000_000 + b"</sheetData></worksheet>"
    )


def xlsx_bomb_in_strings() -> bytes:
    return _book(b"<worksheet/>", **{"xl__sharedStrings.xml": b"<sst>" + b"<si><t>a</t></si>" * 15_000_000})


def xlsx_entities() -> bytes:
    bomb = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;">]>'
    return _book(bomb + b"<worksheet><sheetData><row><c t='str'><v>&e;</v></c></row></sheetData></worksheet>")


def zip_in_zip() -> bytes:
    held = b"0" * 30_000_000
    for n in range(4):
        held = _zipped({f"xl/{n}.zip": held})
    return held


def html_nested() -> bytes:
    return b"<div>" * 100_000 + _SAYS.encode() + b"</div>" * 100_000


def html_nested_tables() -> bytes:
    return b"<table><tr><td>" * 60_000 + _SAYS.encode()


def html_comments() -> bytes:
    return b"<p>" + b"<!--" * 500_000 + _SAYS.encode()


def html_unclosed() -> bytes:
    return (b"<b><i><p>" * 200_000) + _SAYS.encode()


def pdf_loop() -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 3 0 R/Contents 4 0 R>>endobj\n4 0 obj<</Length 5 0 R>>stream\nendstream endobj\n5 0 obj 4 0 R endobj\n"
        b"xref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Size 6/Prev 9>>\nstartxref\n9\n%%EOF"
    )


def pdf_wide() -> bytes:
    text = b"BT /F 9 Tf " + b"1 0 0 1 10 10 Tm (a) Tj " * 400_000 + b"ET"
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Length "
        + str(len(text)).encode()
        + b">>stream\n"
        + text
        + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )


def one_line() -> bytes:
    return b"a" * 200_000_000


def one_line_within() -> bytes:
    return ("Иван " * 1_800_000).encode()


def digits() -> bytes:
    return b"1 " * 3_000_000


def dots() -> bytes:
    return ("А." * 1_500_000).encode()


def wrong_encodings() -> bytes:
    return (
        b"\xef\xbb\xbf" + _SAYS.encode("cp1251") + _SAYS.encode("utf-16-le") + _SAYS.encode("koi8-u") * 2_000
    )


def half_utf16() -> bytes:
    return b"\xff\xfe" + (_SAYS * 500).encode("utf-16-le")[:-1]


def turned_direction() -> bytes:
    return ("\u202e" + _SAYS[::-1] + "\u2066\u2067\u200f" * 200_000 + _SAYS).encode()


def combining() -> bytes:
    return ("И" + "\u0301" * 2_000_000 + _SAYS).encode()


def csv_nul() -> bytes:
    return b"name;status\0;\n" + b"\0;\0\n" * 300_000 + b'"' + b";" * 500_000


def csv_wide() -> bytes:
    return (b"a;" * 100_000 + b"\n") * 50


def json_keys() -> bytes:
    return b'{"messages": [], "messages": [' + b",".join(b'{"id":1,"id":2,"type":"message","text":"a","text":"b"}' for _ in range(20_000)) + b"]}"  # fmt: skip


def json_deep() -> bytes:
    return b'{"messages": [{"id":1,"type":"message","text":' + b"[" * 200_000 + b"]" * 200_000 + b"}]}"


def json_endless() -> bytes:
    return b'{"messages": [{"id":1,"type":"message","text":"' + b"a" * 40_000_000


def json_number() -> bytes:
    return b'{"messages": [{"id":' + b"9" * 2_000_000 + b',"type":"message","text":"a"}]}'


def rss_entities() -> bytes:
    return b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaaaaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&c;&d;</title></item></channel></rss>'


def rss_deep() -> bytes:
    return b"<rss><channel>" + b"<item>" * 150_000


def mail_polyglot() -> bytes:
    inner = _book(b"<worksheet/>") + b"<html><script>1</script>" + pdf_loop()
    return (
        b'From: a@a.example\nTo: b@b.example\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain; charset="utf-7"\n\n'
        + _SAYS.encode()
        + b'\n--b\nContent-Type: image/png; name="a.xlsx.html"\nContent-Disposition: attachment; filename="../../a.pdf"\nContent-Transfer-Encoding: 8bit\n\n'
        + inner
        + b"\n--b--\n"
    )


def mail_nested() -> bytes:
    parts = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(3_000))
    return b"From: a@a.example\nTo: b@b.example\nSubject: x\n" + parts + b"\n" + _SAYS.encode()


def mail_header() -> bytes:
    return b"From: a@a.example\nTo: b@b.example\nSubject: " + b"=?utf-8?q?=D0=98?= " * 300_000 + b"\n\nx"


FILES: dict[str, Callable[[], bytes]] = {
    name: made for name, made in list(globals().items()) if callable(made) and getattr(made, "__module__", "") == __name__ and not name.startswith("_")
}  # fmt: skip


def read(path: Path, out: Path) -> dict[str, object]:
    """One file through the command: seconds, memory of its largest process, and what its record says."""
    command = [sys.executable, "-m", "regreso.cli", "read", str(path), "--out", str(out)]
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    records = [json.loads(line) for line in out.read_text("utf8").splitlines()] if out.exists() else []
    failed = [one for one in records if one["kind"] == "unreadable"]
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {
        "exit": ran.returncode,
        "processor_seconds": round(spent, 1),
        "wall_seconds": round(time.monotonic() - began, 1),
        "leads": len(records) - len(failed),
        "says": f"{failed[0]['stage']}: {failed[0]['reason']}"[:110] if failed else ran.stderr.strip()[-110:] if ran.returncode else "",
    }  # fmt: skip


def all_read(folder: Path, names: list[str]) -> Iterator[tuple[str, dict[str, object]]]:
    for name in names:
        path = folder / f"{name}.bin"
        path.write_bytes(FILES[name]())
        (folder / "leads.jsonl").unlink(missing_ok=True)
        yield name, read(path, folder / "leads.jsonl")
        path.unlink()


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("names", nargs="*")
    ask.add_argument("--out", type=Path)
    args = ask.parse_args()
    figures: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as made:
        for name, found in all_read(Path(made), args.names or list(FILES)):
            figures[name] = found
            print(f"{name:<24}", *(f"{key}={value}" for key, value in found.items()), flush=True)
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"most memory of one process {most:.0f} MiB of {_MIB:.0f}; limit {_SECONDS:.0f} s")
    if args.out:
        told = {"files": figures, "most_memory_of_one_process_mib": round(most), "load": os.getloadavg()[0]}
        args.out.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf8")


if __name__ == "__main__":
    main()
