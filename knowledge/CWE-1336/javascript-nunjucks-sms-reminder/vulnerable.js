const nunjucks = require('nunjucks');
const { DateTime } = require('luxon');

const env = new nunjucks.Environment(null, { autoescape: false });
env.addFilter('time', (iso) => DateTime.fromISO(iso).toFormat('HH:mm'));

const DEFAULT_TEXT = 'Dear {{ name }}, your appointment is on {{ day }} at {{ start }}. {{ remark }}';

function composeReminder(practice, appointment, logger) {
  const starts = DateTime.fromISO(appointment.startsAt, { zone: practice.timeZone });
  let text = practice.reminderText || DEFAULT_TEXT;
  if (appointment.remark) {
    text = text.replace('{{ remark }}', `Your note: ${appointment.remark}`);
  }

  const message = env.renderString(text, {
    name: appointment.patientName,
    day: starts.toFormat('cccc, d LLLL'),
    start: starts.toFormat('HH:mm'),
    practice: practice.name,
    phone: practice.phone,
  });
  const trimmed = message.replace(/\s+/g, ' ').trim().slice(0, 459);
  logger.debug({ appointment: appointment.id, length: trimmed.length }, 'reminder composed');
  return { to: appointment.phone, text: trimmed, sendAt: starts.minus({ hours: 24 }).toISO() };
}

module.exports = { composeReminder };
