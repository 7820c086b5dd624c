import logging

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import PasswordChangeForm
from django.core.mail import send_mail
from django.db import transaction
from django.shortcuts import redirect, render

from portal.models import ActiveSession, MobileToken

log = logging.getLogger("accounts")


@login_required
def change_password(request):
    form = PasswordChangeForm(request.user, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/password.html", {"form": form})

    with transaction.atomic():
        user = form.save()
        MobileToken.objects.filter(user=user).delete()
    update_session_auth_hash(request, user)
    sessions = ActiveSession.objects.filter(user=user).exclude(key=request.session.session_key)
    log.info(
        "password of %s changed, %d browser sessions end, %d mobile tokens on file",
        user.pk, sessions.count(), MobileToken.objects.filter(user=user).count(),
    )
    send_mail(
        "Your password was changed",
        f"The password of {user.get_username()} was changed just now.",
        None,
        [user.email],
        fail_silently=True,
    )
    return redirect("accounts:security")
