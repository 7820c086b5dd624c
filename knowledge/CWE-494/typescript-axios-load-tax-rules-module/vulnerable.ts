import axios from 'axios';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

export interface TaxRules {
  year: number;
  incomeTax(gross: number, taxClass: number): number;
  socialSecurity(gross: number): number;
}

interface RulesRelease {
  year: number;
  version: string;
}

const RULES_URL = 'https://content.example.com/tax-rules';
const RULES_DIR = '/var/lib/payroll/rules';
const RELEASES: RulesRelease[] = [
  { year: 2024, version: '24.3.0' },
  { year: 2025, version: '25.1.2' },
];

export async function loadTaxRules(year: number): Promise<TaxRules> {
  const release = RELEASES.find((candidate) => candidate.year === year);
  if (!release) {
    throw new RangeError(`no tax rules for ${year}`);
  }
  const name = `${release.year}-${release.version}.mjs`;
  const response = await axios.get<ArrayBuffer>(`${RULES_URL}/${name}`, {
    responseType: 'arraybuffer',
    timeout: 20_000,
    maxContentLength: 2 * 1024 * 1024,
  });
  const code = Buffer.from(response.data);

  await mkdir(RULES_DIR, { recursive: true });
  const file = path.join(RULES_DIR, name);
  await writeFile(file, code, { mode: 0o600 });
  const rules = (await import(pathToFileURL(file).href)).default as TaxRules;
  if (rules.year !== year) {
    throw new Error(`tax rules ${name} are for ${rules.year}`);
  }
  return rules;
}
