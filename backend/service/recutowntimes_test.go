package service_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// A recogniser's file whose one segment is the whole episode is known as the open episode's by what is said in it, so that it is asked for the
// times of its words and not taken in beside the chunks.
func TestARecognisersFileIsKnownByItsWords(t *testing.T) {
	f, id := cutMill(t)
	whisper := func(text string) string {
		words := strings.Fields(text)
		var segments []map[string]any
		for from := 0; from < len(words); from += 200 {
			part := words[from:min(from+200, len(words))]
			var timed []map[string]any
			for i, w := range part {
				at := float64(from+i) / 2
				timed = append(timed, map[string]any{"word": w, "start": at, "end": at + 0.4})
			}
			segments = append(segments, map[string]any{"start": float64(from) / 2, "end": float64(from+len(part)) / 2, "text": strings.Join(part, " "), "words": timed})
		}
		src, err := json.Marshal(map[string]any{"segments": segments})
		if err != nil {
			t.Fatal(err)
		}
		return string(src)
	}
	var said []string
	for i, line := range strings.Split(mill, "\n") {
		if i%3 == 2 && i != 2 && i != 11 { // it has missed what each chunk begins with
			said = append(said, strings.ToLower(line))
		}
	}
	all := strings.NewReplacer("wheel", "whale", "stream", "dream", "flour", "flower").Replace(strings.Join(said, " "))
	f.write("new/talk.json", whisper(all))
	f.write("new/other.json", whisper(strings.Repeat("something else is said here of another place and by other people ", 6)))
	for name, want := range map[string]int64{"new/talk.json": id, "new/other.json": 0} {
		if v, err := f.Again([]string{f.path(name)}, id); err != nil || v.Episode != want || v.Known {
			t.Errorf("%s: %+v %v", name, v, err)
		}
	}
	if v, err := f.Again([]string{f.path("new/talk.json")}, 0); err != nil || v.Episode != 0 {
		t.Errorf("of no episode that is open: %+v %v", v, err)
	}
	taken, err := f.TakeTimes(id, f.path("new/talk.json"))
	if err != nil || taken.Told < 35 {
		t.Errorf("%s %v", fmt.Sprintf("%+v", taken), err)
	}
}
