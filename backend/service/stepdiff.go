// This file says what a step of the history did, thing by thing and word by word. It is found out when somebody looks, and
// kept nowhere.

package service

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"stet/backend/linediff"
	"stet/backend/session"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// mostChanges is how many changes of a step are shown: one that renames a speaker everywhere is told by the first.
const mostChanges = 50

func stepDiff(ctx context.Context, s *Service, id session.EpisodeID, seq int64) (StepDiffView, error) {
	v := StepDiffView{Changes: []ChangeView{}}
	err := s.open.with(ctx, id, func(open *session.Session) error {
		_, delta, err := open.Delta(ctx, seq)
		if err != nil {
			return err
		}
		w := changeWriter{}
		w.all(delta)
		v.More = max(0, len(w.out)-mostChanges)
		v.Changes = append(v.Changes, w.out[:len(w.out)-v.More]...)
		open.Read(func(doc *transcript.Document, _ session.Files) {
			for i := range v.Changes {
				c := &v.Changes[i]
				if home, stands := doc.Home(c.Turn); stands {
					c.Chunk = home
				} else {
					c.Turn = 0
				}
			}
		})
		return nil
	})
	return v, sentence(err)
}

// changeWriter says a delta thing by thing.
type changeWriter struct {
	out []ChangeView
}

func (w *changeWriter) all(d transcript.Delta) {
	if d.Episode != nil {
		w.episode(d.Episode[0], d.Episode[1])
	}
	for _, h := range d.Heads {
		w.head(h.Before, h.After)
	}
	for _, t := range d.Turns {
		w.turn(t)
	}
}

// add adds a change of what is a text on both sides; of one that is the same it adds nothing.
func (w *changeWriter) add(c ChangeView, before, after string) {
	if before == after {
		return
	}
	gone, come := linediff.Words(before, after)
	c.Before, c.After = pieces(before, gone), pieces(after, come)
	w.out = append(w.out, c)
}

func (w *changeWriter) say(c ChangeView, did string) {
	c.Did, c.Before, c.After = did, []PieceView{}, []PieceView{}
	w.out = append(w.out, c)
}

func (w *changeWriter) episode(was, is transcript.Episode) {
	rate := func(e transcript.Episode) string {
		if !e.Rate.Valid() {
			return "not told"
		}
		return e.Rate.String()
	}
	w.add(ChangeView{What: "The episode\u2019s title"}, was.Title, is.Title)
	w.add(ChangeView{What: "Frame rate"}, rate(was), rate(is))
	w.add(ChangeView{What: "Sound"}, was.Sound, is.Sound)
	// What is less than a millisecond cannot be told.
	if now, then := fmt.Sprintf("%.3f s", seconds(is.Offset)), fmt.Sprintf("%.3f s", seconds(was.Offset)); now != then {
		w.say(ChangeView{What: "Sound"}, fmt.Sprintf("00:00:00:00 lies at %s, and lay at %s", now, then))
	}
	if was.Gap != is.Gap {
		w.say(ChangeView{What: "Sound"}, gapTold(is.Gap, is.Clock().Rate))
	}
}

func (w *changeWriter) head(was, is transcript.Chunk) {
	number := chunkNumber(is)
	in := func(what string) ChangeView {
		if number != "" {
			what = number + ", " + what
		}
		return ChangeView{What: what, Chunk: is.ID}
	}
	w.add(in("status"), string(was.Status), string(is.Status))
	w.add(in("indent of the lists"), indentText(was.Indent), indentText(is.Indent))
	w.add(in("quotes in the front matter"), quotesText(was.Quotes), quotesText(is.Quotes))
	w.add(in("file name"), nameText(was.File), nameText(is.File))
	w.add(in("text before the first turn"), strings.Join(was.Lead, "\n"), strings.Join(is.Lead, "\n"))
	if was.Matter.Form != is.Matter.Form || is.Matter.Form == transcript.RawMatter {
		w.add(in("front matter"), matterText(was.Matter), matterText(is.Matter))
		return
	}
	before, after := fieldTexts(was.Matter), fieldTexts(is.Matter)
	for _, f := range slices.Concat(is.Matter.Fields, was.Matter.Fields) {
		w.add(in(strings.ReplaceAll(f.Key, "_", " ")), before[f.Key], after[f.Key])
		delete(before, f.Key)
		delete(after, f.Key)
	}
	if !transcript.SameMatter(was.Matter, is.Matter) && slices.Equal(sortedKeys(was.Matter), sortedKeys(is.Matter)) {
		w.add(in("order of the fields"), strings.Join(keys(was.Matter), ", "), strings.Join(keys(is.Matter), ", "))
	}
}

func indentText(spaces *int) string {
	switch {
	case spaces == nil:
		return "as in the file"
	case *spaces == transcript.FirstIndent:
		return "as in the file at first"
	case *spaces == 1:
		return "1 space"
	}
	return fmt.Sprintf("%d spaces", *spaces)
}

func nameText(f *transcript.FileName) string {
	if f == nil {
		return ""
	}
	return f.To
}

func quotesText(asked []transcript.Quoting) string {
	var out []string
	for _, q := range asked {
		around := "none around "
		if q.Quoted {
			around = "around "
		}
		out = append(out, around+q.Value+" in "+strings.ReplaceAll(q.Key, "_", " "))
	}
	return strings.Join(out, "\n")
}

func keys(m transcript.Matter) []string {
	var out []string
	for _, f := range m.Fields {
		out = append(out, f.Key)
	}
	return out
}

func sortedKeys(m transcript.Matter) []string { return slices.Sorted(slices.Values(keys(m))) }

// fieldTexts are the fields as texts, by key; a key that stands twice has both, an item of a list a line.
func fieldTexts(m transcript.Matter) map[string]string {
	texts := map[string]string{}
	for _, f := range m.Fields {
		text := f.Value
		if f.Kind == transcript.ListField {
			text = strings.Join(f.Items, "\n")
		}
		if before, twice := texts[f.Key]; twice {
			text = before + "\n" + text
		}
		texts[f.Key] = text
	}
	return texts
}

func matterText(m transcript.Matter) string {
	if m.Form == transcript.RawMatter {
		return m.Raw
	}
	var lines []string
	for _, f := range m.Fields {
		lines = append(lines, f.Key+": "+strings.Join(append([]string{f.Value}, f.Items...), " "))
	}
	return strings.Join(lines, "\n")
}

func (w *changeWriter) turn(t transcript.TurnDelta) {
	switch {
	case t.Before == nil:
		w.add(named(*t.After, "new"), "", turnText(*t.After))
	case t.After == nil:
		w.add(named(*t.Before, "deleted"), turnText(*t.Before), "")
	default:
		c := named(*t.After, "")
		w.add(c, turnText(*t.Before), turnText(*t.After))
		c.Did = "speaker"
		w.add(c, speaker(*t.Before), speaker(*t.After))
		c.Did = "time"
		w.add(c, span(*t.Before), span(*t.After))
		switch {
		case !t.Moved():
		case t.From.Chunk != t.To.Chunk:
			w.say(c, fmt.Sprintf("moved from chunk %s to chunk %s", t.From.Number, t.To.Number))
		default:
			w.say(c, "moved")
		}
	}
}

func turnText(t transcript.Turn) string { return strings.Join(t.Paragraphs, "\n") }

func seconds(t timecode.Time) float64 { return float64(t) / float64(timecode.Second) }

// named calls a turn by its speaker and its time.
func named(t transcript.Turn, did string) ChangeView {
	what := speaker(t)
	if t.Span != nil {
		what += ", " + t.Span.Start.String()
	}
	return ChangeView{What: what, Did: did, Turn: t.ID}
}

func speaker(t transcript.Turn) string {
	if t.Speaker == nil {
		return "No speaker"
	}
	return *t.Speaker
}

func span(t transcript.Turn) string {
	if t.Span == nil {
		return "no time"
	}
	return t.Span.Start.String() + " to " + t.Span.End.String()
}

// around is how much of the same words is shown on either side of what differs, longest how much of what differs; in
// bytes.
const around, longest = 40, 600

// pieces cuts a text into what differs and what is around it. The rest is folded.
func pieces(s string, touched [][2]int) []PieceView {
	out := []PieceView{}
	at := 0
	for i, x := range touched {
		last := 0
		if i > 0 {
			last = around
		}
		out = appendSame(out, s[at:x[0]], last, around)
		on := s[x[0]:x[1]]
		if cut := wordEnd(on, longest); cut < len(on) {
			out = append(out, PieceView{Text: on[:cut], On: true}, PieceView{Fold: true})
		} else if on != "" {
			out = append(out, PieceView{Text: on, On: true})
		}
		at = x[1]
	}
	if len(touched) == 0 {
		return appendSame(out, s, around, 0)
	}
	return appendSame(out, s[at:], around, 0)
}

// appendSame appends a text that is the same, with only so much of its beginning and of its end.
func appendSame(out []PieceView, s string, head, tail int) []PieceView {
	from, to := wordEnd(s, head), wordStart(s, tail)
	if to-from < around {
		if s != "" {
			out = append(out, PieceView{Text: s})
		}
		return out
	}
	if from > 0 {
		out = append(out, PieceView{Text: s[:from]})
	}
	out = append(out, PieceView{Fold: true})
	if to < len(s) {
		out = append(out, PieceView{Text: s[to:]})
	}
	return out
}

// wordEnd is the end of a word not far behind byte n; the end of s if that is nearer.
func wordEnd(s string, n int) int {
	if n == 0 || len(s) <= n {
		return min(n, len(s))
	}
	if i := strings.IndexAny(s[n:], " \n"); i >= 0 && i < around {
		return n + i
	}
	return runeStart(s, n)
}

// wordStart is the same from the end of s.
func wordStart(s string, n int) int {
	if n == 0 || len(s) <= n {
		return len(s) - min(n, len(s))
	}
	if i := strings.LastIndexAny(s[:len(s)-n], " \n"); i >= 0 && i > len(s)-n-around {
		return i + 1
	}
	return runeStart(s, len(s)-n)
}

func runeStart(s string, n int) int {
	for n > 0 && n < len(s) && !utf8.RuneStart(s[n]) {
		n--
	}
	return n
}
