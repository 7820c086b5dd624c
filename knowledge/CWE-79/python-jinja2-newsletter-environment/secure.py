from datetime import date
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

TEMPLATES = Path(__file__).parent / "templates"


def build_environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=select_autoescape(["html", "xml"]),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["day"] = lambda value: value.strftime("%d %B")
    return environment


def render_issue(number: int, letters: list[dict], recipients: int) -> str:
    """Render one issue of the parish newsletter as the page of the web archive."""
    template = build_environment().get_template("issue.html")
    chosen = [letter for letter in letters if letter["approved"]]
    chosen.sort(key=lambda letter: letter["received"])
    return template.render(
        number=number,
        letters=chosen,
        printed=date.today(),
        recipients=recipients,
    )
