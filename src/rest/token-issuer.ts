import { randomBytes } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';

const ISSUER = 'ktp-gateway';

export interface IssuedToken {
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly expiredTime: number;
}

/** Access tokens: signed, so that none is kept. HS512, as in the document's example. */
export class TokenIssuer {
  readonly #key: Uint8Array;
  readonly #now: () => number;

  /** @param signingKey at least 64 characters; without one, tokens end with this process */
  constructor(signingKey: string | undefined, now: () => number) {
    this.#key = signingKey === undefined ? randomBytes(64) : new TextEncoder().encode(signingKey);
    this.#now = now;
  }

  async issue(accessKey: string, seconds: number): Promise<IssuedToken> {
    const now = this.#now();
    const expiredTime = now + seconds * 1000;
    const token = await new SignJWT()
      .setProtectedHeader({ alg: 'HS512' })
      .setIssuer(ISSUER)
      .setSubject(accessKey)
      .setIssuedAt(Math.floor(now / 1000))
      .setExpirationTime(Math.floor(expiredTime / 1000))
      .sign(this.#key);
    return { token, expiredTime };
  }

  /** The access key a token was issued for; null where it was not issued here or has ended. */
  async holder(token: string): Promise<string | null> {
    try {
      const { payload } = await jwtVerify(token, this.#key, {
        algorithms: ['HS512'],
        issuer: ISSUER,
        requiredClaims: ['exp', 'sub'],
        currentDate: new Date(this.#now()),
      });
      return payload.sub ?? null;
    } catch {
      return null;
    }
  }
}
