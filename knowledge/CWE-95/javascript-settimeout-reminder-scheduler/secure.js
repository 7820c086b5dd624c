const pending = new Map();

function showReminder(id, title, link) {
  const box = document.querySelector('#reminders');
  const entry = document.createElement('a');
  entry.textContent = title;
  entry.href = `/calendar/${encodeURIComponent(link)}`;
  entry.dataset.reminder = id;
  box.append(entry);
  pending.delete(id);
}

window.showReminder = showReminder;

export function scheduleReminders(reminders, now = Date.now()) {
  let scheduled = 0;
  for (const reminder of reminders) {
    const due = Date.parse(reminder.startsAt) - reminder.minutesBefore * 60_000;
    const delay = due - now;
    if (Number.isNaN(delay) || delay < 0 || delay > 24 * 3600 * 1000) {
      continue;
    }
    if (pending.has(reminder.id)) {
      clearTimeout(pending.get(reminder.id));
    }
    const timer = setTimeout(
      () => showReminder(reminder.id, reminder.title, reminder.slug),
      delay,
    );
    pending.set(reminder.id, timer);
    scheduled += 1;
  }
  return scheduled;
}
