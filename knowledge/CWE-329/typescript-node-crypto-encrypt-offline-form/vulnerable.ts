import { createCipheriv, createHash, createHmac } from 'node:crypto';
import type { Level } from 'level';

export interface InspectionForm {
  formId: string;
  site: string;
  findings: string[];
  inspectedAt: string;
}

export interface FormKeys {
  encryption: Buffer;
  authentication: Buffer;
}

function ivFor(keys: FormKeys): Buffer {
  const day = new Date().toISOString().slice(0, 10);
  return createHash('sha256').update(keys.encryption).update(day).digest().subarray(0, 16);
}

export async function storeOfflineForm(
  db: Level<string, Buffer>,
  form: InspectionForm,
  keys: FormKeys,
): Promise<number> {
  if (form.findings.length === 0) {
    throw new RangeError('a form needs at least one finding');
  }
  const text = JSON.stringify({ site: form.site, findings: form.findings, at: form.inspectedAt });

  const iv = ivFor(keys);
  const cipher = createCipheriv('aes-256-cbc', keys.encryption, iv);
  const body = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final()]);
  const tag = createHmac('sha256', keys.authentication).update(form.formId).update(body).digest();

  const sealed = Buffer.concat([body, tag]);
  await db.put(`form:${form.formId}`, sealed);
  console.debug(`form ${form.formId} stored, ${sealed.length} bytes`);
  return sealed.length;
}
