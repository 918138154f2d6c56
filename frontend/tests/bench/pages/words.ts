/** The page that other editors of transcripts have: everything in one editable element, each word an element of its own. */
import { type Comparand, type Given, lit } from './shape';

let given: Given;
let root: HTMLElement;
let timer = 0;

const element = (tag: string, className: string, text: string) => {
  const e = document.createElement(tag);
  e.className = className;
  e.textContent = text;
  return e;
};

const page: Comparand = {
  show(text) {
    given = text;
    root?.parentElement?.remove();
    root = document.createElement('div');
    root.className = 'text';
    root.contentEditable = 'true';
    root.spellcheck = false;
    for (const { speaker, paragraphs } of text.turns) {
      const turn = element('section', 'turn', '');
      const name = element('div', 'who', speaker);
      name.contentEditable = 'false';
      turn.append(name);
      for (const paragraph of paragraphs) {
        const p = document.createElement('p');
        for (const word of paragraph.split(' ')) p.append(element('span', 'word', word), ' ');
        turn.append(p);
      }
      root.append(turn);
    }
    const scroller = element('div', 'scroller', '');
    scroller.append(root);
    document.body.append(scroller);
  },
  toMiddle() {
    const turn = root.children[given.middle]!;
    turn.id = 'middle';
    turn.scrollIntoView();
    root.focus({ preventScroll: true });
    getSelection()!.collapse(turn.querySelectorAll('.word')[given.word]!.firstChild, 0);
  },
  light(perSecond) {
    clearInterval(timer);
    for (const word of root.querySelectorAll('.heard')) word.classList.remove('heard');
    if (perSecond === 0) return;
    const words = [...root.children]
      .slice(given.middle + 1, given.middle + 1 + lit)
      .flatMap((turn) => [...turn.querySelectorAll('.word')]);
    let n = 0;
    timer = setInterval(() => {
      words[n % words.length]!.classList.remove('heard');
      words[++n % words.length]!.classList.add('heard');
    }, 1000 / perSecond) as unknown as number;
  },
  rename(from, to) {
    for (const name of root.querySelectorAll('.who')) if (name.textContent === from) name.textContent = to;
  },
  find(wanted) {
    for (const word of root.querySelectorAll('.word')) {
      word.classList.toggle('hit', word.textContent.toLowerCase().includes(wanted));
    }
  },
};

Object.assign(window, { comparand: page });
