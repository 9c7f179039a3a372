import type { FeedSocket, SocketListener } from './socket.ts';

/** The browser's socket to /ws/coach. */
export function openCoachSocket(lastEventId: string | null, listener: SocketListener): FeedSocket {
  const url = new URL('/ws/coach', location.href);
  url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  if (lastEventId !== null) url.searchParams.set('lastEventId', lastEventId);
  url.searchParams.set('tab', tabId(sessionStorage));
  const socket = new WebSocket(url);
  socket.onmessage = (message) => listener.message(message.data);
  socket.onclose = (close) => listener.closed(close.code);
  return {
    send: (text) => socket.readyState === WebSocket.OPEN && socket.send(text),
    close: () => socket.close(1000),
  };
}

/** The tab's own id: a second socket of the same tab replaces its first. */
function tabId(storage: Storage): string {
  const held = storage.getItem('tab');
  if (held !== null) return held;
  const made = crypto.randomUUID();
  storage.setItem('tab', made);
  return made;
}
