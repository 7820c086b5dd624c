import { writeFile } from 'node:fs/promises';
import { XMLBuilder } from 'fast-xml-parser';
import type { Logger } from 'pino';

export interface Claim {
  id: number;
  payee: string;
  iban: string;
  amountCents: number;
  purpose: string;
}

const money = (cents: number) => (cents / 100).toFixed(2);
const builder = new XMLBuilder({ ignoreAttributes: false, processEntities: true, format: true });

export async function writeTransferFile(file: string, debtorIban: string, claims: Claim[], log: Logger): Promise<number> {
  const approved = claims.filter((claim) => claim.amountCents > 0);
  const total = approved.reduce((sum, claim) => sum + claim.amountCents, 0);

  const xml: string = builder.build({
    '?xml': { '@_version': '1.0', '@_encoding': 'UTF-8' },
    Transfers: {
      '@_debtor': debtorIban,
      '@_count': approved.length,
      '@_sum': money(total),
      Transfer: approved.map((claim) => ({
        '@_id': claim.id,
        Payee: claim.payee,
        Account: claim.iban,
        Amount: { '@_currency': 'EUR', '#text': money(claim.amountCents) },
        Purpose: claim.purpose.slice(0, 140),
      })),
    },
  });

  await writeFile(file, xml, { encoding: 'utf8', mode: 0o600, flag: 'wx' });
  log.info({ file, transfers: approved.length, total: money(total) }, 'transfer file written');
  return approved.length;
}
