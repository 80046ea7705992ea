import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
/** The lengths that NIST SP 800-38D recommends for GCM. */
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts bytes, so that only holders of the key can read them: AES-256-GCM. A sealed box is a random 96-bit IV, the 128-bit tag, and the encrypted bytes. */
export class SealedBox {
  readonly #key: Buffer;

  /** @param key 32 bytes */
  constructor(key: Buffer) {
    this.#key = key;
  }

  /** @param about what the bytes are, and whose: they can only be opened with the same text */
  close(bytes: Buffer, about: string): Buffer {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.#key, iv, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(about));
    const hidden = cipher.update(bytes);
    cipher.final();
    return Buffer.concat([iv, cipher.getAuthTag(), hidden]);
  }

  /** @throws Error if the key or `about` is another, or if the bytes were changed */
  open(sealed: Buffer, about: string): Buffer {
    const iv = sealed.subarray(0, IV_BYTES);
    const decipher = createDecipheriv(ALGORITHM, this.#key, iv, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(about));
    decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    const bytes = decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES));
    decipher.final();
    return bytes;
  }
}
