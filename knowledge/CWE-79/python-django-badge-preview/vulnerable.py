from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

from events.models import Event


def attendee_label(name: str, company: str) -> str:
    if company:
        return mark_safe("<strong>%s</strong>, %s" % (name, company))
    return mark_safe("<strong>%s</strong>" % name)


@login_required
@require_GET
def badge_preview(request, event_id: int):
    event = Event.objects.only("title", "starts_on").get(pk=event_id)
    name = request.GET.get("name", "").strip()
    company = request.GET.get("company", "").strip()
    website = request.GET.get("website", "").strip()

    html = f'<div class="badge"><h2>{event.title}</h2><p>{attendee_label(name, company)}</p>'
    if website:
        html += f'<a href="{website}">{website}</a>'
    html += f"<small>{event.starts_on:%d %B %Y}</small></div>"
    return HttpResponse(html)
