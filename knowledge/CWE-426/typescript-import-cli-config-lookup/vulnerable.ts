import { access } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

export interface MaintenanceConfig {
  databaseUrl: string;
  schemas: string[];
  vacuumHour: number;
}

const CONFIG_NAME = 'dbmaint.config.mjs';
const DEFAULTS: Partial<MaintenanceConfig> = { schemas: ['public'], vacuumHour: 3 };

async function findConfig(): Promise<string | null> {
  const candidates: string[] = [];
  for (let dir = process.cwd(); ; dir = path.dirname(dir)) {
    candidates.push(path.join(dir, CONFIG_NAME));
    if (dir === path.dirname(dir)) {
      break;
    }
  }
  candidates.push(path.join('/etc/dbmaint', CONFIG_NAME));
  for (const candidate of candidates) {
    try {
      await access(candidate);
      return candidate;
    } catch {
      continue;
    }
  }
  return null;
}

export async function loadConfig(): Promise<MaintenanceConfig> {
  const file = await findConfig();
  if (file === null) {
    throw new Error(`${CONFIG_NAME} not found`);
  }
  const loaded = (await import(pathToFileURL(file).href)) as { default: MaintenanceConfig };
  const config = { ...DEFAULTS, ...loaded.default } as MaintenanceConfig;
  if (!config.databaseUrl) {
    throw new Error(`${file}: databaseUrl is missing`);
  }
  console.error(`configuration: ${file}`);
  return config;
}
