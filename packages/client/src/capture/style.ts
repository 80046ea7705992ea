/**
 * By custom properties and parts a page gives it its own look; what it does not give comes from the system's colours, light and dark. Its own
 * names begin with `--_`, so that a page may give it what it calls `--text` itself.
 */
export const STYLE = `
:host {
  --_accent: var(--ktp-accent, #0b57d0);
  --_on-accent: var(--ktp-on-accent, #fff);
  --_surface: var(--ktp-surface, Canvas);
  --_text: var(--ktp-text, CanvasText);
  --_quiet: var(--ktp-quiet, color-mix(in srgb, var(--_text) 72%, var(--_surface)));
  --_line: var(--ktp-line, color-mix(in srgb, var(--_text) 30%, var(--_surface)));
  --_good: var(--ktp-good, #1fae5b);
  --_warning: var(--ktp-warning, #b95e00);
  --_radius: var(--ktp-radius, 12px);
  color: var(--_text);
  display: block;
  font-family: var(--ktp-font, inherit);
  line-height: 1.4;
}
:host([hidden]), [hidden] { display: none !important; }
* { box-sizing: border-box; }
button {
  align-items: center;
  background: var(--_surface);
  border: 1px solid var(--_line);
  border-radius: calc(var(--_radius) * 0.67);
  color: var(--_text);
  cursor: pointer;
  display: inline-flex;
  font: inherit;
  gap: 0.5em;
  justify-content: center;
  min-height: 44px;
  padding: 0.4em 1em;
}
button:focus-visible { outline: 3px solid var(--_accent); outline-offset: 2px; }
.primary { background: var(--_accent); border-color: var(--_accent); color: var(--_on-accent); font-weight: 600; }
svg { fill: none; flex: none; height: 1.25em; stroke: currentcolor; stroke-linecap: round; stroke-linejoin: round; stroke-width: 2; width: 1.25em; }
p { margin: 0; }
.row { display: flex; flex-wrap: wrap; gap: 0.5rem; justify-content: center; }
.drop, .work {
  background: var(--_surface);
  border: 1px solid var(--_line);
  border-radius: var(--_radius);
  display: grid;
  gap: 0.9rem;
  justify-items: center;
  padding: 1.5rem 1rem;
  text-align: center;
}
.drop { border-style: dashed; border-width: 2px; }
.over .drop { border-color: var(--_accent); border-style: solid; }
@media (hover: none) { .note { display: none; } }
@media (max-width: 480px) { .drop .row { align-items: stretch; flex-direction: column; max-width: 20rem; width: 100%; } }
.title { font-size: 1.15em; font-weight: 600; }
.note { color: var(--_quiet); font-size: 0.9em; }
.outline { color: var(--_quiet); height: 56px; stroke-width: 1.2; width: 88px; }
.camera {
  aspect-ratio: 4 / 3;
  background: #000;
  border-radius: var(--_radius);
  max-height: 82vh;
  max-height: 82dvh;
  overflow: hidden;
  position: relative;
  width: 100%;
}
@media (max-width: 640px) and (orientation: portrait) { .camera { aspect-ratio: 3 / 4; } }
video { display: block; height: 100%; object-fit: cover; width: 100%; }
.frame {
  border: 3px solid #fff;
  border-radius: 4% / 6.4%;
  box-shadow: 0 0 0 100vmax rgb(0 0 0 / 45%);
  height: var(--frame-height, 60%);
  inset: 0;
  margin: auto;
  pointer-events: none;
  position: absolute;
  transition: border-color 0.2s;
  width: var(--frame-width, 88%);
}
.good .frame { border-color: var(--_good); border-width: 5px; }
.marks { height: 100%; inset: 0; pointer-events: none; position: absolute; width: 100%; }
.marks polygon { fill: rgb(255 196 0 / 30%); stroke: #ffc400; stroke-width: 1.5; }
.marks .disputed { fill: rgb(255 96 64 / 30%); stroke: #ff6040; stroke-dasharray: 5 3; }
.lacking { align-content: start; display: grid; gap: 0.5rem; justify-items: center; min-height: 8.2rem; padding-top: 0.6rem; text-align: center; }
.missing { max-width: 34rem; min-height: 4.2em; text-wrap: balance; }
.use:not(.offered) { visibility: hidden; }
.hint {
  background: rgb(0 0 0 / 78%);
  border-radius: 999px;
  color: #fff;
  font-weight: 600;
  inset-inline: 0;
  margin: 0 auto;
  max-width: calc(100% - 1.5rem);
  padding: 0.35em 1em;
  position: absolute;
  text-align: center;
  top: 0.75rem;
  width: max-content;
}
.controls {
  align-items: center;
  bottom: 0.75rem;
  display: grid;
  grid-template-columns: 1fr auto 1fr;
  inset-inline: 1rem;
  position: absolute;
}
.controls button { background: rgb(0 0 0 / 60%); border-color: rgb(255 255 255 / 55%); border-radius: 999px; color: #fff; min-width: 48px; padding: 0; height: 48px; }
.controls button:focus-visible { outline-color: #fff; }
.controls .take { background: #fff; border: 4px solid rgb(0 0 0 / 60%); box-shadow: 0 0 0 3px #fff; color: #000; grid-column: 2; height: 60px; width: 60px; }
.controls .close { grid-column: 1; grid-row: 1; justify-self: start; }
.controls .torch { grid-column: 3; justify-self: end; }
.torch[aria-pressed="true"] { background: #fff; color: #000; }
.preview { border-radius: calc(var(--_radius) * 0.67); max-height: 180px; max-width: 100%; }
progress { accent-color: var(--_accent); max-width: 22rem; width: 100%; }
.told { display: grid; gap: 0.6rem; justify-items: center; padding: 0.75rem 0 0; text-align: center; }
.told:not(:has(> :not([hidden], :empty))) { padding: 0; }
.status:empty { display: none; }
.status { max-width: 34rem; }
.status:has(strong) { border-inline-start: 4px solid var(--_warning); padding-inline-start: 0.75rem; text-align: start; }
.status strong { display: block; }
.unseen { clip-path: inset(50%); height: 1px; overflow: hidden; position: absolute; white-space: nowrap; width: 1px; }
@media (prefers-reduced-motion: reduce) { .frame { transition: none; } }
@media (forced-colors: active) { .marks polygon { fill: none; stroke: Highlight; } .frame { border-style: solid; } .good .frame { border-style: double; } }
`;
