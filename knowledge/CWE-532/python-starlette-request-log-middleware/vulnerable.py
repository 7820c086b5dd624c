import json
import logging
import time
import uuid

from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request

logger = logging.getLogger("intake.requests")


class RequestLogMiddleware(BaseHTTPMiddleware):
    async def dispatch(self, request: Request, call_next):
        request_id = uuid.uuid4().hex
        started = time.perf_counter()
        body = await request.body()
        entry = {
            "id": request_id,
            "method": request.method,
            "url": str(request.url),
            "headers": dict(request.headers),
            "body": body.decode("utf-8", "replace"),
        }
        try:
            response = await call_next(request)
        except Exception:
            entry["status"] = 500
            logger.exception(json.dumps(entry))
            raise
        entry["status"] = response.status_code
        entry["ms"] = round((time.perf_counter() - started) * 1000, 1)
        logger.info(json.dumps(entry))
        response.headers["X-Request-ID"] = request_id
        return response
