import { z } from 'zod';
import { bodyJson, type SimRequest, type SimResponse } from '../simulator/exchange.ts';
import { Faults, parseFault } from '../simulator/faults.ts';
import { RequestLog } from '../simulator/request-log.ts';
import { serveSimulator } from '../simulator/serve.ts';

const MailSchema = z.object({ from: z.string(), to: z.string(), subject: z.string(), text: z.string() });
type KeptMail = z.infer<typeof MailSchema> & { at: string };

const KEY = 'local-mailbox';
const MOST_KEPT = 1_000;

export interface MailSim {
  /** In place of a mail service's. */
  sendUrl: string;
  key: string;
  /** What was sent, the newest last, as JSON; `?to=` for one address. */
  messagesUrl: string;
  stop(): Promise<void>;
}

/** One plain HTTP server on 127.0.0.1 that delivers nothing and keeps what it was given; faults as those of the simulated brokers under /_sim. */
export async function startMailSim(): Promise<MailSim> {
  const [faults, kept] = [new Faults(), [] as KeptMail[]];
  const served = await serveSimulator({
    ...{ faults, log: new RequestLog() },
    control: (request) => control(faults, request),
    holderOf: () => undefined,
    answer: (request) => ({ response: answer(kept, request) }),
    failure: (status, message) => ({ status, body: { error: message } }),
  });
  return {
    sendUrl: `${served.url}/send`,
    key: KEY,
    messagesUrl: `${served.url}/messages`,
    stop: served.stop,
  };
}

function answer(kept: KeptMail[], { method, path, query, headers, body }: SimRequest): SimResponse {
  switch (`${method} ${path}`) {
    case 'POST /send': {
      if (headers.authorization !== `Bearer ${KEY}`) return { status: 401, body: { error: 'unauthorized' } };
      const mail = MailSchema.safeParse(bodyJson(body));
      if (!mail.success) return { status: 422, body: { error: z.prettifyError(mail.error) } };
      kept.push({ ...mail.data, at: new Date().toISOString() });
      kept.splice(0, kept.length - MOST_KEPT);
      return { status: 202, body: {} };
    }
    case 'GET /messages': {
      const to = query.get('to');
      return { status: 200, body: { messages: kept.filter((mail) => to === null || mail.to === to) } };
    }
    default:
      return { status: 404, body: { error: `no such address: ${method} ${path}` } };
  }
}

function control(faults: Faults, { method, path, body }: SimRequest): SimResponse {
  if (path !== '/_sim/faults') return { status: 404, body: { error: `no such control: ${path}` } };
  if (method === 'DELETE') {
    faults.clear();
    return { status: 200, body: {} };
  }
  const fault = parseFault(bodyJson(body));
  if (!fault) return { status: 400, body: { error: 'needs match, and what goes wrong' } };
  faults.add(fault);
  return { status: 201, body: {} };
}
