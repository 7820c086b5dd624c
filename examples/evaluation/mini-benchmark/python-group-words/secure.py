def group_words(words: list[str]) -> dict[str, list[str]]:
    """Group the words by their first letter in lower case, each group in the order of the list; leave empty words out."""
    groups: dict[str, list[str]] = {}
    for word in words:
        if word:
            groups.setdefault(word[0].lower(), []).append(word)
    return groups
