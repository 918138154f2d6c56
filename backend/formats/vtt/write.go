package vtt

import (
	"fmt"
	"html"
	"slices"
	"strings"

	"stet/backend/formats"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// Writer writes WebVTT as Podcasting 2.0 asks for it: a voice each cue, and lines of up to 65 characters.
var Writer = formats.Writer{
	ID: "vtt", Name: Reader.Name, Ending: ".vtt", Type: "text/vtt",
	Write:    func(e *formats.Episode, _ []byte) (formats.Output, error) { return write(e, false), nil },
	ReadBack: func(e *formats.Episode, src []byte) error { return readBack(e, src, false) },
}

// Words writes it with the times of words within the cues, for players that show each word as it is heard.
var Words = formats.Writer{
	ID: "vtt-words", Name: "WebVTT with the times of words", Ending: ".words.vtt", Type: "text/vtt",
	Write:    func(e *formats.Episode, _ []byte) (formats.Output, error) { return write(e, true), nil },
	ReadBack: func(e *formats.Episode, src []byte) error { return readBack(e, src, true) },
}

var captions = formats.Captions{Width: 65, Lines: 1, Whole: 130}

var escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

func write(e *formats.Episode, stamped bool) formats.Output {
	var out formats.Output
	cues := captions.Cut(e, &out)
	var b strings.Builder
	b.WriteString("WEBVTT\n")
	for _, c := range cues {
		fmt.Fprintf(&b, "\n%s --> %s\n", clock(c.Start), clock(c.End))
		if c.Said.Speaker != "" {
			b.WriteString("<v " + escape.Replace(c.Said.Speaker) + ">")
		}
		stamps := stampsOf(c, stamped)
		for i, word := range c.Words {
			if i > 0 {
				b.WriteString(" ")
			}
			if stamps[i] > 0 {
				b.WriteString("<" + clock(stamps[i]) + ">")
			}
			class := ""
			if stamped {
				class = classOf(c, i, stamps)
			}
			if class != "" {
				b.WriteString("<c." + class + ">" + escape.Replace(word) + "</c>")
			} else {
				b.WriteString(escape.Replace(word))
			}
		}
		b.WriteString("\n")
	}
	out.Bytes = []byte(b.String())
	e.RemarkSame(&out)
	if silent := goingOn(len(cues), func(i int) string { return cues[i].Said.Speaker }); silent > 0 {
		out.Remark(formats.Lost, "That nobody is named in %s: what is said there reads as if the one before went on", formats.Count(silent, "cue"))
	}
	remark(&out, cues, stamped)
	return out
}

// stampsOf are the times that stand before the words of a cue; 0 where none does: at its beginning, where nobody knows, and
// where the format, which lets them only rise within the cue, has no room.
func stampsOf(c formats.Cue, stamped bool) []timecode.Time {
	out := make([]timecode.Time, len(c.Words))
	last := c.Start
	for i := range c.Words {
		if !stamped || c.From+i >= len(c.Said.Times) || !c.Said.Times[c.From+i].How.Timed() {
			continue
		}
		if at := formats.Milli(c.Said.Times[c.From+i].Start); at > last && at < c.End && !leans(c, i) {
			out[i], last = at, at
		}
	}
	return out
}

// leans says that a word of a cue has no length, as a dash, and the next one begins there: that has the stamp.
func leans(c formats.Cue, word int) bool {
	next := c.From + word + 1
	if word+1 >= len(c.Words) || next >= len(c.Said.Times) {
		return false
	}
	w, after := c.Said.Times[next-1], c.Said.Times[next]
	at := formats.Milli(w.Start)
	return w.How.Timed() && after.How.Timed() && formats.Milli(w.End) <= at && formats.Milli(after.Start) == at
}

// leads says that nothing stands before a word of a cue but what leans on it.
func leads(c formats.Cue, word int) bool {
	for i := range word {
		if !leans(c, i) {
			return false
		}
	}
	return true
}

// classOf says where the time comes from that a word of a cue gets from the stamp before it, or from the beginning of the
// cue; "" where nothing is to be said: a file has told it, or the word shares the time of the one before it.
func classOf(c formats.Cue, word int, stamps []timecode.Time) string {
	var w transcript.Timing
	if c.From+word < len(c.Said.Times) {
		w = c.Said.Times[c.From+word]
	}
	told := stamps[word] > 0 || leads(c, word) && w.How.Timed() && begins(c, formats.Milli(w.Start))
	switch {
	case leans(c, word):
		return ""
	case told && w.How != transcript.Imported:
		return w.How.String()
	case !told && word == 0 && slices.ContainsFunc(stamps, func(at timecode.Time) bool { return at > 0 }):
		return transcript.Between.String()
	}
	return ""
}

// hardlyBeside is how long before its cue a first word may begin whose time the beginning of the cue is all the same.
const hardlyBeside = timecode.Second / 10

// begins says that a word which is said then begins with its cue.
func begins(c formats.Cue, at timecode.Time) bool { return at <= c.Start && c.Start-at <= hardlyBeside }

// why says why no stamp carries the time of a word.
type why int

const (
	carried why = iota
	// outside is a time that lies outside the word's turn, and unordered one that comes before that of another word, or when
	// the cue is no longer shown.
	outside
	unordered
	// missing is a time that a stamp should carry.
	missing
)

// without says why the time of a cue's word stands nowhere, if no stamp stands before it; last is the time that was told
// before, which holds for this word too.
func without(c formats.Cue, word int, last timecode.Time) why {
	if c.From+word >= len(c.Said.Times) || !c.Said.Times[c.From+word].How.Timed() {
		return carried
	}
	switch at := formats.Milli(c.Said.Times[c.From+word].Start); {
	case at == last, leads(c, word) && begins(c, at), leans(c, word) && at > c.Start:
		return carried
	case at < formats.Milli(c.Said.Start) || at >= formats.Milli(c.Said.End):
		return outside
	case at < last || at >= c.End:
		return unordered
	}
	return missing
}

// uncarried counts the words that have a time which stands nowhere.
func uncarried(cues []formats.Cue) (n [missing + 1]int) {
	for _, c := range cues {
		last := c.Start
		for i, at := range stampsOf(c, true) {
			if at > 0 {
				last = at
				continue
			}
			n[without(c, i, last)]++
		}
	}
	return n
}

func remark(out *formats.Output, cues []formats.Cue, stamped bool) {
	lost := "Chunks, and what is known of them; paragraphs"
	if !stamped {
		lost += "; the times of words"
	}
	out.Remark(formats.Lost, "%s", lost)
	if !stamped {
		return
	}
	words, timed, unspoken, sure := 0, 0, 0, false
	for _, c := range cues {
		words += len(c.Words)
		for i := range c.Words {
			if c.From+i >= len(c.Said.Times) {
				continue
			}
			w := c.Said.Times[c.From+i]
			sure = sure || w.Confidence > 0
			if w.How.Timed() {
				timed++
			} else if w.How == transcript.Unspoken {
				unspoken++
			}
		}
	}
	if sure {
		out.Remark(formats.Lost, "How sure the search was of the words that it found")
	}
	if unspoken > 0 {
		out.Remark(formats.Lost, "That the sound does not hold %s", formats.Count(unspoken, "word"))
	}
	n := uncarried(cues)
	if n[outside] > 0 {
		out.Remark(formats.Lost, "%d of %d times of words lie outside their turns, so they are not written. If the words were timed by another clock, set the clock", n[outside], timed)
	}
	if n[unordered] > 0 {
		out.Remark(formats.Lost, "%d of %d times of words are not written: they come before that of another word, or after their cue", n[unordered], timed)
	}
	if none := words - timed; none > 0 {
		out.Remark(formats.Lost, "%d of %d words have no time of their own", none, words)
	}
	out.Remark(formats.Lost, "Where words end")
}

func clock(t timecode.Time) string {
	ms := t.Millis()
	return fmt.Sprintf("%02d:%02d:%02d.%03d", ms/3600000, ms/60000%60, ms/1000%60, ms%1000)
}

// readBack reads the cues as any reader does.
func readBack(e *formats.Episode, src []byte, stamped bool) error {
	var t formats.Transcript
	var scratch formats.Output
	want := captions.Cut(e, &scratch)
	got, err := cuesOf(formats.NewFile(src), &t)
	if err != nil {
		return err
	}
	if len(t.Remarks) > 0 {
		return formats.Differs(t.Remarks[0].Lines[0], "%s", t.Remarks[0].What)
	}
	if len(got) != len(want) {
		return formats.Differs(1, "%d cues were written, and %d are read", len(want), len(got))
	}
	for i, c := range want {
		g := got[i]
		if g.start != c.Start || g.end != c.End {
			return formats.Differs(g.line, "The times of this cue are not those that it was given")
		}
		if err := sameWords(c, g, stamped); err != nil {
			return err
		}
	}
	return nil
}

func sameWords(c formats.Cue, g cue, stamped bool) error {
	text := strings.Join(g.lines, " ")
	name := ""
	if m := voice.FindStringSubmatch(tag.FindString(text)); m != nil && strings.HasPrefix(text, m[0]) {
		name, text = html.UnescapeString(m[1]), text[len(m[0]):]
	}
	if name != c.Said.Speaker {
		return formats.Differs(g.line+1, "“%s” speaks here, and “%s” is read", c.Said.Speaker, name)
	}
	words := strings.Fields(text)
	if len(words) != len(c.Words) {
		return formats.Differs(g.line+1, "The words of this cue are not “%s”", strings.Join(c.Words, " "))
	}
	last := c.Start
	stamps := stampsOf(c, stamped)
	for k, at := range stamps {
		found, word := tag.FindString(words[k]), words[k]
		var read timecode.Time
		if m := stamp.FindStringSubmatch(found); m != nil && strings.HasPrefix(word, found) {
			read, _ = formats.ParseClock(m[1])
			word = word[len(found):]
		}
		class := ""
		if m := classed.FindStringSubmatch(word); m != nil {
			class, word = m[1], m[2]
		}
		want := ""
		if stamped {
			want = classOf(c, k, stamps)
		}
		if class != want {
			return formats.Differs(g.line+1, "Where the time of “%s” comes from is read otherwise than it was written", c.Words[k])
		}
		if read != at || html.UnescapeString(word) != c.Words[k] || strings.ContainsAny(word, "<>") {
			return formats.Differs(g.line+1, "The word “%s” is read otherwise than it was written", c.Words[k])
		}
		if read > 0 {
			last = read
		} else if stamped && without(c, k, last) == missing {
			return formats.Differs(g.line+1, "The time of the word “%s” is not read", c.Words[k])
		}
	}
	return nil
}
