// Talks to `rescue mcp` as a coding agent does: over standard input and output, without an API key.
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'

const packageRoot = dirname(createRequire(import.meta.url).resolve('rescue-rag/package.json'))
const client = new Client({ name: 'example', version: '1.0.0' })
await client.connect(
  new StdioClientTransport({ command: process.execPath, args: [join(packageRoot, 'dist', 'cli.js'), 'mcp'] }),
)

const { tools } = await client.listTools()
console.log(`tools: ${tools.map(({ name }) => name).join(', ')}`)

const { content } = await client.callTool({
  name: 'security_context',
  arguments: {
    language: 'javascript',
    task: 'Send the attachment with the requested name.',
    draft: "app.get('/files/:name', (req, res) => res.sendFile('/srv/files/' + req.params.name))",
    cause: 'Path traversal: the name comes from the URL and may hold ../ and so leave the directory.',
  },
})
console.log(content[0].text)

const { resources } = await client.listResources()
console.log(`\n${resources.length} weaknesses, among them ${resources[0].uri}: ${resources[0].title}`)
await client.close()
