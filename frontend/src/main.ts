/** Puts the window's contents into the page. */
import { mount } from 'svelte';
import App from './shell/App.svelte';
import './ui/styles/tokens.css';
import './ui/styles/fonts.css';
import './ui/styles/base.css';
import './ui/styles/controls.css';
import './ui/styles/cards.css';
import './ui/styles/page.css';
import './ui/styles/registry.css';
import './ui/styles/speakers.css';
import './ui/styles/overlay.css';
import './ui/styles/changes.css';

const place = document.getElementById('app');
if (!place) throw new Error('index.html has no #app');
mount(App, { target: place });
