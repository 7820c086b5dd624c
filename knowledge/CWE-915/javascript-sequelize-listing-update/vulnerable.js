import express from 'express';
import { Listing, PriceHistory } from './models.js';
import { requireSeller } from './auth.js';

export const listingRouter = express.Router();

function summarize(listing) {
  const { id, title, priceCents, quantity, state } = listing;
  return { id, title, price: (priceCents / 100).toFixed(2), quantity, state };
}

listingRouter.patch('/listings/:id', requireSeller, async (req, res, next) => {
  try {
    const listing = await Listing.findOne({
      where: { id: req.params.id, sellerId: req.seller.id },
    });
    if (!listing) return res.status(404).json({ error: 'no such listing' });
    if (listing.state === 'sold') return res.status(409).json({ error: 'already sold' });

    const oldPrice = listing.priceCents;
    await listing.update(req.body);
    if (listing.priceCents !== oldPrice) {
      await PriceHistory.create({ listingId: listing.id, fromCents: oldPrice, toCents: listing.priceCents });
    }
    req.log.info({ listing: listing.id, seller: req.seller.id }, 'listing updated');
    res.json(summarize(listing));
  } catch (err) {
    if (err.name === 'SequelizeValidationError') {
      return res.status(422).json({ errors: err.errors.map((e) => e.message) });
    }
    next(err);
  }
});
