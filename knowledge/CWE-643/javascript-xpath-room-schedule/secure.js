import { readFile } from 'node:fs/promises';
import { DOMParser } from '@xmldom/xmldom';
import xpath from 'xpath';

let schedule;
const LECTURES = xpath.parse(
  "//lecture[@published='yes'][lecturer/text()=$lecturer][$weekday='' or @weekday=$weekday]",
);

async function loadSchedule(file) {
  if (!schedule) {
    const text = await readFile(file, 'utf8');
    schedule = new DOMParser().parseFromString(text, 'text/xml');
  }
  return schedule;
}

export function lectureHandler(file) {
  return async (req, res, next) => {
    try {
      const doc = await loadSchedule(file);
      const lecturer = String(req.query.lecturer ?? '').trim();
      const weekday = String(req.query.weekday ?? '').trim();
      const nodes = LECTURES.select({ node: doc, variables: { lecturer, weekday } });
      res.json(nodes.map((node) => ({
        title: xpath.select1('string(title)', node),
        room: node.getAttribute('room'),
        weekday: node.getAttribute('weekday'),
        starts: node.getAttribute('starts'),
      })));
    } catch (err) {
      next(err);
    }
  };
}
