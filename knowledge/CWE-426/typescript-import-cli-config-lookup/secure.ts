import { access } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export interface MaintenanceConfig {
  databaseUrl: string;
  schemas: string[];
  vacuumHour: number;
}

const CONFIG_NAME = 'dbmaint.config.mjs';
const DEFAULTS: Partial<MaintenanceConfig> = { schemas: ['public'], vacuumHour: 3 };

async function findConfig(): Promise<string | null> {
  const installed = path.dirname(fileURLToPath(import.meta.url));
  const candidates = [path.join('/etc/dbmaint', CONFIG_NAME), path.join(installed, CONFIG_NAME)];
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
