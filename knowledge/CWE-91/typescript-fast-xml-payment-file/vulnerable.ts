import { writeFile } from 'node:fs/promises';
import type { Logger } from 'pino';

export interface Claim {
  id: number;
  payee: string;
  iban: string;
  amountCents: number;
  purpose: string;
}

const money = (cents: number) => (cents / 100).toFixed(2);

export async function writeTransferFile(file: string, debtorIban: string, claims: Claim[], log: Logger): Promise<number> {
  const approved = claims.filter((claim) => claim.amountCents > 0);
  const total = approved.reduce((sum, claim) => sum + claim.amountCents, 0);

  let xml = '<?xml version="1.0" encoding="UTF-8"?>\n';
  xml += `<Transfers debtor="${debtorIban}" count="${approved.length}" sum="${money(total)}">\n`;
  for (const claim of approved) {
    xml += `  <Transfer id="${claim.id}">`;
    xml += `<Payee>${claim.payee}</Payee><Account>${claim.iban}</Account>`;
    xml += `<Amount currency="EUR">${money(claim.amountCents)}</Amount>`;
    xml += `<Purpose>${claim.purpose.slice(0, 140)}</Purpose></Transfer>\n`;
  }
  xml += '</Transfers>\n';

  await writeFile(file, xml, { encoding: 'utf8', mode: 0o600, flag: 'wx' });
  log.info({ file, transfers: approved.length, total: money(total) }, 'transfer file written');
  return approved.length;
}
