import { app, safeStorage } from 'electron'
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
  const sealed = safeStorage.encryptString(refreshToken).toString('base64')
  const stored = { ...rest, sealed, savedAt: new Date().toISOString() }
  writeFileSync(file(), JSON.stringify(stored, null, 2), { mode: 0o600 })
}

export function rememberedAccount(): Account | undefined {
  try {
    const { server, user, sealed } = JSON.parse(readFileSync(file(), 'utf8'))
    return { server, user, refreshToken: safeStorage.decryptString(Buffer.from(sealed, 'base64')) }
  } catch {
    return undefined
  }
}
