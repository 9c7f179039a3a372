import { createMemo } from 'solid-js';
import { encode } from 'uqr';
import { qrPath } from './qr-path.ts';

/** Modules of white that a scanner needs around it. */
const QUIET_ZONE = 4;

/** Dark on white in either theme: not every scanner reads the inverse. */
export default function QrCode(props: { text: string }) {
  const modules = createMemo(() => encode(props.text, { border: QUIET_ZONE }).data);
  return (
    <svg
      role="img"
      aria-label="QR code of the key below"
      class="keeps-colour size-full rounded-md"
      viewBox={`0 0 ${modules().length} ${modules().length}`}
      shape-rendering="crispEdges"
    >
      <rect width="100%" height="100%" fill="#fff" />
      <path d={qrPath(modules())} fill="#000" />
    </svg>
  );
}
