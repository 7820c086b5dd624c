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
    if private_path.exists():
        raise FileExistsError(private_path)
    private_path.write_bytes(private_pem)
    os.chmod(private_path, 0o644)

    public_path = directory / f"{name}.pub"
    public_path.write_bytes(
        key.public_key().public_bytes(
            serialization.Encoding.PEM,
            serialization.PublicFormat.SubjectPublicKeyInfo,
        )
    )
    log.info("created backup key %s", private_path)
    return public_path
