"""Prints exact values of 1 - C(n - c, k) / C(n, k) from big-integer binomials: python3 pass_at_k_golden.py > pass-at-k.json"""
import json
from fractions import Fraction
from math import comb

sizes = [1, 2, 5, 10, 100, 200, 1000, 10_000]
cases = []
for n in sizes:
    for c in sorted({0, 1, 2, n // 3, n // 2, n - 2, n - 1, n}):
        for k in sorted({1, 2, 10, 100, n // 2, n - 1, n}):
            if 0 <= c <= n and 1 <= k <= n:
                cases.append([n, c, k, float(1 - Fraction(comb(n - c, k), comb(n, k)))])
print("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]")
