from solution import group_words

assert group_words(["Ant", "bee", "ape", ""]) == {"a": ["Ant", "ape"], "b": ["bee"]}
assert group_words([]) == {}
print("all tests passed")
