import axios from 'axios';
import { createHash, timingSafeEqual } from 'node:crypto';
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
  sha256: string;
}

const RULES_URL = 'https://content.example.com/tax-rules';
const RULES_DIR = '/var/lib/payroll/rules';
const RELEASES: RulesRelease[] = [
  { year: 2024, version: '24.3.0', sha256: '7d0f3b8a64c15e92b7d8406fa3c1e5972048bd6fe95a7c13d08f42b6e1a9c357' },
  { year: 2025, version: '25.1.2', sha256: 'e28a5c907b1f4d36928c0e7fd5a1b34c60f9d27e8b3a4516c7d2e90f1a8b5c64' },
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
  const digest = createHash('sha256').update(code).digest();
  if (!timingSafeEqual(digest, Buffer.from(release.sha256, 'hex'))) {
    throw new Error(`tax rules ${name} do not have the expected content`);
  }

  await mkdir(RULES_DIR, { recursive: true });
  const file = path.join(RULES_DIR, name);
  await writeFile(file, code, { mode: 0o600 });
  const rules = (await import(pathToFileURL(file).href)).default as TaxRules;
  if (rules.year !== year) {
    throw new Error(`tax rules ${name} are for ${rules.year}`);
  }
  return rules;
}
