import { Route, Router } from '@solidjs/router';
import { lazy } from 'solid-js';
import { Gate } from './gate.tsx';

const Coach = lazy(() => import('./pages/coach/coach.tsx'));
const Trades = lazy(() => import('./pages/trades/trades.tsx'));
const Trade = lazy(() => import('./pages/trade/trade.tsx'));
const Connect = lazy(() => import('./pages/connect/connect.tsx'));
const LogIn = lazy(() => import('./pages/sign-in/log-in.tsx'));
const SignUp = lazy(() => import('./pages/sign-in/sign-up.tsx'));
const NotFound = lazy(() => import('./pages/not-found.tsx'));

// The session is being asked for meanwhile; the start page's code need not wait for the answer.
if (location.pathname === '/') void Coach.preload();

export function App() {
  return (
    <Router root={Gate} scrollRestoration>
      <Route path="/" component={Coach} />
      <Route path="/trades" component={Trades} />
      <Route path="/trades/:id" component={Trade} />
      <Route path="/connect" component={Connect} />
      <Route path="/login" component={LogIn} />
      <Route path="/signup" component={SignUp} />
      <Route path="*" component={NotFound} />
    </Router>
  );
}
