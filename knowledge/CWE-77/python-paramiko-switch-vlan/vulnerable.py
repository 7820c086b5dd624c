import logging
import time

import paramiko

log = logging.getLogger("netadmin.vlan")


def assign_vlan(host: str, key: paramiko.PKey, interface: str, vlan_id: int, vlan_name: str) -> str:
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
