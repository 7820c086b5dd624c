from django.conf import settings
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST

from visitors.models import Preference


@require_POST
def switch_language(request):
    language = request.POST.get("language", "")
    target = request.POST.get("return_to") or request.META.get("HTTP_REFERER")
    if not url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        target = reverse("home")
    response = HttpResponseRedirect(target)

    if not check_for_language(language):
        return response
    if request.user.is_authenticated:
        Preference.objects.update_or_create(
            user=request.user,
            defaults={"language": language},
        )
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite="Lax",
    )
    return response
