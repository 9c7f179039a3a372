import { Route, Router } from '@solidjs/router';
import { Gate } from './gate.tsx';
import { lazyPage } from './lazy-page.tsx';

const Coach = lazyPage(() => import('./pages/coach/coach.tsx'));
const Dashboard = lazyPage(() => import('./pages/dashboard/dashboard.tsx'));
const Insights = lazyPage(() => import('./pages/insights/insights.tsx'));
const Digest = lazyPage(() => import('./pages/digest/digest.tsx'));
const Trades = lazyPage(() => import('./pages/trades/trades.tsx'));
const Trade = lazyPage(() => import('./pages/trade/trade.tsx'));
const Rules = lazyPage(() => import('./pages/rules/rules.tsx'));
const Connect = lazyPage(() => import('./pages/connect/connect.tsx'));
const Settings = lazyPage(() => import('./pages/settings/settings.tsx'));
const Account = lazyPage(() => import('./pages/account/account.tsx'));
const YourData = lazyPage(() => import('./pages/account/your-data.tsx'));
const Privacy = lazyPage(() => import('./pages/privacy/privacy.tsx'));
const LogIn = lazyPage(() => import('./pages/sign-in/log-in.tsx'));
const SignUp = lazyPage(() => import('./pages/sign-in/sign-up.tsx'));
const Forgot = lazyPage(() => import('./pages/sign-in/forgot.tsx'));
const Reset = lazyPage(() => import('./pages/sign-in/reset.tsx'));
const Deleted = lazyPage(() => import('./pages/account/deleted.tsx'));
const NotFound = lazyPage(() => import('./pages/not-found.tsx'));

// The session is being asked for meanwhile; the start page's code need not wait for the answer.
if (location.pathname === '/') void Coach.preload();

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
