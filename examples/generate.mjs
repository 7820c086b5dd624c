import { ChatOpenAI } from '@langchain/openai'
import { Rescue } from 'rescue-rag'

const chatModel = new ChatOpenAI({ model: 'gpt-4o-mini', temperature: 0.2, maxRetries: 0 }) // retries are ours
const rescue = await Rescue.create({ chatModel })

const { code, prompt } = await rescue.generate({
  language: 'c',
  description: 'Parse "NAME:value" from the message into the sensor record.',
  code: 'struct sensor { char name[16]; double value; };\n\nint parse_reading(const char *message, struct sensor *out)\n{\n',
})

console.log(prompt.context?.cwe, code)
