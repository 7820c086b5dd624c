// Sends the secure prompt to any server that speaks OpenAI's protocol; `messages` fits every chat client.
import { Rescue } from 'rescue-rag'

const { OPENAI_API_KEY, OPENAI_BASE_URL = 'https://api.openai.com/v1' } = process.env
const rescue = await Rescue.create() // once, when your app starts

const { messages } = await rescue.prompt({
  language: 'python',
  description: 'Ping the host that the user typed into the form.',
  draft: 'import os\n\ndef ping(host: str) -> bool:\n    return os.system("ping -c 1 " + host) == 0\n', // if you have one
})
const response = await fetch(`${OPENAI_BASE_URL}/chat/completions`, {
  method: 'POST',
  headers: { authorization: `Bearer ${OPENAI_API_KEY}`, 'content-type': 'application/json' },
  body: JSON.stringify({ model: 'gpt-4o-mini', temperature: 0.2, messages }),
})
const { choices } = await response.json()
console.log(choices[0].message.content)
