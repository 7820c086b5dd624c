import hashlib
from datetime import datetime, timezone
from pathlib import Path

from aiohttp import web

AUDIT_LOG = Path("/var/log/docstore/audit.tsv")
routes = web.RouteTableDef()


def write_audit(account: str, action: str, filename: str, size: int, comment: str) -> None:
    stamp = datetime.now(timezone.utc).isoformat(timespec="seconds")
    with AUDIT_LOG.open("a", encoding="utf-8") as audit:
        audit.write(f"{stamp}\t{account}\t{action}\t{filename}\t{size}\t{comment}\n")


@routes.post("/documents")
async def upload(request: web.Request) -> web.Response:
    account = request["account"]
    form = await request.post()
    document = form.get("document")
    if not isinstance(document, web.FileField):
        raise web.HTTPBadRequest(text="no document")

    data = document.file.read()
    digest = hashlib.sha256(data).hexdigest()
    target = request.app["store"] / digest[:2] / digest
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)

    comment = str(form.get("comment", ""))
    write_audit(account.name, "upload", document.filename, len(data), comment)
    return web.json_response({"id": digest, "size": len(data)}, status=201)
