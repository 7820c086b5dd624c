import { jwtVerify, SignJWT } from 'jose'
import { cookies } from 'next/headers'
import { NextResponse } from 'next/server'

const key = new TextEncoder().encode(process.env.TRIAL_KEY)
const trialDays = 14

interface Trial {
  started: number
  seats: number
}

export async function startTrial(): Promise<NextResponse> {
  const trial: Trial = { started: Date.now(), seats: 3 }
  const token = await new SignJWT({ ...trial }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime(`${trialDays}d`).sign(key)
  const response = NextResponse.json(trial)
  response.cookies.set('trial', token, { httpOnly: true, secure: true, sameSite: 'lax' })
  return response
}

/** The seats that a workspace may use during its trial; none when it is over. */
export async function seatsOfTrial(): Promise<number> {
  const stored = (await cookies()).get('trial')?.value
  if (!stored) return 0
  try {
    const { payload } = await jwtVerify<Trial>(stored, key)
    return payload.seats
  } catch {
    return 0
  }
}
