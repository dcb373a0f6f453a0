"""The story text of every page of a folder by one extractor: python extract.py FOLDER NAME, one JSON object to stdout.

Runs in an environment of its own (bench/reading/peers/.venv): nothing of it is a part of Regreso.
"""

from __future__ import annotations

import html
import json
import re
import sys
from importlib import import_module
from pathlib import Path


def story(name: str, page: str) -> str:
    """What the extractor keeps; "" where it gives up."""
    if name == "trafilatura":
        trafilatura = import_module("trafilatura")
        return trafilatura.extract(page, include_comments=False, favor_precision=True) or ""
    if name == "readability":
        kept = import_module("readability").Document(page).summary() if page.strip() else ""
        return html.unescape(re.sub(r"<[^>]+>", "\n", kept))
    return "\n".join(
        html.unescape(re.sub(r"<[^>]+>", " ", p)) for p in re.findall(r"(?is)<p\b[^>]*>(.*?)</p>", page)
    )


def main() -> None:
    """Read every page; an extractor that raises gave nothing for that page."""
    folder, name = Path(sys.argv[1]), sys.argv[2]
    found = {}
    for path in sorted(folder.glob("*.html")) + sorted(folder.glob("*.txt")):
        try:
            found[path.name] = story(name, path.read_text("utf8"))
        except Exception as error:  # noqa: BLE001 - whatever a peer raises is its answer
            found[path.name] = ""
            print(f"{path.name}: {error}", file=sys.stderr)
    json.dump(found, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
