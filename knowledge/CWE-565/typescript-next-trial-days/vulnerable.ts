import { cookies } from 'next/headers'
import { NextResponse } from 'next/server'

const trialDays = 14

interface Trial {
  started: number
  seats: number
}

export async function startTrial(): Promise<NextResponse> {
  const trial: Trial = { started: Date.now(), seats: 3 }
  const response = NextResponse.json(trial)
  response.cookies.set('trial', JSON.stringify(trial), { httpOnly: true, secure: true, sameSite: 'lax' })
  return response
}

/** The seats that a workspace may use during its trial; none when it is over. */
export async function seatsOfTrial(): Promise<number> {
  const stored = (await cookies()).get('trial')?.value
  if (!stored) return 0
  const trial = JSON.parse(stored) as Trial
  const ends = trial.started + trialDays * 86_400_000
  return Date.now() < ends ? trial.seats : 0
}
