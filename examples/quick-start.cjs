const { Rescue } = require('rescue-rag')

async function main() {
  const rescue = await Rescue.create()
  const prompt = await rescue.prompt({
    language: 'python',
    description: 'Find a user by e-mail address.',
    code: 'import sqlite3\n\ndef find_user(db: sqlite3.Connection, email: str):\n    cursor = db.cursor()\n',
  })
  console.log(prompt.text)
}

main()
