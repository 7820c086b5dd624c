import logging
import os
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

log = logging.getLogger("backup.keys")


def create_backup_key(directory: Path, name: str) -> Path:
    """Create the key pair of a backup set and return the path of the public key."""
    if not name.isidentifier():
        raise ValueError(f"not a usable key name: {name!r}")
    directory.mkdir(parents=True, exist_ok=True)
    key = X25519PrivateKey.generate()

    private_path = directory / f"{name}.key"
    private_pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    descriptor = os.open(private_path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(private_pem)

    public_path = directory / f"{name}.pub"
    public_path.write_bytes(
        key.public_key().public_bytes(
            serialization.Encoding.PEM,
            serialization.PublicFormat.SubjectPublicKeyInfo,
        )
    )
    log.info("created backup key %s", private_path)
    return public_path
