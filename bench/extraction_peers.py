"""What a peer extracts from the pages of the extraction bench, in the form that its scorer reads.

    python3 extraction_peers.py trafilatura|resiliparse FOLDER PREDICTIONS.jsonl

FOLDER holds `truth.jsonl.gz` and the pages. A page on which the peer fails is a page without a prediction, and is counted.
"""
import gzip
import json
import os
import sys


def trafilatura():
    """The defaults, metadata on."""
    from trafilatura import bare_extraction

    def extract(page, address):
        found = bare_extraction(page, url=address, with_metadata=True)
        if found is None:
            return {}
        fields = found.as_dict()
        return {
            "title": fields.get("title"),
            "body": fields.get("text") or "",
            "authors": [name for name in (fields.get("author") or "").split("; ") if name],
            "published": fields.get("date"),
            "site_name": fields.get("sitename"),
            "section": fields.get("categories"),
            "description": fields.get("description"),
            "lang": fields.get("language"),
        }

    return extract


def resiliparse():
    """The main content; it has no facts but the title."""
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import detect_encoding
    from resiliparse.parse.html import HTMLTree

    def extract(page, _):
        tree = HTMLTree.parse_from_bytes(page, detect_encoding(page))
        return {"title": tree.title, "body": extract_plain_text(tree, main_content=True)}

    return extract


def main(peer, folder, out):
    extract = {"trafilatura": trafilatura, "resiliparse": resiliparse}[peer]()
    failed = 0
    with (
        gzip.open(os.path.join(folder, "truth.jsonl.gz"), "rt", encoding="utf-8") as rows,
        open(out, "w", encoding="utf-8") as predictions,
    ):
        for row in map(json.loads, rows):
            with gzip.open(os.path.join(folder, row["html"])) as page:
                data = page.read()
            try:
                found = extract(data, row.get("url"))
            except Exception as problem:  # a peer's failure is its answer
                print(f"{row['id']}: {problem}", file=sys.stderr)
                failed += 1
                continue
            predictions.write(json.dumps({"id": row["id"], **found}) + "\n")
    print(f"{peer}: failed on {failed} pages", file=sys.stderr)


main(*sys.argv[1:])
