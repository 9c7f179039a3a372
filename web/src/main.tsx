import './styles.css';
import { render } from 'solid-js/web';
import { App } from './app.tsx';
import { checkSession } from './session.ts';

void checkSession();

const root = document.getElementById('root');
if (root !== null) render(() => <App />, root);
