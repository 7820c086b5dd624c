import { Collection, Db, ObjectId } from 'mongodb';
import type { FastifyReply, FastifyRequest } from 'fastify';

interface Device {
  _id: ObjectId;
  ownerId: ObjectId;
  label: string;
  revokedAt: Date | null;
}

type RevokeRequest = FastifyRequest<{ Params: { deviceId: string }; Body: { reason?: string } }> & {
  account: { id: ObjectId };
};

export function revokeDevice(db: Db) {
  const devices: Collection<Device> = db.collection('devices');
  const sessions = db.collection('sessions');

  return async (request: RevokeRequest, reply: FastifyReply) => {
    const { deviceId } = request.params;
    if (!ObjectId.isValid(deviceId)) {
      return reply.code(400).send({ error: 'bad device id' });
    }
    const _id = new ObjectId(deviceId);

    const revoked = await devices.updateOne(
      { _id, ownerId: request.account.id },
      { $set: { revokedAt: new Date() } },
    );
    if (!revoked.acknowledged || revoked.matchedCount !== 1) {
      request.log.warn({ deviceId }, 'no device to revoke');
      return reply.code(404).send({ error: 'no such device, nothing was revoked' });
    }
    const removed = await sessions.deleteMany({ deviceId: _id, accountId: request.account.id });
    if (!removed.acknowledged) {
      return reply.code(500).send({ error: 'the sessions of the device could not be ended' });
    }

    request.log.info({ deviceId, reason: request.body.reason }, 'device revoked');
    return reply.send({ revoked: deviceId });
  };
}
