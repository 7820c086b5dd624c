import logging
import os
import platform

from fastapi import FastAPI

from .api import bookings, rooms
from .settings import Settings

logger = logging.getLogger("booking")


def create_app(settings: Settings) -> FastAPI:
    development = settings.environment == "development"
    app = FastAPI(title="Room booking", version=settings.version, debug=development)
    app.include_router(rooms.router, prefix="/rooms")
    app.include_router(bookings.router, prefix="/bookings")

    @app.get("/health")
    async def health() -> dict:
        return {"status": "ok"}

    async def show_config() -> dict:
        return {
            "python": platform.python_version(),
            "environment": settings.environment,
            "log_level": settings.log_level,
            "pid": os.getpid(),
        }

    if development:
        app.add_api_route("/debug/config", show_config, methods=["GET"])
    logger.info("booking service %s ready", settings.version)
    return app
