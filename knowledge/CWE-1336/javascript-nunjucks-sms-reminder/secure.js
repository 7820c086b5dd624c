const { DateTime } = require('luxon');

function fillIn(text, values) {
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (tag, name) => (Object.hasOwn(values, name) ? String(values[name]) : tag));
}

const DEFAULT_TEXT = 'Dear {{ name }}, your appointment is on {{ day }} at {{ start }}. {{ remark }}';

function composeReminder(practice, appointment, logger) {
  const starts = DateTime.fromISO(appointment.startsAt, { zone: practice.timeZone });
  let text = practice.reminderText || DEFAULT_TEXT;

  const message = fillIn(text, {
    name: appointment.patientName,
    day: starts.toFormat('cccc, d LLLL'),
    start: starts.toFormat('HH:mm'),
    practice: practice.name,
    phone: practice.phone,
    remark: appointment.remark ? `Your note: ${appointment.remark}` : '',
  });
  const trimmed = message.replace(/\s+/g, ' ').trim().slice(0, 459);
  logger.debug({ appointment: appointment.id, length: trimmed.length }, 'reminder composed');
  return { to: appointment.phone, text: trimmed, sendAt: starts.minus({ hours: 24 }).toISO() };
}

module.exports = { composeReminder };
