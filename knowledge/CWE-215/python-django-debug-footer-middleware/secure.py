import json
import logging
import time

from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

logger = logging.getLogger(__name__)


class DebugFooterMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        wanted = settings.DEBUG and request.GET.get("debug") == "1"
        if not wanted or not request.user.is_superuser:
            return self.get_response(request)

        started = time.monotonic()
        with CaptureQueriesContext(connection) as captured:
            response = self.get_response(request)
        elapsed = (time.monotonic() - started) * 1000

        if not response.get("Content-Type", "").startswith("text/html") or response.streaming:
            return response

        info = {
            "view": getattr(request.resolver_match, "view_name", None),
            "elapsed_ms": round(elapsed, 1),
            "query_count": len(captured.captured_queries),
            "query_seconds": [query["time"] for query in captured.captured_queries],
        }
        logger.debug("%s took %.1f ms", request.path, elapsed)
        footer = f"<pre class='debug-footer'>{escape(json.dumps(info, indent=1))}</pre>"
        response.content = response.content.replace(b"</body>", footer.encode() + b"</body>")
        if "Content-Length" in response:
            response["Content-Length"] = len(response.content)
        return response
