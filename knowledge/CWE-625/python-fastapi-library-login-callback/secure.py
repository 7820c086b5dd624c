import logging
import re
import secrets
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, HTTPException, Query
from fastapi.responses import RedirectResponse

from catalogue.accounts import Reader, current_reader
from catalogue.codes import CodeStore, code_store

router = APIRouter(prefix="/oauth")
log = logging.getLogger("catalogue.oauth")
CALLBACK = re.compile(r"https://(?:[a-z0-9-]+\.)*libraries\.example\.com(?::443)?/oauth/callback")


@router.get("/authorize")
async def authorize(
    client_id: str = Query(max_length=64),
    redirect_uri: str = Query(max_length=300),
    state: str = Query(max_length=200),
    reader: Reader = Depends(current_reader),
    codes: CodeStore = Depends(code_store),
) -> RedirectResponse:
    """Log a reader in at one of the branch libraries, each of which has a subdomain."""
    if not CALLBACK.fullmatch(redirect_uri):
        log.warning("client %s asks for an unknown callback", client_id)
        raise HTTPException(400, "redirect_uri is not registered")

    code = secrets.token_urlsafe(32)
    await codes.put(code, reader_id=reader.id, client_id=client_id, seconds=60)
    query = urlencode({"code": code, "state": state})
    return RedirectResponse(f"{redirect_uri}?{query}", status_code=303)
