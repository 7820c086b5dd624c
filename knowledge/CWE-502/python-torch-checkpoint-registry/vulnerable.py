import hashlib
import logging
from pathlib import Path

import torch
from torch import nn

log = logging.getLogger(__name__)
CHECKPOINT_DIR = Path("/var/lib/defect-detector/uploads")


class DefectNet(nn.Module):
    def __init__(self, channels: int = 32, classes: int = 6):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, channels, 3), nn.ReLU(), nn.AdaptiveAvgPool2d(4)
        )
        self.head = nn.Linear(channels * 16, classes)

    def forward(self, x):
        return self.head(self.features(x).flatten(1))


def load_uploaded_checkpoint(upload_id: str, device: str = "cpu") -> DefectNet:
    path = CHECKPOINT_DIR / f"{int(upload_id):08d}.pt"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    log.info("loading checkpoint %s sha256=%s", path.name, digest)
    checkpoint = torch.load(path, map_location=device, weights_only=False)
    model = DefectNet(
        channels=int(checkpoint.get("channels", 32)),
        classes=int(checkpoint.get("classes", 6)),
    )
    missing, unexpected = model.load_state_dict(checkpoint["state"], strict=False)
    if missing or unexpected:
        log.warning("checkpoint %s: missing %s, unexpected %s", upload_id, missing, unexpected)
    return model.to(device).eval()
