import logging
import mimetypes
from pathlib import Path

from flask import Flask, abort, g, send_file

app = Flask(__name__)
log = logging.getLogger("portal.documents")

DOCUMENT_ROOT = Path("/srv/portal/documents")


@app.get("/documents/<path:name>")
def download_document(name: str):
    """Send one document from the folder of the signed-in patient."""
    folder = DOCUMENT_ROOT / str(g.patient_id)
    base = folder.resolve()
    document = (base / name).resolve()
    if not document.is_relative_to(base):
        log.warning("patient %s asked for a path outside the folder", g.patient_id)
        abort(404)
    if not document.is_file():
        log.info("patient %s: no document %s", g.patient_id, name)
        abort(404)

    mime, _ = mimetypes.guess_type(document.name)
    log.info("patient %s downloads %s", g.patient_id, document.name)
    return send_file(
        document,
        mimetype=mime or "application/octet-stream",
        as_attachment=True,
        download_name=document.name,
    )
