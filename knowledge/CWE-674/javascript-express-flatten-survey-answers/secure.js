const express = require('express');

const router = express.Router();
const MAX_DEPTH = 8;
const MAX_COLUMNS = 500;

function flatten(root) {
  const columns = {};
  const pending = [{ value: root, prefix: '', depth: 0 }];
  while (pending.length > 0) {
    const { value, prefix, depth } = pending.pop();
    if (value !== null && typeof value === 'object') {
      if (depth >= MAX_DEPTH) {
        throw new RangeError('the answers are nested too deeply');
      }
      for (const [key, inner] of Object.entries(value).reverse()) {
        pending.push({ value: inner, prefix: prefix === '' ? key : `${prefix}.${key}`, depth: depth + 1 });
      }
    } else {
      columns[prefix] = value;
      if (Object.keys(columns).length > MAX_COLUMNS) {
        throw new RangeError('too many answers');
      }
    }
  }
  return columns;
}

router.post('/surveys/:id/answers', express.json({ limit: '1mb' }), async (req, res, next) => {
  try {
    const survey = await req.app.locals.surveys.find(req.params.id);
    if (!survey || survey.closesAt < new Date()) {
      return res.status(404).json({ error: 'the survey is closed' });
    }
    const columns = flatten(req.body.answers ?? {});
    const missing = survey.required.filter((name) => columns[name] === undefined);
    if (missing.length > 0) {
      return res.status(422).json({ error: 'answers are missing', missing });
    }
    const id = await req.app.locals.surveys.addAnswers(survey.id, columns);
    res.status(201).json({ id, answers: Object.keys(columns).length });
  } catch (err) {
    if (err instanceof RangeError) {
      return res.status(422).json({ error: err.message });
    }
    next(err);
  }
});

module.exports = router;
