import { createWriteStream } from 'node:fs'
import { stringify } from 'csv-stringify'
import type { PrismaClient } from '@prisma/client'

export interface ExportRequest {
  from: Date
  to: Date
  file: string
}

/** Writes the tickets of a period as CSV for the agency that evaluates our answering times. */
export async function exportTickets(db: PrismaClient, { from, to, file }: ExportRequest): Promise<number> {
  const tickets = await db.ticket.findMany({
    where: { openedAt: { gte: from, lt: to } },
    orderBy: { openedAt: 'asc' },
    include: { customer: true },
  })
  const rows = tickets.map(({ customer, ...ticket }) => ({
    ...ticket,
    ...customer,
    hours: ticket.closedAt ? (ticket.closedAt.getTime() - ticket.openedAt.getTime()) / 3_600_000 : '',
  }))
  const csv = stringify(rows, { header: true })
  csv.pipe(createWriteStream(file))
  return rows.length
}
