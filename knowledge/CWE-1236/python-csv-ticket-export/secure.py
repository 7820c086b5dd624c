import csv
import io
import logging

from django.contrib.admin.views.decorators import staff_member_required
from django.http import HttpResponse
from django.utils import timezone

from helpdesk.models import Ticket

log = logging.getLogger("helpdesk.export")

HEADER = ["Number", "Opened", "State", "Requester", "Subject", "Minutes"]


def cell(value: str) -> str:
    text = value.replace("\x00", "")
    if text.lstrip().startswith(("=", "+", "-", "@", "|", "%")) or text.startswith(("\t", "\r", "\n")):
        return "'" + text
    return text


@staff_member_required
def export_tickets(request):
    state = request.GET.get("state", "open")
    tickets = Ticket.objects.filter(state=state).order_by("number")[:5000]

    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow(HEADER)
    for ticket in tickets:
        writer.writerow(
            [
                ticket.number,
                f"{ticket.opened_at:%Y-%m-%d %H:%M}",
                ticket.state,
                cell(f"{ticket.requester_name} <{ticket.requester_email}>"),
                cell(ticket.subject),
                ticket.minutes_spent,
            ]
        )

    response = HttpResponse(buffer.getvalue(), content_type="text/csv; charset=utf-8")
    stamp = timezone.now().strftime("%Y%m%d")
    response["Content-Disposition"] = f'attachment; filename="tickets-{stamp}.csv"'
    log.info("%d tickets exported", len(tickets))
    return response
