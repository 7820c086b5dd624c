import { readFile } from 'node:fs/promises';
import type { Request, Response } from 'express';
import { surveys } from '../stores/surveys';
import { logger } from '../logger';

interface SurveySettings {
  title: string;
  pages: { heading: string; questions: string[] }[];
  closesOn?: string;
}

function parseSettings(text: string): SurveySettings {
  const settings = (0, eval)(`(${text})`);
  if (typeof settings?.title !== 'string' || !Array.isArray(settings.pages)) {
    throw new TypeError('title and pages are required');
  }
  return settings;
}

export async function importSettings(req: Request, res: Response): Promise<void> {
  const upload = req.file;
  if (!upload) {
    res.status(400).json({ error: 'no file' });
    return;
  }
  try {
    const settings = parseSettings(await readFile(upload.path, 'utf8'));
    const survey = await surveys.create({ ...settings, ownerId: req.session.userId });
    res.status(201).json({ id: survey.id, pages: settings.pages.length });
  } catch (err) {
    logger.warn({ err, file: upload.originalname }, 'settings not imported');
    res.status(422).json({ error: 'settings could not be read' });
  }
}
