const API = '/api'
let known = null

async function call(path, options = {}) {
  const response = await fetch(`${API}${path}`, {
    ...options,
    credentials: 'same-origin',
    headers: {
      'content-type': 'application/json',
      ...options.headers,
    },
  })
  if (response.status === 401) location.assign('/login')
  if (!response.ok) throw new Error(`The server answered ${response.status}.`)
  return response.json()
}

/** Logs a patient in and returns what the start page shows; the server keeps the session in an HttpOnly cookie. */
export async function login(mail, password) {
  const session = await call('/sessions', { method: 'POST', body: JSON.stringify({ mail, password }) })
  const record = await call('/me/record')
  known = record
  return { name: session.name, visits: record.visits.length }
}

export async function nextVisits() {
  const record = known ?? (await call('/me/record'))
  return record.visits.filter((visit) => new Date(visit.date) > new Date())
}
