import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../web/src/styles.css', import.meta.url), 'utf8');

type Oklch = readonly [lightness: number, chroma: number, hue: number];

const OKLCH = String.raw`oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)`;

/** A colour of the theme as it is by light and by dark. */
function colourOf(name: string): Record<'light' | 'dark', Oklch> {
  const found = new RegExp(`--${name}: light-dark\\(${OKLCH}, ${OKLCH}\\)`).exec(css);
  if (!found) throw new Error(`No colour is called ${name}.`);
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = found.slice(1).map(Number);
  return { light: [a, b, c], dark: [d, e, f] };
}

/** Relative luminance of WCAG 2; from OKLab to linear sRGB by Björn Ottosson's matrices (bottosson.github.io/posts/oklab). */
function luminanceOf([lightness, chroma, hue]: Oklch): number {
  const [a, b] = [chroma * Math.cos((hue * Math.PI) / 180), chroma * Math.sin((hue * Math.PI) / 180)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const red = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s;
  const green = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s;
  const blue = -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrastOf(one: Oklch, other: Oklch): number {
  const [dark = 0, light = 0] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe('the edge of fields and switches', () => {
  it.each(['surface', 'bg', 'sunken', 'hover'])('stands out from --%s by 3:1 in both themes', (ground) => {
    const [edge, behind] = [colourOf('edge'), colourOf(ground)];
    expect(contrastOf(edge.light, behind.light)).toBeGreaterThanOrEqual(3);
    expect(contrastOf(edge.dark, behind.dark)).toBeGreaterThanOrEqual(3);
  });

  it('is measured as WCAG does', () => {
    expect(contrastOf([1, 0, 0], [0, 0, 0])).toBeCloseTo(21, 3);
  });
});
