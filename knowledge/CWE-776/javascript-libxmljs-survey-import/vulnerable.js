import libxmljs from 'libxmljs2';
import { answers } from '../stores/answers.js';

const MAX_ANSWERS = 500;
const PARSE_OPTIONS = { noent: true, huge: true, noblanks: true };

export async function importSurvey(req, res, next) {
  try {
    if (!req.is(['application/xml', 'text/xml'])) {
      return res.status(415).json({ error: 'XML expected' });
    }
    let doc;
    try {
      doc = libxmljs.parseXml(req.body, PARSE_OPTIONS);
    } catch (err) {
      return res.status(400).json({ error: `line ${err.line}: ${err.message.trim()}` });
    }

    const survey = doc.root().attr('survey')?.value();
    const nodes = doc.find('/responses/response/answer');
    if (!survey || nodes.length > MAX_ANSWERS) {
      return res.status(422).json({ error: 'survey missing or too many answers' });
    }
    const rows = nodes.map((node) => ({
      survey,
      question: node.attr('question')?.value(),
      text: node.text().trim().slice(0, 2000),
    }));
    const stored = await answers.insertMany(rows.filter((row) => row.question && row.text));
    req.log.info({ survey, stored }, 'survey responses imported');
    res.status(201).json({ stored });
  } catch (err) {
    next(err);
  }
}
