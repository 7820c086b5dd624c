import { Router } from 'express';
import { campaigns } from '../stores/campaigns.js';
import { clicks } from '../stores/clicks.js';

export const tracking = Router();

tracking.get('/c/:campaignId', async (req, res, next) => {
  try {
    const campaign = await campaigns.find(req.params.campaignId);
    if (!campaign) {
      return res.status(404).send('Unknown campaign');
    }
    const requested = String(req.query.url || campaign.homepage);
    const target = campaign.links.includes(requested) ? requested : campaign.homepage;

    await clicks.insert({
      campaignId: campaign.id,
      recipient: req.query.r ? String(req.query.r) : null,
      target,
      at: new Date(),
      agent: req.get('user-agent')?.slice(0, 200),
    });

    res.set('Cache-Control', 'no-store');
    res.set('Referrer-Policy', 'no-referrer');
    res.redirect(302, target);
  } catch (err) {
    next(err);
  }
});
