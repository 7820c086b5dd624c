import asyncio
import logging
from urllib.parse import parse_qs, urlsplit

log = logging.getLogger("portal")


async def handle_guest(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        request_line = (await reader.readline()).decode("latin-1").split()
        while (await reader.readline()).strip():
            pass
        if len(request_line) < 2:
            return
        query = parse_qs(urlsplit(request_line[1]).query)
        page = query.get("page", ["welcome"])[0]
        language = query.get("lang", ["en"])[0]

        head = (
            "HTTP/1.1 302 Found\r\n"
            f"Location: http://portal.example.org/{page}\r\n"
            f"Set-Cookie: lang={language}; Path=/; Max-Age=86400\r\n"
            "Content-Length: 0\r\nConnection: close\r\n\r\n"
        )
        writer.write(head.encode("utf-8"))
        await writer.drain()
        log.info("guest %s sent to the portal", writer.get_extra_info("peername"))
    except ConnectionError as exc:
        log.debug("guest connection lost: %s", exc)
    finally:
        writer.close()


async def serve(port: int = 8080) -> None:
    server = await asyncio.start_server(handle_guest, "0.0.0.0", port)
    async with server:
        await server.serve_forever()
