// An MCP server of your own: another transport, another knowledge base, another token budget. Here both ends are in one
// process; `rescue mcp` is the same over standard input and output.
import { Client } from '@modelcontextprotocol/client'
import { InMemoryTransport } from '@modelcontextprotocol/server'
import { Rescue } from 'rescue-rag'
import { createMcpServer } from 'rescue-rag/mcp'

const [transport, clientTransport] = InMemoryTransport.createLinkedPair()

// docs: server
const rescue = await Rescue.create() // or { knowledge: './our-fixes' }
const server = createMcpServer({ rescue, maxTokens: 400 })
await server.connect(transport)
// docs: end

const client = new Client({ name: 'example', version: '1.0.0' })
await client.connect(clientTransport)
const { contents } = await client.readResource({ uri: 'rescue://cwe/CWE-89' })
console.log(contents[0].text)
await client.close()
