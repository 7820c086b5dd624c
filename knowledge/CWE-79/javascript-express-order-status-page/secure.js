const express = require('express');
const escapeHtml = require('escape-html');
const { findShipment } = require('../services/shipments');

const router = express.Router();

router.get('/track/:number', async (req, res, next) => {
  try {
    const { number } = req.params;
    const shipment = await findShipment(number);
    res.type('html');
    if (!shipment) {
      const searched = escapeHtml(String(req.query.q || number));
      return res.status(404).send(`<h1>No shipment ${escapeHtml(number)}</h1><p>Searched for: ${searched}</p>`);
    }
    const rows = shipment.events
      .map((e) => `<tr><td>${e.at.toISOString()}</td><td>${escapeHtml(e.place)}</td><td>${escapeHtml(e.text)}</td></tr>`)
      .join('');
    const state = JSON.stringify({ number, note: shipment.note, eta: shipment.eta }).replace(/</g, '\\u003c');
    res.send(`<!doctype html><title>Shipment ${escapeHtml(number)}</title>
      <p class="note">${escapeHtml(shipment.note)}</p>
      <table>${rows}</table>
      <script>window.__SHIPMENT__ = ${state};</script>`);
  } catch (err) {
    next(err);
  }
});

module.exports = router;
