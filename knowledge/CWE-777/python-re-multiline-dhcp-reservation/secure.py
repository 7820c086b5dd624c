import ipaddress
import logging
import re
import subprocess
from pathlib import Path

log = logging.getLogger("lab.dhcp")
RESERVATIONS = Path("/etc/dnsmasq.d/reservations.conf")
HOST_NAME = re.compile(r"\A[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?\Z", re.IGNORECASE)
MAC = re.compile(r"\A(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\Z", re.IGNORECASE)


def reserve_address(form: dict[str, str], network: ipaddress.IPv4Network) -> str:
    """Append a fixed lease for a device of the lab and return the line that was written."""
    host = form["host"]
    mac = form["mac"]
    if not HOST_NAME.search(host):
        raise ValueError("the host name may have letters, digits and hyphens")
    if not MAC.search(mac):
        raise ValueError("the hardware address needs six pairs of digits")
    address = ipaddress.IPv4Address(form["address"])
    if address not in network:
        raise ValueError(f"{address} is not in {network}")

    line = f"dhcp-host={mac.lower()},{address},{host.lower()},12h"
    with RESERVATIONS.open("a", encoding="ascii") as conf:
        conf.write(line + "\n")
    subprocess.run(["systemctl", "restart", "dnsmasq"], check=True, timeout=20)
    log.info("reserved %s for %s", address, host)
    return line
