import logging

from django.contrib.auth import get_user_model, login
from django.core.cache import cache
from django.http import JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_POST

log = logging.getLogger("accounts.sms")
CODE_SECONDS = 10 * 60


@require_POST
def verify_sms_code(request):
    """Second step of the login: the six digit code sent by text message."""
    user_id = request.session.get("sms_user")
    if user_id is None:
        return JsonResponse({"error": "start again"}, status=400)
    key = f"sms-code:{user_id}"
    expected = cache.get(key)
    if expected is None:
        return JsonResponse({"error": "The code has expired."}, status=410)
    if not constant_time_compare(request.POST.get("code", "").strip(), expected):
        log.info("wrong text message code for user %s", user_id)
        return JsonResponse({"error": "The code is wrong."}, status=400)

    cache.delete(key)
    user = get_user_model().objects.get(pk=user_id, is_active=True)
    del request.session["sms_user"]
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    log.info("user %s passed the second step", user_id)
    return JsonResponse({"next": "/home/"})
