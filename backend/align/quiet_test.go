//go:build !race

package align

import "testing"

// How loud speech is at least does not hang on what was listened to before.
func TestWhatWasHeardBeforeChangesNothingOfHowLoudSpeechIs(t *testing.T) {
	said := speak(t, script(t, 14))
	samples := said.samples
	for i := range samples[:len(samples)/2] {
		samples[i] /= 30
	}
	least := func(s *Sound) float32 {
		p := English().plan(s, said.turns[11:12], Options{WordsOnly: true})
		quiet, err := p.quiet(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return quiet
	}
	fresh, known := Listen(said.source(), English()), Listen(said.source(), English())
	if _, err := known.between(t.Context(), 0, known.frames); err != nil {
		t.Fatal(err)
	}
	if a, b := least(fresh), least(known); a != b {
		t.Errorf("speech is at least %v dB loud, and %v once all of the sound was heard", a, b)
	}
}

// Who is to be gentle rests also before each block that is only read to tell how loud speech is.
func TestHowLoudSpeechIsIsFoundGently(t *testing.T) {
	said := speak(t, script(t, 14))
	s := Listen(said.source(), English())
	words := make([][]Word, len(said.turns))
	for k, turn := range said.turns[1:] {
		words[k+1] = []Word{{Span: Span{*turn.Start, *turn.End}, State: Estimated}}
	}
	read, most := 0, 0
	look := func() {
		now := 0
		for _, b := range s.blocks {
			if b != nil {
				now++
			}
		}
		read, most = now, max(most, now-read)
	}
	if _, err := Missed(t.Context(), English(), s, said.turns, words, Options{Gentle: true, Rest: look}); err != nil {
		t.Fatal(err)
	}
	if look(); read != len(s.blocks) || most > 2 {
		t.Errorf("of %d blocks %d were read, %d of them without a rest", len(s.blocks), read, most)
	}
}
