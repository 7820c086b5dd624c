import secrets
from pathlib import PurePath

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.files.storage import storages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404

from helpdesk.models import Attachment, Ticket

MAX_BYTES = 10 * 1024 * 1024


class AttachmentForm(forms.Form):
    file = forms.FileField()

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > MAX_BYTES:
            raise forms.ValidationError("The file is larger than 10 MB.")
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
