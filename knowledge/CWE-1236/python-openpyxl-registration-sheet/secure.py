import io
import logging

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Font

from events.models import Event, Registration

log = logging.getLogger("events.export")

COLUMNS = ("Name", "Company", "E-mail", "Diet", "Remarks", "Paid")


def text_cell(sheet, value: str) -> Cell:
    cell = Cell(sheet, value=value)
    if cell.data_type == "f":
        cell.data_type = "s"
    return cell


def registration_workbook(event: Event) -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Registrations"
    sheet.append(COLUMNS)
    for cell in sheet[1]:
        cell.font = Font(bold=True)

    registrations = Registration.objects.filter(event=event).order_by("created_at")
    for registration in registrations:
        texts = (
            registration.name,
            registration.company,
            registration.email,
            registration.diet,
            registration.remarks,
        )
        sheet.append([*(text_cell(sheet, text) for text in texts), float(registration.paid)])
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions

    buffer = io.BytesIO()
    workbook.save(buffer)
    log.info("workbook for event %d with %d rows", event.pk, sheet.max_row - 1)
    return buffer.getvalue()
