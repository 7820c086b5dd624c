import json
import logging
from datetime import timedelta

from django.contrib.auth import authenticate
from django.core.signing import TimestampSigner
from django.http import HttpResponseBadRequest, JsonResponse
from django.views.decorators.http import require_POST

from .models import PortalLogin

log = logging.getLogger(__name__)
signer = TimestampSigner(salt="tenant-portal")

TOKEN_LIFETIME = timedelta(days=7)


@require_POST
def portal_login(request):
    try:
        data = json.loads(request.body)
        email, password = data["email"], data["password"]
    except (ValueError, KeyError, TypeError):
        return HttpResponseBadRequest("email and password expected")

    tenant = authenticate(request, username=email, password=password)
    if tenant is None:
        log.info("portal login failed from %s", request.META["REMOTE_ADDR"])
        return JsonResponse({"error": "Wrong e-mail or password."}, status=401)

    PortalLogin.objects.create(tenant=tenant, agent=request.headers.get("User-Agent", "")[:200])
    response = JsonResponse({"name": tenant.get_full_name(), "flat": tenant.flat.number})
    response.set_cookie(
        "portal_token",
        signer.sign(str(tenant.pk)),
        max_age=int(TOKEN_LIFETIME.total_seconds()),
        path="/portal",
        secure=True,
        httponly=True,
        samesite="Strict",
    )
    return response
