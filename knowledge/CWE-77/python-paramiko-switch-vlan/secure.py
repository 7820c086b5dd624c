import logging
import re
import time

import paramiko

log = logging.getLogger("netadmin.vlan")

VLAN_NAME = re.compile(r"[A-Za-z0-9_-]{1,32}")
INTERFACE = re.compile(r"[A-Za-z]+[0-9]+(/[0-9]+){0,2}")


def assign_vlan(host: str, key: paramiko.PKey, interface: str, vlan_id: int, vlan_name: str) -> str:
    if not VLAN_NAME.fullmatch(vlan_name) or not INTERFACE.fullmatch(interface):
        raise ValueError("invalid VLAN name or interface")
    if not 1 <= int(vlan_id) <= 4094:
        raise ValueError("VLAN id out of range")
    client = paramiko.SSHClient()
    client.load_system_host_keys()
    client.connect(host, username="portmgr", pkey=key, timeout=15)
    try:
        channel = client.invoke_shell(width=200)
        lines = [
            "configure terminal",
            f"vlan {vlan_id}",
            f"name {vlan_name}",
            f"interface {interface}",
            f"switchport access vlan {vlan_id}",
            "end",
            "write memory",
        ]
        transcript = []
        for line in lines:
            channel.send(line + "\n")
            time.sleep(0.4)
            while channel.recv_ready():
                transcript.append(channel.recv(4096).decode("ascii", "replace"))
        log.info("%s: interface %s moved to VLAN %s", host, interface, vlan_id)
        return "".join(transcript)
    finally:
        client.close()
