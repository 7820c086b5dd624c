import forge from 'node-forge';

export interface VoucherOrder {
  orderNo: string;
  partner: string;
  pins: string[];
}

export interface SealedOrder {
  orderNo: string;
  keyFingerprint: string;
  pins: string[];
}

export function sealOrder(order: VoucherOrder, partnerPem: string): SealedOrder {
  const publicKey = forge.pki.publicKeyFromPem(partnerPem);
  const fingerprint = forge.pki.getPublicKeyFingerprint(publicKey, {
    md: forge.md.sha256.create(),
    encoding: 'hex',
    delimiter: ':',
  });
  const pins = order.pins.map((pin) => {
    if (!/^\d{8}$/.test(pin)) {
      throw new RangeError(`order ${order.orderNo} has a malformed PIN`);
    }
    const sealed = publicKey.encrypt(pin, 'RSA-OAEP', {
      md: forge.md.sha256.create(),
      mgf1: { md: forge.md.sha256.create() },
    });
    return forge.util.encode64(sealed);
  });
  return { orderNo: order.orderNo, keyFingerprint: String(fingerprint), pins };
}

export function openPin(privatePem: string, sealed: string): string {
  const privateKey = forge.pki.privateKeyFromPem(privatePem);
  return privateKey.decrypt(forge.util.decode64(sealed), 'RSA-OAEP', {
    md: forge.md.sha256.create(),
    mgf1: { md: forge.md.sha256.create() },
  });
}
