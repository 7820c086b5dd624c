import express from 'express';
import mongoose from 'mongoose';
import { requireLogin } from './auth.js';

const addressSchema = new mongoose.Schema({
  owner: { type: mongoose.Schema.Types.ObjectId, ref: 'Customer', index: true },
  label: String,
  street: String,
  zip: String,
  city: String,
});
const Address = mongoose.model('Address', addressSchema);

export const router = express.Router();

router.patch('/addresses/:id', requireLogin, async (req, res, next) => {
  if (!mongoose.isValidObjectId(req.params.id)) {
    return res.status(400).json({ error: 'bad address id' });
  }
  const changes = {};
  for (const field of ['label', 'street', 'zip', 'city']) {
    const value = req.body[field];
    if (typeof value === 'string' && value.trim()) changes[field] = value.trim().slice(0, 100);
  }
  if (Object.keys(changes).length === 0) {
    return res.status(400).json({ error: 'nothing to change' });
  }
  try {
    const address = await Address.findOneAndUpdate(
      { _id: req.params.id, owner: req.customer.id },
      { $set: changes },
      { new: true },
    );
    if (!address) return res.status(404).json({ error: 'no such address' });
    req.log.info({ customer: req.customer.id, address: address.id }, 'address changed');
    res.json({ id: address.id, label: address.label, street: address.street, zip: address.zip, city: address.city });
  } catch (err) {
    next(err);
  }
});
