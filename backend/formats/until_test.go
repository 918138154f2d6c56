package formats_test

import (
	"strings"
	"testing"

	"stet/backend/chunkfile"
	"stet/backend/formats"
	"stet/backend/formats/known"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// TestAChunkEndsWhereItsTurnsDoNotTell writes a chunk of which only the first turn has a time.
func TestAChunkEndsWhereItsTurnsDoNotTell(t *testing.T) {
	const next = "---\ntitle: Flour\nslug: ep01-02-flour\nchunk: 2\n---\n\n00:00:50:00 - 00:01:00:00\nMira\nHere it is.\n"
	for _, c := range []struct {
		name, header, last, next string
		end                      int
		told                     string
	}{
		{"its header says", "timecode: 00:00:01 – 00:00:41\nend_time: 00:00:41\n", "\n\nMira\nFrom above.\n", next, 41, "taken from the header"},
		{"only its timecode says", "timecode: 00:00:01 - 00:00:41\n", "\n\nMira\nFrom above.\n", next, 41, "taken from the header"},
		{"it says less than the turns", "end_time: 00:00:08\n", "\n\nMira\nFrom above.\n", next, 50, "taken from where the next chunk begins"},
		{"it says nothing", "", "\n\nMira\nFrom above.\n", next, 50, "taken from where the next chunk begins"},
		{"the next was left out", "", "\n\nMira\nFrom above.\n", strings.Replace(next, "chunk: 2", "chunk: 3", 1), 10, ""},
		{"its turns tell", "end_time: 00:00:41\n", "\n", next, 10, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			first := "---\ntitle: The Wheel\nslug: ep01-01-wheel\nchunk: 1\nspeakers:\n- Ada\n- Mira\n" + c.header + "---\n\n00:00:01:00 - 00:00:10:00\nAda\nHow does it turn?" + c.last
			var chunks []transcript.Chunk
			for i, src := range []string{first, c.next} {
				x := chunkfile.Parse([]byte(src)).Chunk()
				x.ID = transcript.ID(i + 1)
				chunks = append(chunks, x)
			}
			e := formats.NewEpisode(transcript.Episode{Key: "1", Rate: timecode.Rate25}, chunks, 0)
			end := formats.InSeconds(timecode.Time(c.end) * timecode.Second)
			clock := formats.Clock(timecode.Time(c.end) * timecode.Second)
			says := map[string]string{"chapters": `"endTime": ` + end + ",", "jsonl": `"end":` + end + ",", "index": "| 00:00:01 | " + clock + " |", "markers": "00:00:01:00\t" + clock + ":00"}
			for _, w := range known.Writers() {
				want, ok := says[w.ID]
				if !ok {
					continue
				}
				out, err := w.Make(e, nil)
				if err != nil {
					t.Fatal(err)
				}
				if !strings.Contains(string(out.Bytes), want) {
					t.Errorf("%s has no %q: %s", w.ID, want, out.Bytes)
				}
				told := ""
				for _, r := range out.Remarks {
					if r.Kind == formats.Guessed && strings.HasPrefix(r.What, "The end of 1 chunk") {
						told = r.What
					}
				}
				if (told == "") != (c.told == "") || !strings.HasSuffix(told, c.told) {
					t.Errorf("%s says %q, want %q", w.ID, told, c.told)
				}
			}
		})
	}
}
