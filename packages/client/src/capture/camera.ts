import { jpegOf } from '../shrink.js';
import { type Guide, guideIn, type Size } from './guide.js';

/** More pixels than this, a card's print does not need. */
const WISHED: MediaTrackConstraints = {
  facingMode: { ideal: 'environment' },
  width: { ideal: 1920 },
  height: { ideal: 1080 },
};
/** Of the JPEG, 1 to 100. */
const QUALITY = 92;

/** Whether there may be a camera: browsers lend it to pages from https and from this machine only. */
export function mayHaveCamera(): boolean {
  return typeof navigator.mediaDevices?.getUserMedia === 'function';
}

/** The camera at the back, shown in a video element. */
export class Camera {
  readonly #stream: MediaStream;
  readonly #video: HTMLVideoElement;
  readonly #picture = document.createElement('canvas');

  private constructor(stream: MediaStream, video: HTMLVideoElement) {
    this.#stream = stream;
    this.#video = video;
  }

  /** @throws DOMException where there is none, or it may not be used; the signal's reason where it is not wanted any more */
  static async open(video: HTMLVideoElement, signal: AbortSignal): Promise<Camera> {
    const stream = await navigator.mediaDevices.getUserMedia({ video: WISHED, audio: false });
    const camera = new Camera(stream, video);
    try {
      signal.throwIfAborted();
      signal.addEventListener('abort', () => camera.close(), { once: true });
      video.srcObject = stream;
      await video.play();
      return camera;
    } catch (error) {
      camera.close();
      throw error;
    }
  }

  /** Pixels that the camera gives; a phone that is turned turns them. */
  get size(): Size {
    return { width: this.#video.videoWidth, height: this.#video.videoHeight };
  }

  get guide(): Guide {
    const { clientWidth: width, clientHeight: height } = this.#video;
    // A box that a page does not show has no size, and shows all as well as any part.
    return guideIn(this.size, width > 0 && height > 0 ? { width, height } : this.size);
  }

  /** What is in the frame and around it at this moment. The next call draws over it. */
  grab(): HTMLCanvasElement {
    const { x, y, width, height } = this.guide.region;
    this.#picture.width = Math.round(width);
    this.#picture.height = Math.round(height);
    this.#picture
      .getContext('2d')!
      .drawImage(this.#video, x, y, width, height, 0, 0, this.#picture.width, this.#picture.height);
    return this.#picture;
  }

  /** What was grabbed last; it is the caller's to close. */
  frame(): Promise<ImageBitmap> {
    return createImageBitmap(this.#picture);
  }

  /** What was grabbed last, or a frame of before, as a file. */
  async save(frame?: ImageBitmap): Promise<File> {
    if (frame !== undefined) {
      this.#picture.width = frame.width;
      this.#picture.height = frame.height;
      this.#picture.getContext('2d')!.drawImage(frame, 0, 0);
    }
    return new File([await jpegOf(this.#picture, QUALITY)], 'ktp.jpg', { type: 'image/jpeg' });
  }

  get hasTorch(): boolean {
    return (this.#track.getCapabilities?.() as { torch?: boolean } | undefined)?.torch === true;
  }

  async light(on: boolean): Promise<void> {
    await this.#track.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] });
  }

  /** Calls when the camera is gone: pulled out, or taken back by the browser. */
  onLost(listener: () => void): void {
    this.#track.addEventListener('ended', listener);
  }

  close(): void {
    for (const track of this.#stream.getTracks()) track.stop();
    if (this.#video.srcObject === this.#stream) this.#video.srcObject = null;
  }

  get #track(): MediaStreamTrack {
    return this.#stream.getVideoTracks()[0]!;
  }
}
