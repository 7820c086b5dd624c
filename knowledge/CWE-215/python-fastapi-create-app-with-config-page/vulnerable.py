import logging
import os
import platform

from fastapi import FastAPI

from .api import bookings, rooms
from .settings import Settings

logger = logging.getLogger("booking")


def create_app(settings: Settings) -> FastAPI:
    app = FastAPI(title="Room booking", version=settings.version, debug=True)
    app.include_router(rooms.router, prefix="/rooms")
    app.include_router(bookings.router, prefix="/bookings")

    @app.get("/health")
    async def health() -> dict:
        return {"status": "ok"}

    async def show_config() -> dict:
        return {
            "python": platform.python_version(),
            "settings": settings.model_dump(),
            "environment": dict(os.environ),
        }

    app.add_api_route("/debug/config", show_config, methods=["GET"])
    logger.info("booking service %s ready", settings.version)
    return app
