import logging

from django.contrib.auth import get_user_model, password_validation
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.utils.encoding import force_str
from django.utils.http import urlsafe_base64_decode
from django.views.decorators.http import require_POST

log = logging.getLogger("accounts.recovery")
User = get_user_model()


def user_from_uid(uid: str):
    try:
        return User.objects.get(pk=force_str(urlsafe_base64_decode(uid)), is_active=True)
    except (TypeError, ValueError, OverflowError, User.DoesNotExist):
        return None


@require_POST
def confirm_reset(request, uid, token):
    """Last step of the reset: the link was opened and the form was sent."""
    owner = user_from_uid(uid)
    if owner is None or not default_token_generator.check_token(owner, token):
        return JsonResponse({"error": "The link is not valid any more."}, status=400)
    user = User.objects.filter(username=request.POST.get("username", "")).first() or owner
    password = request.POST.get("password", "")
    try:
        password_validation.validate_password(password, user)
    except ValidationError as exc:
        return JsonResponse({"errors": exc.messages}, status=422)
    user.set_password(password)
    user.save(update_fields=["password"])
    log.info("password of %s was reset", user.pk)
    return JsonResponse({"message": "You can log in now."})
