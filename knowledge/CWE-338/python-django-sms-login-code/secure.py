import secrets
from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.utils import timezone

from .gateway import send_sms
from .models import TrustedDevice

CODE_TTL = 300


def send_login_code(user) -> None:
    """Send a six-digit code to the phone number of the user."""
    code = f"{secrets.randbelow(1_000_000):06d}"
    cache.set(f"login-code:{user.pk}", {"hash": make_password(code), "tries": 0}, timeout=CODE_TTL)
    send_sms(user.phone, f"Your clinic portal code is {code}. It is valid for 5 minutes.")


def remember_device(user, label: str) -> str:
    token = secrets.token_urlsafe(24)
    TrustedDevice.objects.create(
        user=user,
        label=label[:60],
        token_hash=make_password(token),
        expires_at=timezone.now() + timedelta(days=30),
    )
    return token
