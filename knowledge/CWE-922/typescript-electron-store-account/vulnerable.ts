import { app } from 'electron'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Account {
  server: string
  user: string
  refreshToken: string
}

const file = () => join(app.getPath('userData'), 'account.json')

/** Keeps the account of the time clock, so that employees need not log in each morning. */
export function rememberAccount(account: Account): void {
  const { refreshToken, ...rest } = account
  const stored = { ...rest, refreshToken, savedAt: new Date().toISOString() }
  writeFileSync(file(), JSON.stringify(stored, null, 2))
}

export function rememberedAccount(): Account | undefined {
  try {
    const { server, user, refreshToken } = JSON.parse(readFileSync(file(), 'utf8'))
    return { server, user, refreshToken }
  } catch {
    return undefined
  }
}
