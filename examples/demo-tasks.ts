import type { CodingTask } from 'rescue-rag'

/**
 * Three tasks as a coding agent would hand them over. `cause` and `draft` stand for what a chat model answers: the demo asks the
 * model instead where one is configured, and uses these recorded answers where none is.
 */
export const demoTasks: (CodingTask & { title: string })[] = [
  {
    title: 'Python: search a parts table in SQLite',
    language: 'python',
    description: 'Return the parts whose label contains the search text, cheapest first.',
    code: 'import sqlite3\n\n\ndef search_parts(db_path: str, label: str, limit: int = 20) -> list[dict]:\n',
    cause:
      'SQL injection threatens: the search text and the limit come from the caller and become part of a SELECT statement. If they ' +
      'are formatted into the SQL text, a quote in the label changes the structure of the query, and other tables can be read.',
    draft:
      '    connection = sqlite3.connect(db_path)\n    cursor = connection.cursor()\n' +
      '    cursor.execute(f"SELECT id, label, price FROM parts WHERE label LIKE \'%{label}%\' ORDER BY price LIMIT {limit}")\n' +
      '    rows = cursor.fetchall()\n    connection.close()\n' +
      '    return [{"id": r[0], "label": r[1], "price": r[2]} for r in rows]\n',
  },
  {
    title: 'C: keep the name of a sensor from a serial message',
    language: 'c',
    description: 'Parse "NAME:value" from the message and store name and value in the sensor record.',
    code:
      '#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n\nstruct sensor {\n    char name[16];\n    double value;\n};\n\n' +
      'int parse_reading(const char *message, struct sensor *out)\n{\n',
    cause:
      'A buffer overflow threatens: the name in the message is as long as the sender likes, and it is copied into an array of 16 bytes ' +
      'in the sensor record. Without comparing its length with the capacity, the copy writes past the end of the array.',
    draft:
      "    const char *colon = strchr(message, ':');\n    if (colon == NULL)\n        return -1;\n" +
      "    size_t length = colon - message;\n    memcpy(out->name, message, length);\n    out->name[length] = '\\0';\n" +
      '    out->value = atof(colon + 1);\n    return 0;\n}\n',
  },
  {
    title: 'JavaScript: serve an attachment by its file name',
    language: 'javascript',
    description: 'Send the attachment with the requested name from the attachments folder of the ticket.',
    code:
      "const express = require('express')\nconst fs = require('fs')\nconst path = require('path')\n\nconst app = express()\n" +
      "const ATTACHMENTS = '/srv/tickets/attachments'\n\n" +
      "app.get('/tickets/:ticket/attachments/:name', (req, res) => {\n",
    cause:
      'Path traversal threatens: the ticket and the file name come from the URL and are joined to a directory. Sequences such as ../ ' +
      'lead out of the attachments folder, and any file that the server process may read is sent to the client.',
    draft:
      '  const file = path.join(ATTACHMENTS, req.params.ticket, req.params.name)\n' +
      "  fs.readFile(file, (error, data) => {\n    if (error) return res.status(404).send('not found')\n" +
      "    res.setHeader('Content-Disposition', 'attachment; filename=' + req.params.name)\n    res.send(data)\n  })\n})\n",
  },
]
