"""Check an exported audit chain of Regreso without Regreso: only Python 3.8 or newer is needed.

    python3 verify_chain.py EXPORT.jsonl [ANCHORS.jsonl]

The first file is what `regreso audit export` writes. Every row bears the SHA-256 of its columns and of the
hash before it, so that changing, removing, adding or exchanging any row breaks the chain from there on. The
second is the file of daily anchors, best a copy that was kept where the keepers of the casebook cannot write:
each line says how long a chain was on a day and which hash stood there. Ends with 0 when all is whole, else
with 1 and the first bad row of each chain. What a row is about (its ids, states, times) is in its columns; what
somebody said is not in the export, only its digest.

This program shares no line with Regreso's own verifier, on purpose. Read it: it is short.
"""

import hashlib
import json
import sys

START = "0" * 64  # the hash before the first row
COLUMNS = {
    "moves": "number operation_id id subject subject_id name before after role actor_id via_id at said_digest",
    "reads": "number operation_id id kind ids_digest count page reader_id at said_digest",
}


def row_hash(previous, columns):
    """SHA-256 over the JSON list of the hash before and all columns, each written as text."""
    text = json.dumps([previous] + columns, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


class Chain:
    """One chain as its lines come by: it keeps the last hash and the first fault, no rows."""

    def __init__(self, head, wanted):
        self.head, self.rows, self.last, self.fault = head, 0, START, ""
        self.name = "%s %s" % (head.get("operation"), head.get("kind"))
        self.wanted = wanted  # length -> (hash, day), of the anchors
        self.size = len(COLUMNS[head["kind"]].split())

    def take(self, row):
        """Check one row against the row before it."""
        if self.fault:
            return
        self.rows += 1
        if not isinstance(row, list) or len(row) != self.size + 2 or not all(isinstance(c, str) for c in row):
            self.fault = "row %d: it is no row of this chain" % self.rows
            return
        columns, previous, own = row[:-2], row[-2], row[-1]
        if columns[0] != str(self.rows):
            self.fault = "row %d: it is missing, or stands elsewhere (number %s is here)" % (
                self.rows,
                columns[0],
            )
        elif columns[1] != self.head["operation"]:
            self.fault = "row %d: it belongs to another operation" % self.rows
        elif previous != self.last:
            self.fault = "row %d: it does not follow from the row before" % self.rows
        elif row_hash(previous, columns) != own:
            self.fault = "row %d (%s): it was changed after it was written" % (self.rows, columns[2])
        elif self.rows in self.wanted and self.wanted[self.rows][0] != own:
            self.fault = "row %d: the anchor of %s says that another row stood here" % (
                self.rows,
                self.wanted[self.rows][1],
            )
        self.last = own

    def end(self):
        """What is wrong with the chain as a whole, or ""."""
        if self.fault:
            return self.fault
        if self.head.get("length") != self.rows or self.head.get("head") != self.last:
            return "row %d: the chain ends here; its head says %s rows" % (
                self.rows + 1,
                self.head.get("length"),
            )
        late = sorted(length for length in self.wanted if length > self.rows)
        if late:
            return "row %d: it is missing; the anchor of %s knew %d rows" % (
                self.rows + 1,
                self.wanted[late[0]][1],
                late[0],
            )
        return ""


def anchors(path):
    """{(operation, kind): {length: (hash, day)}}; every line must name the digest of the line before."""
    found, before = {}, START
    with open(path, "rb") as file:
        for number, line in enumerate(file, 1):
            line = line.rstrip(b"\n")
            told = json.loads(line)
            if told["before"] != before:
                sys.exit("%s, line %d: it does not follow from the line before it" % (path, number))
            lengths = found.setdefault((told["operation"], told["kind"]), {})
            if lengths.get(told["length"], (told["head"],))[0] != told["head"]:
                sys.exit("%s, line %d: two anchors of one row differ" % (path, number))
            lengths[told["length"]] = (told["head"], told["at"][:10])
            before = hashlib.sha256(line).hexdigest()
    return found


def check(path, known):
    """Go through the export once; the chains in it."""
    chains = []
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            try:
                told = json.loads(line)
            except ValueError:
                sys.exit("%s, line %d: it is cut off or no JSON" % (path, number))
            if isinstance(told, dict):
                if told.get("format") != 1 or told.get("columns") != COLUMNS.get(
                    told.get("kind"), ""
                ).split() + ["previous", "hash"]:
                    sys.exit("%s, line %d: a form of export that this program does not know" % (path, number))
                chains.append(Chain(told, known.pop((told["operation"], told["kind"]), {})))
            elif chains:
                chains[-1].take(told)
            else:
                sys.exit("%s, line 1: this is no export of a chain" % path)
    return chains


def main(arguments):
    """Check, and say so."""
    if len(arguments) not in (1, 2):
        sys.exit(__doc__)
    known = anchors(arguments[1]) if len(arguments) > 1 else {}
    chains, bad = check(arguments[0], known), 0
    for chain in chains:
        fault = chain.end()
        bad += bool(fault)
        print("%s: %s" % (chain.name, "BAD, " + fault if fault else "whole (%d rows)" % chain.rows))
    if not chains:
        sys.exit("%s: there is nothing in it" % arguments[0])
    for operation, kind in sorted(known):
        print("%s %s: not in this export, though anchors know it" % (operation, kind))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
