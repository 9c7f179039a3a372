import {
  type ClientFrame,
  type ControlFrame,
  ControlFrameSchema,
  type StoredEvent,
  StoredEventSchema,
} from '../../../contracts/feed.ts';

export type ReceivedFrame =
  | { kind: 'control'; frame: ControlFrame }
  | { kind: 'event'; event: StoredEvent }
  /** Of a newer server, or broken: passed over. */
  | { kind: 'unknown' };

export function readFrame(data: unknown): ReceivedFrame {
  const json = parse(data);
  const control = ControlFrameSchema.safeParse(json);
  if (control.success) return { kind: 'control', frame: control.data };
  const event = StoredEventSchema.safeParse(json);
  return event.success ? { kind: 'event', event: event.data } : { kind: 'unknown' };
}

export function writeFrame(frame: ClientFrame): string {
  return JSON.stringify(frame);
}

function parse(data: unknown): unknown {
  if (typeof data !== 'string') return undefined;
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
