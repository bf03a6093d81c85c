"""rensa, an index of MinHash signatures, over the texts of a JSON-lines file: each is asked for, then inserted.

Prints the CPU seconds, the number of texts and of answers. Threshold .3, 128 permutations, 32 bands, word 5-grams.
"""

import gzip
import json
import sys
import time

from rensa import RMinHash, RMinHashLSH

GRAM = 5


def main(path):
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        texts = [json.loads(row)["text"] for row in rows]
    before = time.thread_time()
    index = RMinHashLSH(threshold=0.3, num_perm=128, num_bands=32)
    found = 0
    for number, text in enumerate(texts):
        words = text.split()
        grams = [" ".join(words[n : n + GRAM]) for n in range(len(words) - GRAM + 1)]
        sketch = RMinHash(num_perm=128, seed=42)
        sketch.update(grams or [text])
        found += len(index.query(sketch))
        index.insert(number, sketch)
    print(f"{time.thread_time() - before:.4f} {len(texts)} {found}")


main(sys.argv[1])
