import logging
import ssl
from pathlib import Path

from aiohttp import web

from .handlers import close_shift, post_sale, terminal_config

log = logging.getLogger("terminal.api")


def build_tls_context(cert_dir: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert_dir / "server.pem", cert_dir / "server.key")
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("ECDHE+AESGCM:ECDHE+CHACHA20")
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(cert_dir / "terminal-ca.pem")
    return context


async def start_terminal_api(cert_dir: Path, port: int = 8443) -> web.AppRunner:
    app = web.Application(client_max_size=64 * 1024)
    app.add_routes(
        [
            web.post("/v1/sales", post_sale),
            web.post("/v1/shifts/{shift}/close", close_shift),
            web.get("/v1/config", terminal_config),
        ]
    )
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "0.0.0.0", port, ssl_context=build_tls_context(cert_dir))
    await site.start()
    log.info("terminal API listens on port %d", port)
    return runner
