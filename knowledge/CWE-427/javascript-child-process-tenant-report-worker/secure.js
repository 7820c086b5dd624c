const { fork } = require('node:child_process');
const path = require('node:path');

const TENANT_ROOT = '/srv/reports/tenants';
const WORKER = path.join(__dirname, 'report-worker.js');
const TIMEOUT = 120000;

function runReport(tenantId, report, { log = console } = {}) {
  if (!/^t[0-9]{1,8}$/.test(tenantId)) {
    return Promise.reject(new TypeError('tenant id expected'));
  }
  const dataDir = path.join(TENANT_ROOT, tenantId);

  return new Promise((resolve, reject) => {
    const worker = fork(WORKER, [report.template], {
      cwd: __dirname,
      env: {
        PATH: '/usr/bin:/bin',
        LANG: 'C.UTF-8',
        DATABASE_URL: process.env.DATABASE_URL,
        REPORT_DATA: dataDir,
      },
      timeout: TIMEOUT,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });

    let result = null;
    worker.on('message', (message) => {
      if (message.type === 'progress') {
        log.info(`${tenantId}: ${report.template} ${message.percent} %`);
      } else if (message.type === 'done') {
        result = message.file;
      }
    });
    worker.on('error', reject);
    worker.on('exit', (code) => {
      if (code === 0 && result !== null) {
        resolve(result);
      } else {
        reject(new Error(`report ${report.template} ended with ${code}`));
      }
    });
    worker.send({ type: 'start', parameters: report.parameters });
  });
}

module.exports = { runReport };
