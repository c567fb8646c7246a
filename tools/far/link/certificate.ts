import { generateKeyPairSync, sign } from 'node:crypto';

const der = (tag: number, ...contents: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(contents);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
};
const sequence = (...contents: readonly Uint8Array[]) => der(0x30, ...contents);
const bits = (content: Uint8Array) => der(0x03, Buffer.of(0), content);
const ecdsaWithSha256 = sequence(der(0x06, Buffer.from('2a8648ce3d040302', 'hex')));
const commonName = Buffer.from('550403', 'hex');
/** 1.3.6.1.4.1.99999.1, an extension that nobody knows and nobody needs. */
const paddingId = Buffer.from('2b06010401868d1f01', 'hex');

/**
 * A key and a certificate that it signed itself (X.509, RFC 5280), made anew each time, so that no key lies about.
 * @param bytes that the certificate takes at least: those of a server have a chain beside them
 */
export function selfSigned(bytes: number): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const name = sequence(der(0x31, sequence(der(0x06, commonName), der(0x0c, Buffer.from('a far server')))));
  const extension = sequence(der(0x06, paddingId), der(0x04, Buffer.alloc(bytes)));
  const toSign = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, Buffer.of(1)),
    ecdsaWithSha256,
    name,
    sequence(der(0x17, Buffer.from('200101000000Z')), der(0x17, Buffer.from('490101000000Z'))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(extension)),
  );
  const whole = sequence(toSign, ecdsaWithSha256, bits(sign('sha256', toSign, privateKey)));
  const lines = whole.toString('base64').replace(/.{64}/g, '$&\n');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}
