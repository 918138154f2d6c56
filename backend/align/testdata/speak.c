// Speaks lines with flite and tells when each word is said. Each line read is a voice, a pause before it in ms, and a
// text, between tabs. The samples, 16 kHz, 16 bits, go to the file that is named; to standard output a line for each
// written word: the line's number, its start and end in ms.
#include <flite.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

cst_voice *register_cmu_us_rms(const char *);
cst_voice *register_cmu_us_slt(const char *);
cst_voice *register_cmu_us_awb(const char *);
cst_voice *register_cmu_us_kal16(const char *);

static const cst_item *edge(const cst_item *word, int last) {
  const cst_item *syllable = item_as(word, "SylStructure");
  syllable = last ? item_last_daughter(syllable) : item_daughter(syllable);
  if (!syllable) return NULL;
  const cst_item *segment = last ? item_last_daughter(syllable) : item_daughter(syllable);
  return segment ? item_as(segment, "Segment") : NULL;
}

int main(int n, char **args) {
  if (n != 2) return 2;
  flite_init();
  cst_voice *voices[4] = {register_cmu_us_rms(NULL), register_cmu_us_slt(NULL), register_cmu_us_awb(NULL), register_cmu_us_kal16(NULL)};
  const char *names[4] = {"rms", "slt", "awb", "kal16"};
  FILE *out = fopen(args[1], "wb");
  if (!out) return 1;
  char line[1 << 16];
  double at = 0;
  for (int number = 0; fgets(line, sizeof line, stdin); number++) {
    char *voice = strtok(line, "\t"), *pause = strtok(NULL, "\t"), *text = strtok(NULL, "\n");
    cst_voice *v = NULL;
    for (int i = 0; i < 4; i++)
      if (!strcmp(voice, names[i])) v = voices[i];
    if (!v || !text) return 1;
    short silence = 0;
    for (int i = 0; i < atoi(pause) * 16; i++) fwrite(&silence, 2, 1, out);
    at += atoi(pause);
    cst_utterance *u = flite_synth_text(text, v);
    cst_wave *w = utt_wave(u);
    if (w->sample_rate != 16000) return 1;
    for (cst_item *t = relation_head(utt_relation(u, "Token")); t; t = item_next(t)) {
      const cst_item *first = NULL, *last = NULL;
      for (const cst_item *d = item_daughter(t); d; d = item_next(d)) {
        if (!first) first = edge(d, 0);
        if (edge(d, 1)) last = edge(d, 1);
      }
      if (!first || !last) continue;
      const cst_item *before = item_prev(first);
      double from = before ? item_feat_float(before, "end") : 0;
      printf("%d %.0f %.0f\n", number, at + 1000 * from, at + 1000 * item_feat_float(last, "end"));
    }
    fwrite(w->samples, 2, w->num_samples, out);
    at += w->num_samples / 16.0;
    delete_utterance(u);
  }
  return fclose(out) != 0;
}
