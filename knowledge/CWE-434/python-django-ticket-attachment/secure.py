import secrets
from pathlib import PurePath

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.core.validators import FileExtensionValidator
from django.http import JsonResponse
from django.shortcuts import get_object_or_404

from helpdesk.models import Attachment, Ticket

MAX_BYTES = 10 * 1024 * 1024
SIGNATURES = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}


class AttachmentForm(forms.Form):
    file = forms.FileField(validators=[FileExtensionValidator(list(SIGNATURES))])

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > MAX_BYTES:
            raise forms.ValidationError("The file is larger than 10 MB.")
        kind = PurePath(upload.name).suffix.lstrip(".").lower()
        head = upload.read(16)
        upload.seek(0)
        if not head.startswith(SIGNATURES[kind]):
            raise ValidationError("The content does not match the file type.")
        return upload


@login_required
def add_attachment(request, ticket_id):
    ticket = get_object_or_404(Ticket, pk=ticket_id, requester=request.user)
    form = AttachmentForm(request.POST, request.FILES)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=400)
    upload = form.cleaned_data["file"]
    suffix = PurePath(upload.name).suffix.lower()
    storage = storages["attachments"]
    stored = storage.save(f"{ticket.pk}/{secrets.token_hex(16)}{suffix}", upload)
    attachment = Attachment.objects.create(ticket=ticket, name=upload.name[:150], path=stored)
    return JsonResponse({"id": attachment.pk, "url": storage.url(stored)}, status=201)
