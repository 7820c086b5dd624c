"""Writes bm25.json: BM25 scores computed straight from the formula, with no index and no shortcut.

Independent of src/retrieval/bm25.ts on purpose: for every query and document the sum is taken term by term, statistics are
counted by scanning all documents. Documents are drawn from a fixed linear congruential generator, so that the file can be made
again with the same bytes:  python3 test/retrieval/golden/bm25_golden.py > test/retrieval/golden/bm25.json
"""

import json
import math
from fractions import Fraction


def generator(seed):
    while True:
        seed = (seed * 1103515245 + 12345) % 2**31
        yield seed >> 16


def corpus(seed, size, vocabulary, longest):
    draw = generator(seed)
    documents = []
    for _ in range(size):
        # Squaring the draw favours low numbers: some tokens are common, most are rare.
        length = next(draw) % (longest + 1)
        documents.append([f"t{(next(draw) % 1000) ** 2 * vocabulary // 10**6}" for _ in range(length)])
    return documents


def score(query, document, documents, k1, b, epsilon):
    total = len(documents)
    average = Fraction(sum(len(d) for d in documents), total)

    def raw_idf(term):
        holding = sum(1 for d in documents if term in d)
        return math.log(total - holding + 0.5) - math.log(holding + 0.5)

    terms = {term for d in documents for term in d}
    mean = math.fsum(raw_idf(term) for term in terms) / len(terms)
    result = 0.0
    for term in query:
        count = document.count(term)
        if count == 0:
            continue
        idf = raw_idf(term)
        if idf < 0:
            idf = epsilon * mean
        damping = k1 * (1 - b + b * float(len(document) / average))
        result += idf * count * (k1 + 1) / (count + damping)
    return result


def case(name, documents, queries, k1=1.5, b=0.75, epsilon=0.25):
    return {
        "name": name,
        "options": {"k1": k1, "b": b, "epsilon": epsilon},
        "documents": documents,
        "queries": [
            {"tokens": q, "scores": [round(score(q, d, documents, k1, b, epsilon), 9) for d in documents]}
            for q in queries
        ],
    }


cases = [
    case(
        "three short documents",
        [["open", "read", "close"], ["open", "execute", "execute"], ["connect", "execute", "close", "commit", "close"]],
        [["open"], ["execute", "commit"], ["execute", "execute"], ["absent"], []],
    ),
    case("a term in every document", [["a", "b"], ["a", "c"], ["a", "d"], ["a", "a", "e"]], [["a"], ["a", "e"]]),
    case("an empty document among others", [[], ["x"], ["x", "y"], ["z"]], [["x", "y"]]),
    case("forty drawn documents", corpus(7, 40, 60, 25), corpus(11, 6, 60, 12)),
    case("other parameters", corpus(23, 25, 30, 15), corpus(29, 4, 30, 8), k1=0.9, b=0.4, epsilon=0.1),
]
print(json.dumps({"cases": cases}, indent=1))
