package service_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"stet/backend/service"
)

// babble is what nobody says, in words of a few syllables.
func babble(random *rand.Rand, words int) []string {
	syllables := strings.Fields("ba ro mil ten sa ku ler vin do pa")
	out := make([]string, words)
	for i := range out {
		for range 2 + random.IntN(2) {
			out[i] += syllables[random.IntN(len(syllables))]
		}
	}
	return out
}

// A recogniser hears some words of a long episode otherwise than the chunks write them, many hundreds in all: it is cut like them
// all the same.
func TestALongRecognisersFileIsCutLikeTheChunks(t *testing.T) {
	const chunks, turns, perTurn = 6, 40, 60
	random := rand.New(rand.NewPCG(1, 2))
	f := open(t)
	var segments []map[string]any
	var firsts []string
	at, other := 0, 0
	for c := range chunks {
		text := fmt.Sprintf("---\ntitle: Part\nslug: ep05-%02d-part\nseries: The Old Mill\nepisode: 5\nchunk: %d\nspeakers:\n- Ada\n---\n", c+1, c+1)
		for range turns {
			said := babble(random, perTurn)
			text += fmt.Sprintf("\n%s - %s\nAda\n%s.\n", clockOf(at), clockOf(at+perTurn), strings.Join(said, " "))
			heard := slices.Clone(said)
			var words []map[string]any
			for i := range heard {
				if random.IntN(100) < 3 && i > 3 {
					heard[i] = "hum" + heard[i]
					other++
				}
				words = append(words, map[string]any{"word": heard[i], "start": at + i, "end": float64(at+i) + 0.9})
			}
			if len(firsts) == c {
				firsts = append(firsts, strings.Join(heard[:4], " "))
			}
			segments = append(segments, map[string]any{"start": at, "end": at + perTurn, "text": strings.Join(heard, " "), "words": words})
			at += perTurn
		}
		f.write(fmt.Sprintf("c/ep05-%02d-part.md", c+1), text)
	}
	src, err := json.Marshal(map[string]any{"segments": segments})
	if err != nil {
		t.Fatal(err)
	}
	f.write("ep05.json", string(src))
	v := f.cut(service.CutRequest{Transcripts: []string{"ep05.json"}, Like: "c", To: "new"})
	if len(v.Files) != chunks || other < 300 {
		t.Fatalf("%d files, %d other words", len(v.Files), other)
	}
	for i, x := range v.Files {
		if x.State != service.FileWritten {
			t.Errorf("%d: %s %s", i+1, x.State, x.Reason)
			continue
		}
		_, body, _ := strings.Cut(f.read(fmt.Sprintf("new/ep05-%02d-part.md", i+1)), "\n---\n")
		if _, begins, _ := strings.Cut(body, clockOf(i*turns*perTurn)); !strings.Contains(begins[:min(len(begins), 120)], firsts[i]) {
			t.Errorf("chunk %d begins %.200q, not %q", i+1, body, firsts[i])
		}
	}
}

// clockOf writes seconds as chunks do.
func clockOf(seconds int) string {
	return fmt.Sprintf("%02d:%02d:%02d:00", seconds/3600, seconds/60%60, seconds%60)
}
