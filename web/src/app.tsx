import { Route, Router } from '@solidjs/router';
import { lazy } from 'solid-js';
import { Gate } from './gate.tsx';

const Coach = lazy(() => import('./pages/coach/coach.tsx'));
const Dashboard = lazy(() => import('./pages/dashboard/dashboard.tsx'));
const Insights = lazy(() => import('./pages/insights/insights.tsx'));
const Digest = lazy(() => import('./pages/digest/digest.tsx'));
const Trades = lazy(() => import('./pages/trades/trades.tsx'));
const Trade = lazy(() => import('./pages/trade/trade.tsx'));
const Rules = lazy(() => import('./pages/rules/rules.tsx'));
const Connect = lazy(() => import('./pages/connect/connect.tsx'));
const Settings = lazy(() => import('./pages/settings/settings.tsx'));
const Account = lazy(() => import('./pages/account/account.tsx'));
const YourData = lazy(() => import('./pages/account/your-data.tsx'));
const Privacy = lazy(() => import('./pages/privacy/privacy.tsx'));
const LogIn = lazy(() => import('./pages/sign-in/log-in.tsx'));
const SignUp = lazy(() => import('./pages/sign-in/sign-up.tsx'));
const Forgot = lazy(() => import('./pages/sign-in/forgot.tsx'));
const Reset = lazy(() => import('./pages/sign-in/reset.tsx'));
const Deleted = lazy(() => import('./pages/account/deleted.tsx'));
const NotFound = lazy(() => import('./pages/not-found.tsx'));

// The session is being asked for meanwhile; the code of where most people come need not wait for the answer.
if (location.pathname === '/') void Coach.preload();
if (location.pathname === '/login') void LogIn.preload();

export function App() {
  return (
    <Router root={Gate} scrollRestoration>
      <Route path="/" component={Coach} />
      <Route path="/dashboard" component={Dashboard} />
      <Route path="/insights" component={Insights} />
      <Route path="/digest/:id?" component={Digest} />
      <Route path="/trades" component={Trades} />
      <Route path="/trades/:id" component={Trade} />
      <Route path="/rules" component={Rules} />
      <Route path="/connect" component={Connect} />
      <Route path="/settings" component={Settings} />
      <Route path="/account" component={Account} />
      <Route path="/account/data" component={YourData} />
      <Route path="/privacy" component={Privacy} />
      <Route path="/login" component={LogIn} />
      <Route path="/signup" component={SignUp} />
      <Route path="/forgot" component={Forgot} />
      <Route path="/reset" component={Reset} />
      <Route path="/deleted" component={Deleted} />
      <Route path="*" component={NotFound} />
    </Router>
  );
}
