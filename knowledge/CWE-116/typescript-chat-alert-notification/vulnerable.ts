import type { Logger } from 'pino';

export interface Incident {
  id: string;
  monitor: string;
  severity: 'info' | 'warning' | 'critical';
  error: string;
  startedAt: Date;
}

const ICONS = { info: ':bulb:', warning: ':warning:', critical: ':rotating_light:' };

export async function notifyIncident(hookUrl: string, incident: Incident, log: Logger): Promise<void> {
  const minutes = Math.round((Date.now() - incident.startedAt.getTime()) / 60_000);
  const link = `<https://status.example.com/incidents/${encodeURIComponent(incident.id)}|details>`;
  const text = [
    `${ICONS[incident.severity]} *${incident.monitor}* is failing for ${minutes} min (${link})`,
    `\`\`\`${incident.error.slice(0, 500)}\`\`\``,
  ].join('\n');

  const response = await fetch(hookUrl, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ text, mrkdwn: true }),
    signal: AbortSignal.timeout(5000),
  });
  if (!response.ok) {
    log.error({ incident: incident.id, status: response.status }, 'notification refused');
    throw new Error(`chat hook answered ${response.status}`);
  }
  log.info({ incident: incident.id, severity: incident.severity }, 'operators notified');
}
