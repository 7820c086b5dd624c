import io
import logging

from openpyxl import Workbook
from openpyxl.styles import Font

from events.models import Event, Registration

log = logging.getLogger("events.export")

COLUMNS = ("Name", "Company", "E-mail", "Diet", "Remarks", "Paid")


def registration_workbook(event: Event) -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Registrations"
    sheet.append(COLUMNS)
    for cell in sheet[1]:
        cell.font = Font(bold=True)

    registrations = Registration.objects.filter(event=event).order_by("created_at")
    for registration in registrations:
        sheet.append(
            [
                registration.name,
                registration.company,
                registration.email,
                registration.diet,
                registration.remarks,
                float(registration.paid),
            ]
        )
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions

    buffer = io.BytesIO()
    workbook.save(buffer)
    log.info("workbook for event %d with %d rows", event.pk, sheet.max_row - 1)
    return buffer.getvalue()
