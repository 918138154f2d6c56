package known_test

import (
	"slices"
	"strings"
	"testing"

	"stet/backend/formats"
	"stet/backend/formats/known"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// everyOrigin is an episode of one turn whose words have their times from everywhere that there is.
func everyOrigin(t *testing.T) *formats.Episode {
	t.Helper()
	turn := transcript.Turn{Span: spanned(t, "00:00:01.000", "00:00:09.000"), Speaker: named("Ada"), Paragraphs: []string{"It all fell down at once, it seems."}}
	for i, how := range []transcript.How{
		transcript.Measured, transcript.Guessed, transcript.Carried, transcript.Between, transcript.Imported, transcript.ByHand, transcript.Unspoken, transcript.Unknown,
	} {
		w := transcript.Timing{Start: timecode.FromMillis(int64(1500 + 500*i)), End: timecode.FromMillis(int64(2000 + 500*i)), How: how}
		if !how.Timed() {
			w.Start, w.End = 0, 0
		}
		if how == transcript.Measured || how == transcript.Guessed {
			w.Confidence = uint8(97 - 60*i)
		}
		turn.Times = append(turn.Times, w)
	}
	e := formats.NewEpisode(transcript.Episode{Key: "1", Rate: timecode.Rate25}, []transcript.Chunk{{Turns: []transcript.Turn{turn}}}, 0)
	e.Sound = "talk.flac"
	return e
}

// TestOriginsAreWritten says for every format what it keeps of where a time comes from: in its bytes, or among what it tells
// that it loses.
func TestOriginsAreWritten(t *testing.T) {
	kept := map[string][]string{
		"vtt-words": {"<c.measured>It</c>", "<c.estimated>all</c>", "<c.carried-over>fell</c>", "<c.interpolated>down</c>", ">at ", "<c.by-hand>once,</c>"},
		"html":      {`data-t="1.5" data-how="measured">It<`, `data-how="estimated">all<`, `data-how="carried-over">fell<`, `data-t="3">down<`, `data-how="imported">at<`, `data-how="by-hand">once,<`},
		"jsonl":     {`[1.5,2,"measured",0.97],[2,2.5,"estimated",0.37],[2.5,3,"carried-over"],[3,3.5,"interpolated"],[3.5,4,"imported"],[4,4.5,"by-hand"],[null,null,"not-spoken"],null]`},
		"textgrid":  {`text = "measured 0.97"`, `text = "estimated 0.37"`, `text = "carried-over"`, `text = "interpolated"`, `text = "imported"`, `text = "by-hand"`},
		"ctm":       {"ep01 1 1.5 0.5 It 0.97\n", "ep01 1 4 0.5 once, NA\n"},
	}
	for _, w := range known.Writers() {
		out, err := w.Make(everyOrigin(t), nil)
		if err != nil {
			t.Fatalf("%s: %v", w.ID, err)
		}
		for _, part := range kept[w.ID] {
			if !strings.Contains(string(out.Bytes), part) {
				t.Errorf("%s has no %s: %s", w.ID, part, out.Bytes)
			}
		}
		loses := slices.ContainsFunc(out.Remarks, func(r formats.Remark) bool {
			return r.Kind == formats.Lost && (strings.Contains(r.What, "imes of words") || strings.Contains(r.What, "What is said") || strings.Contains(r.What, "ow sure"))
		})
		if kept[w.ID] == nil && !loses {
			t.Errorf("%s does not say that the times of words are lost: %v", w.ID, out.Remarks)
		}
	}
}
