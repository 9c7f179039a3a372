interface Palette {
  ink: string;
  paper: string;
  muted: string;
  line: string;
  label: string;
  up: string;
  down: string;
}

/** The theme's colours as the chart library reads them: it knows rgb, and the theme speaks oklch. */
export function readPalette(place: HTMLElement): Palette {
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  const probe = document.createElement('span');
  // Forced colours would make all of them one.
  probe.style.forcedColorAdjust = 'none';
  place.append(probe);

  function rgb(name: string): string {
    probe.style.color = `var(--${name})`;
    if (pen === null) return 'gray';
    pen.fillStyle = getComputedStyle(probe).color;
    pen.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0] = pen.getImageData(0, 0, 1, 1).data;
    return `rgb(${r}, ${g}, ${b})`;
  }

  const palette = {
    ink: rgb('ink'),
    paper: rgb('bg'),
    muted: rgb('ink-3'),
    line: rgb('line'),
    label: rgb('ink-2'),
    up: rgb('gain'),
    down: rgb('loss'),
  };
  probe.remove();
  return palette;
}
