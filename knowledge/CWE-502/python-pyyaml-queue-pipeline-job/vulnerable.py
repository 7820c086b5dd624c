import logging
from dataclasses import dataclass

import pika
import yaml

log = logging.getLogger("render.worker")


@dataclass
class RenderJob:
    order_id: int
    template: str
    copies: int
    options: dict


def handle_delivery(channel, method, properties, body):
    """Consume one label-printing job published by a shop instance."""
    try:
        spec = yaml.load(body, Loader=yaml.UnsafeLoader)
        job = RenderJob(
            order_id=int(spec["order"]),
            template=str(spec["template"]),
            copies=int(spec.get("copies", 1)),
            options=dict(spec.get("options") or {}),
        )
    except (yaml.YAMLError, KeyError, TypeError, ValueError) as exc:
        log.error("dropping job %s: %s", properties.message_id, exc)
        channel.basic_reject(method.delivery_tag, requeue=False)
        return
    log.info("order %d: %d x %s", job.order_id, job.copies, job.template)
    channel.basic_publish("", "printer", repr(job.options).encode())
    channel.basic_ack(method.delivery_tag)


def run(url: str) -> None:
    connection = pika.BlockingConnection(pika.URLParameters(url))
    channel = connection.channel()
    channel.basic_qos(prefetch_count=4)
    channel.basic_consume("label-jobs", handle_delivery)
    channel.start_consuming()
