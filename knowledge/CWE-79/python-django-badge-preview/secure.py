from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.html import format_html
from django.views.decorators.http import require_GET

from events.models import Event


def attendee_label(name: str, company: str) -> str:
    if company:
        return format_html("<strong>{}</strong>, {}", name, company)
    return format_html("<strong>{}</strong>", name)


@login_required
@require_GET
def badge_preview(request, event_id: int):
    event = Event.objects.only("title", "starts_on").get(pk=event_id)
    name = request.GET.get("name", "").strip()
    company = request.GET.get("company", "").strip()
    website = request.GET.get("website", "").strip()

    link = ""
    if urlsplit(website).scheme in ("http", "https"):
        link = format_html('<a href="{}">{}</a>', website, website)
    html = format_html(
        '<div class="badge"><h2>{}</h2><p>{}</p>{}<small>{}</small></div>',
        event.title,
        attendee_label(name, company),
        link,
        event.starts_on.strftime("%d %B %Y"),
    )
    return HttpResponse(html)
