import nodemailer from 'nodemailer';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

const smtpUser = process.env.BILLING_SMTP_USER || 'billing@example.com';
const smtpPassword = process.env.BILLING_SMTP_PASSWORD;
if (!smtpPassword) {
  throw new Error('BILLING_SMTP_PASSWORD is not set');
}

const transport = nodemailer.createTransport({
  host: process.env.BILLING_SMTP_HOST || 'mail.example.com',
  port: 465,
  secure: true,
  auth: { user: smtpUser, pass: smtpPassword },
});

export async function sendInvoice(invoice, customer) {
  const file = path.join('invoices', String(invoice.year), `${invoice.number}.pdf`);
  const pdf = await readFile(file);
  const total = new Intl.NumberFormat(customer.locale, {
    style: 'currency',
    currency: invoice.currency,
  }).format(invoice.total);

  const info = await transport.sendMail({
    from: smtpUser,
    to: customer.email,
    subject: `Invoice ${invoice.number}`,
    text: `Dear customer,\n\nattached is invoice ${invoice.number} over ${total}.\n`,
    attachments: [{ filename: `${invoice.number}.pdf`, content: pdf, contentType: 'application/pdf' }],
  });
  return info.messageId;
}
