import logging
import os

import boto3

log = logging.getLogger("payslips")
BUCKET = os.environ.get("PAYSLIP_BUCKET", "payslips.example.com")
s3 = boto3.client("s3", region_name=os.environ.get("AWS_REGION", "eu-central-1"))


def publish_payslip(employee: int, month: str, pdf: bytes) -> str:
    """Stores the payslip of a month and returns the link for the employee's mail."""
    key = f"{month}/{employee}.pdf"
    s3.put_object(
        Bucket=BUCKET,
        Key=key,
        Body=pdf,
        ContentType="application/pdf",
        ACL="public-read",
    )
    log.info("payslip %s stored, %d bytes", key, len(pdf))
    return f"https://{BUCKET}.s3.amazonaws.com/{key}"
