const express = require('express');
const nodemailer = require('nodemailer');

const router = express.Router();
const transport = nodemailer.createTransport({ host: 'mail.example.com', port: 587, requireTLS: true });

router.post('/quotes/:id/send', async (req, res, next) => {
  const { recipient, note = '', attachments = [] } = req.body;
  const { quotes, documents } = req.app.locals;

  try {
    const quote = await quotes.find(Number(req.params.id), req.user.id);
    if (!quote) {
      return res.status(404).json({ error: 'unknown quote' });
    }

    const pdf = await documents.renderQuote(quote);
    const files = [{ filename: `quote-${quote.number}.pdf`, content: pdf }];
    for (const item of attachments) {
      files.push(item);
    }

    const info = await transport.sendMail({
      from: 'sales@example.com',
      to: recipient,
      subject: `Your quote ${quote.number}`,
      text: `${note}\n\nValid until ${quote.validUntil}.`,
      attachments: files,
    });
    await quotes.markSent(quote.id, info.messageId);
    res.json({ sent: true, attachments: files.length });
  } catch (err) {
    next(err);
  }
});

module.exports = router;
