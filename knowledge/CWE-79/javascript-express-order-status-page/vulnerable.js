const express = require('express');
const { findShipment } = require('../services/shipments');

const router = express.Router();

router.get('/track/:number', async (req, res, next) => {
  try {
    const { number } = req.params;
    const shipment = await findShipment(number);
    res.type('html');
    if (!shipment) {
      return res.status(404).send(`<h1>No shipment ${number}</h1><p>Searched for: ${req.query.q || number}</p>`);
    }
    const rows = shipment.events
      .map((e) => `<tr><td>${e.at.toISOString()}</td><td>${e.place}</td><td>${e.text}</td></tr>`)
      .join('');
    const state = JSON.stringify({ number, note: shipment.note, eta: shipment.eta });
    res.send(`<!doctype html><title>Shipment ${number}</title>
      <p class="note">${shipment.note}</p>
      <table>${rows}</table>
      <script>window.__SHIPMENT__ = ${state};</script>`);
  } catch (err) {
    next(err);
  }
});

module.exports = router;
