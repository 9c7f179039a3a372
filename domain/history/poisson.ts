/** Below this share of what was summed a further term changes no digit. */
const NEGLIGIBLE = 1e-17;

/**
 * The probability of at most `count` events where `mean` are usual. Sums the shorter tail, from the term nearest the mean
 * outwards: terms only fall from there, and nothing underflows however large the mean.
 * @param count a whole number from 0
 * @param mean above 0
 */
export function poissonCdf(count: number, mean: number): number {
  const first = Math.exp(count * Math.log(mean) - mean - logFactorial(count));
  return count < mean
    ? sumDown(first, count, mean)
    : 1 - sumUp((first * mean) / (count + 1), count + 1, mean);
}

function sumDown(first: number, count: number, mean: number): number {
  let [term, sum] = [first, 0];
  for (let k = count; k >= 0 && term > sum * NEGLIGIBLE; k -= 1) {
    sum += term;
    term *= k / mean;
  }
  return sum;
}

function sumUp(first: number, from: number, mean: number): number {
  let [term, sum] = [first, 0];
  for (let k = from; term > sum * NEGLIGIBLE; ) {
    sum += term;
    k += 1;
    term *= mean / k;
  }
  return sum;
}

const EXACT_BELOW = 20;

/** ln n!: summed below 20, from there Stirling's series, right to 14 digits. */
function logFactorial(n: number): number {
  if (n >= EXACT_BELOW) {
    const series = 1 / (12 * n) - 1 / (360 * n ** 3) + 1 / (1260 * n ** 5);
    return (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI) + series;
  }
  let product = 1;
  for (let k = 2; k <= n; k += 1) product *= k;
  return Math.log(product);
}
