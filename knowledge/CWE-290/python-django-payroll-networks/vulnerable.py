import ipaddress
import logging
from functools import wraps

from django.conf import settings
from django.http import HttpResponseForbidden, JsonResponse
from django.views.decorators.http import require_POST

from payroll.models import PayRun

log = logging.getLogger("payroll.access")
BRANCHES = [ipaddress.ip_network(net) for net in settings.PAYROLL_NETWORKS]


def caller_address(request):
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    text = forwarded.split(",")[0].strip() or request.META["REMOTE_ADDR"]
    return ipaddress.ip_address(text)


def branch_only(view):
    """Lets a view answer only to machines in the networks of our branches."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        try:
            address = caller_address(request)
        except ValueError:
            return HttpResponseForbidden()
        if not any(address in net for net in BRANCHES):
            log.info("%s refused for %s", request.path, address)
            return HttpResponseForbidden("Please use a computer in the branch.")
        return view(request, *args, **kwargs)

    return guarded


@require_POST
@branch_only
def release_run(request, run_id):
    run = PayRun.objects.get(pk=run_id, released=False)
    run.released = True
    run.save(update_fields=["released"])
    return JsonResponse({"run": run.pk, "total": str(run.total)})
