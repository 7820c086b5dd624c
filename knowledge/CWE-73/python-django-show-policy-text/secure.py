import logging
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import linebreaks
from django.views.decorators.http import require_GET

log = logging.getLogger("shop.legal")

POLICIES = {
    "terms": "legal/terms.txt",
    "privacy": "legal/privacy.txt",
    "returns": "legal/returns.txt",
    "shipping": "legal/shipping.txt",
}


@require_GET
def show_policy(request: HttpRequest) -> HttpResponse:
    """Show one of the legal texts as a simple page."""
    name = request.GET.get("doc", "terms")
    title = name.replace("_", " ").title()
    relative = POLICIES.get(name.removesuffix(".txt"))
    if relative is None:
        raise Http404("no such policy")
    path = Path(settings.BASE_DIR) / relative

    try:
        with open(path, encoding="utf-8") as source:
            text = source.read()
    except OSError:
        log.info("policy %s not found", name)
        raise Http404("no such policy")

    html = f"<article>{linebreaks(text, autoescape=True)}</article>"
    response = HttpResponse(html)
    response["X-Document-Title"] = title.encode("ascii", "ignore").decode().replace("\n", " ")
    response["Cache-Control"] = "public, max-age=3600"
    return response
