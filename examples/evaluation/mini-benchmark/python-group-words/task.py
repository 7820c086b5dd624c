def group_words(words: list[str]) -> dict[str, list[str]]:
    """Group the words by their first letter in lower case, each group in the order of the list; leave empty words out."""
