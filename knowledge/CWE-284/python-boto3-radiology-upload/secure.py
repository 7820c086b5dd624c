import logging
from datetime import datetime, timezone

import boto3
from botocore.exceptions import ClientError

log = logging.getLogger(__name__)
s3 = boto3.client("s3", region_name="eu-central-1")
BUCKET = "example-radiology"


def publish_study(study, dicom_bytes: bytes, referring_practice) -> str:
    """Store a finished study and return the link for the referring practice."""
    key = f"studies/{study.taken_on:%Y/%m}/{study.accession}.dcm"
    try:
        s3.put_object(
            Bucket=BUCKET,
            Key=key,
            Body=dicom_bytes,
            ContentType="application/dicom",
            ServerSideEncryption="aws:kms",
            Metadata={"accession": study.accession},
        )
    except ClientError:
        log.exception("upload of study %s failed", study.accession)
        raise
    link = s3.generate_presigned_url(
        "get_object", Params={"Bucket": BUCKET, "Key": key}, ExpiresIn=3600
    )
    study.events.append(
        {"kind": "published", "to": referring_practice.id, "at": datetime.now(timezone.utc)}
    )
    log.info("study %s published for practice %s", study.accession, referring_practice.id)
    return link
