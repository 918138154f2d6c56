import { describe, expect, it } from 'vitest';
import { read } from './settings.svelte';

describe('what was kept', () => {
  it('is read field by field', () => {
    expect(read('{"theme":"dark","railWidth":300,"rail":false,"textSize":19}')).toEqual({
      theme: 'dark',
      railWidth: 300,
      rail: false,
      textSize: 19,
    });
  });
  it('costs only what is broken', () => {
    expect(read('{"theme":"mauve","railWidth":9000,"textSize":"big","tab":"checks","newer":1}')).toEqual({
      tab: 'checks',
    });
    expect(read('{"goOnAfter":2,"goOnBack":1.5,"resumeBack":1.5,"pauseTyping":"yes"}')).toEqual({
      goOnAfter: 2,
      resumeBack: 1.5,
    });
    expect(read('{"soundDelay":-10,"follow":false}')).toEqual({ follow: false });
    expect(read('{"soundDelay":180}')).toEqual({ soundDelay: 180 });
    expect(read('{"speed":1.25,"volume":4.5,"holdBack":0.5}')).toEqual({ speed: 1.25, holdBack: 0.5 });
    expect(read('{"speed":0,"volume":2}')).toEqual({ volume: 2 });
    expect(read('{"tab":"entities"}')).toEqual({ tab: 'entities' });
    expect(read('{"openEpisodes":["e:1",2]}')).toEqual({});
  });
  it('holds keys that a person changed', () => {
    const keys = { preset: 'stet', own: { export: { add: [{ key: 'F9', where: 'words' }], drop: [] } } };
    expect(read(JSON.stringify({ keys }))).toEqual({ keys });
    expect(read('{"keys":{"preset":"stet","own":{"export":{"add":[{"key":"F9","where":"here"}],"drop":[]}}}}')).toEqual(
      {},
    );
    expect(read('{"keys":{"preset":"stet","own":{"export":["F9"]}},"recent":["export"]}')).toEqual({
      recent: ['export'],
    });
  });
  it.each(['', 'null', '[1', '"dark"'])('is nothing in %s', (text) => expect(read(text)).toEqual({}));
});
