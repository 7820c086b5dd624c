import winston from 'winston';
import { payments } from '../stores/payments.js';

const { combine, timestamp, printf } = winston.format;

const logger = winston.createLogger({
  level: 'info',
  format: combine(
    timestamp(),
    printf(({ timestamp: at, level, message }) => `${at} ${level} ${oneLine(message)}`),
  ),
  transports: [new winston.transports.File({ filename: '/var/log/shop/payments.log' })],
});

function oneLine(text) {
  return String(text).replace(
    /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

export async function paymentCallback(req, res, next) {
  const { reference = '', state = '', text = '' } = req.body;
  const from = req.get('x-forwarded-for') ?? req.ip;
  try {
    logger.info(`callback ref=${reference} state=${state} from=${from} text=${text}`);
    const payment = await payments.findByReference(String(reference));
    if (!payment) {
      logger.warn(`no payment for ref=${reference}`);
      return res.status(404).end();
    }
    if (!payment.verify(req.get('x-signature'), req.rawBody)) {
      logger.warn(`bad signature for ref=${reference} from=${from}`);
      return res.status(403).end();
    }
    await payments.setState(payment.id, state);
    logger.info(`payment ${payment.id} is now ${state}`);
    res.status(204).end();
  } catch (err) {
    next(err);
  }
}
