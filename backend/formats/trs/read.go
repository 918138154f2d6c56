// Package trs reads the XML of Transcriber: turns with their speakers, and the times within them. Noises, topics and what is
// said of the recording are left behind.
package trs

import (
	"strconv"
	"strings"

	"stet/backend/formats"
	"stet/backend/timecode"
)

// Reader reads it.
var Reader = formats.Reader{Name: "Transcriber", Knows: func(f *formats.File) bool { return f.Root() == "Trans" }, Read: read}

// reading is a file being read.
type reading struct {
	t      formats.Transcript
	names  map[string]string
	pieces []formats.Piece
	// within says that a turn is open, who its speakers are, and when it ends.
	within bool
	who    []string
	end    timecode.Time
	ends   bool
}

func read(f *formats.File) (formats.Transcript, error) {
	r := reading{names: map[string]string{}}
	err := f.Walk(r.begin, r.text, func(name string) {
		if name == "Turn" && r.within {
			r.close(r.end, r.ends)
			r.within = false
		}
	})
	for i, p := range r.pieces {
		if name := r.names[p.Speaker]; name != "" {
			r.pieces[i].Speaker = name
		}
	}
	r.t.Join("segment", r.pieces)
	return r.t, err
}

func (r *reading) begin(e formats.Element) {
	switch e.Name {
	case "Trans":
		r.t.Language = e.Of["lang"]
	case "Speaker":
		r.names[e.Of["id"]] = strings.TrimSpace(e.Of["name"])
	case "Turn":
		r.who = strings.Fields(e.Of["speaker"])
		r.end, r.ends = formats.ParseSeconds(e.Of["endTime"])
		r.within = true
		start, known := formats.ParseSeconds(e.Of["startTime"])
		r.open(e.Line, start, known, 0)
	case "Sync":
		if at, known := formats.ParseSeconds(e.Of["time"]); known {
			r.close(at, true)
			r.open(e.Line, at, true, 0)
		} else {
			r.t.Remark(formats.Odd, e.Line, "A time that is none")
		}
	case "Who":
		// Several speak at once: each has what is said from here on.
		if n := len(r.pieces); n > 0 {
			p := r.pieces[n-1]
			nth, err := strconv.Atoi(e.Of["nb"])
			if err != nil {
				nth = 1
			}
			r.open(e.Line, p.Start, p.Timed, nth-1)
			r.t.Remark(formats.Guessed, e.Line, "Several speak at once: one is put after the other")
		}
	case "Event", "Comment", "Background":
		r.t.Remark(formats.Lost, e.Line, "Noises and comments among the words")
	case "Section":
		if e.Of["topic"] != "" {
			r.t.Remark(formats.Lost, e.Line, "The topic of a section")
		}
	}
}

// open begins a piece, of the nth speaker of the turn.
func (r *reading) open(line int, start timecode.Time, known bool, nth int) {
	p := formats.Piece{Line: line, Start: start, End: start, Timed: known}
	if nth >= 0 && nth < len(r.who) {
		p.Speaker = r.who[nth]
	}
	if n := len(r.pieces); n > 0 && len(r.pieces[n-1].Tokens) == 0 {
		r.pieces = r.pieces[:n-1]
	}
	r.pieces = append(r.pieces, p)
}

// close ends the pieces that began last, and drops those in which nothing is said.
func (r *reading) close(at timecode.Time, known bool) {
	for i := len(r.pieces) - 1; i >= 0 && r.pieces[i].End == r.pieces[i].Start && r.pieces[i].Timed && known; i-- {
		r.pieces[i].End = max(at, r.pieces[i].Start)
	}
	if n := len(r.pieces); n > 0 && len(r.pieces[n-1].Tokens) == 0 {
		r.pieces = r.pieces[:n-1]
	}
}

func (r *reading) text(s string) {
	if n := len(r.pieces); r.within && n > 0 && strings.TrimSpace(s) != "" {
		r.pieces[n-1].Tokens = append(r.pieces[n-1].Tokens, formats.Token{Text: " " + strings.Join(strings.Fields(s), " ")})
	}
}
