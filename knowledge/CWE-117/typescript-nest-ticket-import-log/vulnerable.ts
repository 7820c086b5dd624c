import { Injectable, Logger } from '@nestjs/common';
import { simpleParser } from 'mailparser';
import { TicketsRepository } from './tickets.repository';

@Injectable()
export class TicketImporter {
  private readonly logger = new Logger(TicketImporter.name);

  constructor(private readonly tickets: TicketsRepository) {}

  async importMail(raw: Buffer): Promise<string | null> {
    const mail = await simpleParser(raw);
    const sender = mail.from?.value[0]?.address ?? 'unknown';
    const subject = mail.subject ?? '(no subject)';
    const number = /#(\d{4,9})\b/.exec(subject)?.[1];

    if (!(await this.tickets.isKnownSender(sender))) {
      this.logger.warn(`rejected mail from ${sender}: ${subject}`);
      return null;
    }
    const ticket = number
      ? await this.tickets.append(number, { sender, text: mail.text ?? '' })
      : await this.tickets.open({ sender, subject, text: mail.text ?? '' });
    this.logger.log(`ticket ${ticket.number} updated by ${sender}, subject ${subject}`);
    return ticket.number;
  }
}
