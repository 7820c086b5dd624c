const fp = require('fastify-plugin');

const RECIPIENT_LIST = /^(\s*([\w+-]+\.?)+@([\w-]+\.?)+\s*[,;]?\s*)+$/;

function parseRecipients(text) {
  if (!RECIPIENT_LIST.test(text)) {
    return null;
  }
  const addresses = text.split(/[,;\s]+/).filter(Boolean);
  return [...new Set(addresses.map((address) => address.toLowerCase()))];
}

async function newsletterPlugin(fastify) {
  fastify.post('/newsletters/:id/recipients', async (request, reply) => {
    const text = request.body?.recipients;
    if (typeof text !== 'string') {
      return reply.code(400).send({ error: 'recipients must be text' });
    }
    const recipients = parseRecipients(text);
    if (recipients === null || recipients.length === 0) {
      return reply.code(422).send({ error: 'the list contains something that is not an address' });
    }
    const added = await fastify.newsletters.addRecipients(request.params.id, recipients);
    request.log.info({ newsletter: request.params.id, added }, 'recipients added');
    return { added, duplicates: recipients.length - added };
  });
}

module.exports = fp(newsletterPlugin, { name: 'newsletter-recipients' });
