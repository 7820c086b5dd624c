import logging
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, quote, urlsplit

from reports.pdf import build_report

log = logging.getLogger("reports.http")


class ReportHandler(BaseHTTPRequestHandler):
    server_version = "reports/2.3"

    def do_GET(self):
        parts = urlsplit(self.path)
        if parts.path != "/report":
            self.send_error(404)
            return
        query = parse_qs(parts.query)
        number = query.get("number", [""])[0]
        if not number.isdigit():
            self.send_error(400, "number is required")
            return
        title = query.get("title", [f"report-{number}"])[0]

        body = build_report(int(number))
        self.send_response(200)
        self.send_header("Content-Type", "application/pdf")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Disposition", f"attachment; filename*=UTF-8''{quote(title, safe='')}.pdf")
        self.end_headers()
        self.wfile.write(body)
        log.info("report %s sent, %d bytes", number, len(body))
