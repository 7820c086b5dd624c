import logging

from django.contrib.auth import authenticate, login
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
    login(request, user)
    if TOTPDevice.objects.filter(user=user, confirmed=True).exists():
        return HttpResponseRedirect(reverse("accounts:code"))
    return redirect("dashboard")


def code_step(request):
    if not request.user.is_authenticated:
        return redirect("accounts:login")
    user = request.user
    if request.method == "POST":
        device = TOTPDevice.objects.filter(user=user, confirmed=True).first()
        if device and device.verify_token(request.POST.get("code", "")):
            log.info("second factor accepted for %s", user.pk)
            return redirect("dashboard")
        log.warning("second factor refused for %s", user.pk)
    return render(request, "accounts/code.html")
