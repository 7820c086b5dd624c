const API = '/api'

async function call(path, options = {}) {
  const token = localStorage.getItem('token')
  const response = await fetch(`${API}${path}`, {
    ...options,
    headers: {
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
      ...options.headers,
    },
  })
  if (response.status === 401) location.assign('/login')
  if (!response.ok) throw new Error(`The server answered ${response.status}.`)
  return response.json()
}

/** Logs a patient in and returns what the start page shows. */
export async function login(mail, password) {
  const session = await call('/sessions', { method: 'POST', body: JSON.stringify({ mail, password }) })
  localStorage.setItem('token', session.token)
  const record = await call('/me/record')
  localStorage.setItem('record', JSON.stringify(record))
  return { name: session.name, visits: record.visits.length }
}

export async function nextVisits() {
  const record = JSON.parse(localStorage.getItem('record') ?? 'null') ?? (await call('/me/record'))
  return record.visits.filter((visit) => new Date(visit.date) > new Date())
}
