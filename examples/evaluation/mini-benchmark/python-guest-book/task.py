def render_entry(author: str, text: str) -> str:
    """Return the HTML list item of a guest book entry: the author in <b>, a colon and a space, then the text."""
