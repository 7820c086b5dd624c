import { describe, expect, it } from 'vitest'
import { Rescue } from '../../src/index.js'
import * as aiSdk from '../../src/integrations/ai-sdk/index.js'
import * as langchain from '../../src/integrations/langchain/index.js'
import { createMcpServer } from '../../src/integrations/mcp/index.js'
import { smallKnowledge } from '../support/knowledge.js'

const parts: Record<string, (rescue: Rescue) => unknown> = {
  'LangChain: RescueRetriever': (rescue) => new langchain.RescueRetriever({ rescue }),
  'LangChain: RescuePrompt': (rescue) => new langchain.RescuePrompt({ rescue }),
  'LangChain: createSecurityContextTool': (rescue) => langchain.createSecurityContextTool({ rescue }),
  'LangChain: rescueMiddleware': (rescue) => langchain.rescueMiddleware({ rescue }),
  'AI SDK: createSecurityContextTool': (rescue) => aiSdk.createSecurityContextTool({ rescue }),
  'AI SDK: rescueMiddleware': (rescue) => aiSdk.rescueMiddleware({ rescue }),
  'MCP: createMcpServer': (rescue) => createMcpServer({ rescue }),
}

describe.each(Object.entries(parts))('%s', (_, make) => {
  it('refuses a Rescue that was not awaited, or none at all, where it is handed over', async () => {
    const knowledge = await smallKnowledge()
    const promise = Rescue.create({ knowledge })
    for (const none of [promise, undefined, null, {}, 'rescue']) {
      // As from JavaScript, where no type stops it.
      expect(() => make(none as unknown as Rescue)).toThrow(
        expect.objectContaining({
          code: 'INVALID_OPTION',
          message: expect.stringContaining('await Rescue.create()'),
        }),
      )
    }
    expect(make(await promise)).toBeDefined()
  })
})
