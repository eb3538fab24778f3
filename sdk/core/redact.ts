/** Takes secrets out of texts that may be printed: the private key, JWTs and access tokens. */

const SECRET = "[secret]";

// What is a secret by its look, whoever made it.
const SECRET_LOOKS = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  /\beyJ[\w-]+\.[\w-]+(\.[\w-]*)?/g,
  /\bBearer\s+[^\s"',;]+/gi,
];

/** Remembers the secrets of one store and removes them, and whatever looks like one, from texts. */
export class Redactor {
  readonly #secrets = new Set<string>();

  add(secret: string | undefined): void {
    if (secret && secret.length >= 8) this.#secrets.add(secret);
  }

  clean(text: string): string {
    let cleaned = text;
    for (const secret of this.#secrets) cleaned = cleaned.replaceAll(secret, SECRET);
    for (const look of SECRET_LOOKS) cleaned = cleaned.replace(look, SECRET);
    return cleaned;
  }
}
