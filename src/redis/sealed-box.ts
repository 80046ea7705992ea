import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Bytes that only holders of the key can read: AES-256-GCM with a random 96-bit IV, which stands first, then the 128-bit tag. */
export class SealedBox {
  readonly #key: Buffer;

  /** @param key 32 bytes */
  constructor(key: Buffer) {
    this.#key = key;
  }

  /** @param about what they are and of whom: they cannot be opened as anything else */
  close(bytes: Buffer, about: string): Buffer {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.#key, iv, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(about));
    const hidden = cipher.update(bytes);
    cipher.final();
    return Buffer.concat([iv, cipher.getAuthTag(), hidden]);
  }

  /** @throws Error where the key is another, or the bytes or what they are about were changed */
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
