import logging
import socket
import ssl
import time

log = logging.getLogger("monitor.smtp")


def read_reply(connection) -> str:
    data = b""
    while not data.endswith(b"\r\n") and len(data) < 4096:
        chunk = connection.recv(512)
        if not chunk:
            raise ConnectionError("connection closed")
        data += chunk
    return data.decode("ascii", "replace").strip()


def probe_smtp(host: str, port: int = 25, timeout: float = 5.0) -> dict:
    """Check greeting and STARTTLS of a mail server."""
    started = time.monotonic()
    result = {"host": host, "ok": False, "tls": None}
    plain = socket.create_connection((host, port), timeout=timeout)
    if not read_reply(plain).startswith("220"):
        result["detail"] = "no greeting"
        return result
    plain.sendall(b"STARTTLS\r\n")
    if not read_reply(plain).startswith("220"):
        result["detail"] = "no STARTTLS"
        return result
    context = ssl.create_default_context()
    secured = context.wrap_socket(plain, server_hostname=host)
    result["tls"] = secured.version()
    secured.sendall(b"QUIT\r\n")
    secured.close()

    result.update(ok=True, seconds=round(time.monotonic() - started, 3))
    log.info("%s: %s after %.3f s", host, result["tls"], result["seconds"])
    return result
