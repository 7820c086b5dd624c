import { Rescue } from 'rescue-rag'

const rescue = await Rescue.create() // the knowledge base that ships with the package; no network, no API key

const prompt = await rescue.prompt({
  language: 'python',
  description: 'Find a user by e-mail address.',
  code: 'import sqlite3\n\ndef find_user(db: sqlite3.Connection, email: str):\n    cursor = db.cursor()\n',
})

console.log(prompt.text) // security rules, a sliced example of a fix, then the task
