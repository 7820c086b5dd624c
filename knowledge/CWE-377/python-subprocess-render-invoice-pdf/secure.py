import logging
import os
import subprocess
import tempfile

from jinja2 import Environment, FileSystemLoader, select_autoescape

log = logging.getLogger("billing.render")
templates = Environment(loader=FileSystemLoader("templates"), autoescape=select_autoescape())


def render_invoice_pdf(invoice: dict, target: str, timeout: int = 60) -> str:
    """Render an invoice to PDF with the wkhtmltopdf command."""
    html = templates.get_template("invoice.html").render(invoice=invoice)

    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="invoice-", suffix=".html", delete=False
    ) as page:
        source = page.name
        page.write(html)

    try:
        subprocess.run(
            ["wkhtmltopdf", "--quiet", "--page-size", "A4", source, target],
            check=True,
            timeout=timeout,
            capture_output=True,
        )
    finally:
        os.unlink(source)

    log.info("invoice %s rendered to %s", invoice["number"], target)
    return target
