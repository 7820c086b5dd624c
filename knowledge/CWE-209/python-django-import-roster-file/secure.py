import csv
import io
import logging

from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.http import JsonResponse
from django.views.decorators.http import require_POST

from .personnel import PersonnelClient
from .models import Duty

logger = logging.getLogger(__name__)


class RosterError(Exception):
    """A problem in the file that its author can mend."""


@require_POST
@permission_required("roster.add_duty")
def import_roster(request):
    upload = request.FILES.get("roster")
    if upload is None or upload.size > 2_000_000:
        return JsonResponse({"error": "a file up to 2 MB is required"}, status=400)
    try:
        count = 0
        reader = csv.DictReader(io.StringIO(upload.read().decode("utf-8")), delimiter=";")
        with transaction.atomic(), PersonnelClient() as personnel:
            for line, row in enumerate(reader, start=2):
                if not row.get("employee") or not row.get("shift"):
                    raise RosterError(f"line {line}: employee and shift are required")
                employee = personnel.lookup(row["employee"])
                Duty.objects.create(employee_id=employee.id, shift=row["shift"], day=row["day"])
                count += 1
    except RosterError as exc:
        return JsonResponse({"error": str(exc)}, status=400)
    except Exception:
        logger.exception("roster import of %s failed", request.user.pk)
        return JsonResponse({"error": "the roster could not be imported"}, status=400)
    return JsonResponse({"imported": count})
