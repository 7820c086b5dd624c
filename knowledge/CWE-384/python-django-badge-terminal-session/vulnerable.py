import logging

from django.contrib.auth.hashers import check_password
from django.http import HttpResponseNotAllowed, JsonResponse
from django.utils import timezone

from production.models import Operator, Station

log = logging.getLogger("terminal")
MAX_FAILURES = 5


def terminal_login(request):
    """Sign an operator in at a machine terminal with badge number and PIN."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    badge = request.POST.get("badge", "")
    operator = Operator.objects.filter(badge=badge, active=True).first()
    if operator is None or operator.failures >= MAX_FAILURES:
        return JsonResponse({"error": "badge or PIN is wrong"}, status=401)
    if not check_password(request.POST.get("pin", ""), operator.pin):
        operator.failures += 1
        operator.save(update_fields=["failures"])
        return JsonResponse({"error": "badge or PIN is wrong"}, status=401)

    station = Station.objects.filter(code=request.session.get("station")).first()
    if station is None:
        return JsonResponse({"error": "terminal is not assigned"}, status=409)
    operator.failures = 0
    operator.last_login = timezone.now()
    operator.save(update_fields=["failures", "last_login"])
    request.session["operator"] = operator.pk
    request.session["qualified_for"] = list(
        operator.qualifications.values_list("code", flat=True)
    )
    log.info("operator %s signed in at %s", operator.pk, station.code)
    return JsonResponse({"operator": operator.name, "station": station.code})
