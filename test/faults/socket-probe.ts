import type { Recorder } from './recorder.ts';

const ANSWER_MS = 2_000;

/** Whether a socket that was open before is still the same one, and still answers: a frame that is none gets a feed.error. */
export async function againstSocket(recorder: Recorder, connectionsBefore: number): Promise<string[]> {
  if (!recorder.isOpen) return ['the socket is closed'];
  if (recorder.connections !== connectionsBefore) return ['the socket is another one'];
  const before = recorder.control.length;
  recorder.send('{"type":"nothing.known","payload":{}}');
  const answered = await recorder.until(
    () => recorder.control.slice(before).some(({ frame }) => frame.type === 'feed.error'),
    ANSWER_MS,
  );
  return answered ? [] : [`a bad frame was not answered within ${ANSWER_MS / 1_000} s`];
}
