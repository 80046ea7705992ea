/** The path under which every answer has the upstream's form, that there is no such page too. */
export const OPENAPI_ROOT = '/openapi/';
export const TOKEN_PATH = '/openapi/auth/ticket/v1/generate-token';
export const OCR_PATH = '/openapi/face-recognition/v3/ocr-ktp-check';
