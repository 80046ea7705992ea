/** Defines `<ktp-capture>`. */
import { KtpCapture, type KtpCaptureEvents } from './capture/ktp-capture.js';

export {
  type CaptureDetail,
  type CaptureOptions,
  type ErrorDetail,
  type HintDetail,
  KtpCapture,
  type KtpCaptureEvents,
  type ProgressDetail,
  type ReadDetail,
  type ReadingDetail,
  type Source,
  type SuccessDetail,
} from './capture/ktp-capture.js';

export type { DeviceReader } from './capture/live.js';

declare global {
  interface HTMLElementTagNameMap {
    'ktp-capture': KtpCapture;
  }
  interface HTMLElementEventMap extends KtpCaptureEvents {}
}

// Pages that load it twice, and servers that have no elements.
if (globalThis.customElements && !customElements.get('ktp-capture')) {
  customElements.define('ktp-capture', KtpCapture);
}
