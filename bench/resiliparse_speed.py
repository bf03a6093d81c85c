"""CPU seconds of resiliparse's extraction over pages, one at a time: seconds, pages, bytes, peak memory in kB.

    python3 resiliparse_speed.py text|bytes PAGE.html.gz…

`text`: pages are decoded before the clock runs, which favours resiliparse; `bytes`: it detects and decodes, too, as ours
does. Pages are read and unpacked before the clock runs either way.
"""
import gzip
import resource
import sys
import time

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding
from resiliparse.parse.html import HTMLTree


def of_bytes(data):
    tree = HTMLTree.parse_from_bytes(data, detect_encoding(data))
    return extract_plain_text(tree, main_content=True)


def of_text(text):
    return extract_plain_text(text, main_content=True)


job, *names = sys.argv[1:]
seconds = pages = size = 0
for name in names:
    with gzip.open(name) as page:
        data = page.read()
    size += len(data)
    extract = of_bytes
    if job == "text":
        data, extract = bytes_to_str(data, detect_encoding(data)), of_text
    if not pages:
        extract(data)
    start = time.thread_time()
    extract(data)
    seconds += time.thread_time() - start
    pages += 1
print(seconds, pages, size, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
