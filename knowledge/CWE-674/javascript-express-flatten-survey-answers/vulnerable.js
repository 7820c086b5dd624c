const express = require('express');

const router = express.Router();

function flatten(value, prefix = '', columns = {}) {
  if (value !== null && typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) {
      flatten(inner, prefix === '' ? key : `${prefix}.${key}`, columns);
    }
  } else {
    columns[prefix] = value;
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
    next(err);
  }
});

module.exports = router;
