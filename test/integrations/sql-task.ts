/** A task with all facets, as a coding agent would hand it over. */
export const sqlTask = {
  language: 'python',
  task: 'Find a user by name in SQLite.',
  code: 'import sqlite3\n\ndef find(db, name):\n',
  draft:
    '    cursor = db.cursor()\n    cursor.execute("SELECT * FROM users WHERE name = \'" + name + "\'")\n    return cursor.fetchall()\n',
  cause:
    'SQL injection threatens: the name comes from a request and is formatted into the text of a SQL query.',
}

/** The same as the library takes it. */
export const { task: description, ...facets } = sqlTask
export const sqlCodingTask = { ...facets, description }

/** The same in the words of a person who talks to an assistant. */
export const sqlRequest =
  'The name comes from a request. Complete this so that it finds the user by name with a SQL query, with no SQL injection:\n\n' +
  '```python\nimport sqlite3\n\ndef find(db: sqlite3.Connection, name: str):\n    cursor = db.cursor()\n```'
