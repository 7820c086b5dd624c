import logging

from django.contrib.auth import authenticate, get_user_model, login
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

log = logging.getLogger("accounts")


def password_step(request):
    if request.method != "POST":
        return render(request, "accounts/login.html")
    user = authenticate(
        request, username=request.POST.get("email", ""), password=request.POST.get("password", "")
    )
    if user is None:
        return render(request, "accounts/login.html", {"failed": True}, status=401)
    if TOTPDevice.objects.filter(user=user, confirmed=True).exists():
        request.session.cycle_key()
        request.session["pending_user"] = user.pk
        return HttpResponseRedirect(reverse("accounts:code"))
    login(request, user)
    return redirect("dashboard")


def code_step(request):
    user = get_user_model().objects.filter(
        pk=request.session.get("pending_user"), is_active=True
    ).first()
    if user is None:
        return redirect("accounts:login")
    if request.method == "POST":
        device = TOTPDevice.objects.filter(user=user, confirmed=True).first()
        if device and device.verify_token(request.POST.get("code", "")):
            log.info("second factor accepted for %s", user.pk)
            del request.session["pending_user"]
            login(request, user, backend="django.contrib.auth.backends.ModelBackend")
            return redirect("dashboard")
        log.warning("second factor refused for %s", user.pk)
    return render(request, "accounts/code.html")
