// Package textgrid reads the text files of Praat, in both of their forms: tiers of intervals, one a speaker. Points and the
// tiers of sounds are left behind.
package textgrid

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"stet/backend/formats"
	"stet/backend/timecode"
)

// Reader reads it.
var Reader = formats.Reader{Name: "Praat TextGrid", Knows: knows, Read: read}

func knows(f *formats.File) bool {
	head := strings.Join(f.Head(3), "\n")
	return strings.Contains(head, `"ooTextFile"`) && strings.Contains(head, `"TextGrid"`)
}

// item is what counts in the file: a text in quotes, a number, or a flag. All else is there for people.
type item struct {
	text string
	kind byte // '"', '0' or '<'
	at   int
}

// items parts the file. A quote within a text is doubled; a text goes on over lines.
func items(src string) ([]item, int) {
	var out []item
	for i := 0; i < len(src); {
		switch c := src[i]; {
		case c == '"':
			var text strings.Builder
			k := i + 1
			for ; k < len(src); k++ {
				if src[k] != '"' {
					text.WriteByte(src[k])
				} else if k+1 < len(src) && src[k+1] == '"' {
					text.WriteByte('"')
					k++
				} else {
					break
				}
			}
			if k >= len(src) {
				return out, i
			}
			out = append(out, item{text.String(), '"', i})
			i = k + 1
		case c == '!':
			for i < len(src) && src[i] != '\n' && src[i] != '\r' {
				i++
			}
		case strings.IndexByte(" \t\r\n", c) >= 0:
			i++
		default:
			k := i
			for k < len(src) && strings.IndexByte(" \t\r\n\"", src[k]) < 0 {
				k++
			}
			word := src[i:k]
			if _, err := strconv.ParseFloat(word, 64); err == nil {
				out = append(out, item{word, '0', i})
			} else if word[0] == '<' {
				out = append(out, item{word, '<', i})
			}
			i = k
		}
	}
	return out, -1
}

// reading is a file being read.
type reading struct {
	f    *formats.File
	list []item
	t    formats.Transcript
	err  error
}

// next takes an item of a kind; after the first that is not of it nothing is taken any more.
func (r *reading) next(kind byte, what string) item {
	switch {
	case r.err != nil:
	case len(r.list) == 0:
		r.err = r.f.ErrorAt(len(r.f.Src), "The file ends where %s is to stand. It may have been cut off; save it again.", what)
	case r.list[0].kind != kind:
		r.err = r.f.ErrorAt(r.list[0].at, "Here stands “%s” where %s is to stand. Save the file again in Praat.", r.list[0].text, what)
	default:
		x := r.list[0]
		r.list = r.list[1:]
		return x
	}
	return item{}
}

func (r *reading) seconds(what string) timecode.Time {
	x := r.next('0', what)
	at, known := formats.ParseSeconds(x.text)
	if r.err == nil && !known {
		r.err = r.f.ErrorAt(x.at, "“%s” is no time. Save the file again in Praat.", x.text)
	}
	return at
}

func (r *reading) count(what string) int {
	x := r.next('0', what)
	n, err := strconv.Atoi(x.text)
	if r.err == nil && (err != nil || n < 0) {
		r.err = r.f.ErrorAt(x.at, "“%s” is no number of things. Save the file again in Praat.", x.text)
	}
	return n
}

func read(f *formats.File) (formats.Transcript, error) {
	list, open := items(string(f.Src))
	if open >= 0 {
		return formats.Transcript{}, f.ErrorAt(open, "A text begins here that does not end. The file may have been cut off; save it again.")
	}
	r := reading{f: f, list: list}
	r.next('"', "the kind of file")
	r.next('"', "“TextGrid”")
	r.seconds("the beginning")
	r.seconds("the end")
	r.next('<', "whether there are tiers")
	var pieces []formats.Piece
	for range r.count("the number of tiers") {
		if pieces = append(pieces, r.tier()...); r.err != nil {
			return r.t, r.err
		}
	}
	slices.SortStableFunc(pieces, func(a, b formats.Piece) int { return cmp.Compare(a.Start, b.Start) })
	r.t.Join("interval", pieces)
	return r.t, r.err
}

// tier reads one tier: what is said in it, by whom it is named after.
func (r *reading) tier() []formats.Piece {
	class, name := r.next('"', "the kind of a tier"), r.next('"', "the name of a tier")
	r.seconds("the beginning of a tier")
	r.seconds("the end of a tier")
	points := class.text == "TextTier"
	sounds := strings.HasSuffix(strings.ToLower(name.text), "phones")
	line := r.line(name)
	// Aligners name their tiers “Ada - words” and “Ada - phones”.
	speaker, aligned := strings.CutSuffix(strings.TrimSpace(name.text), "words")
	speaker = strings.TrimRight(speaker, " -_")
	switch {
	case points:
		r.t.Remark(formats.Lost, line, "The tier “%s”, which has points and no intervals", name.text)
	case sounds:
		r.t.Remark(formats.Lost, line, "The tier “%s”, which has sounds and no words", name.text)
	}
	var pieces []formats.Piece
	for n := r.count("the number of intervals"); n > 0 && r.err == nil; n-- {
		p := formats.Piece{Timed: true, Speaker: speaker, Start: r.seconds("the beginning of an interval")}
		if !points {
			p.End = r.seconds("the end of an interval")
		}
		text := r.next('"', "the text of an interval")
		if r.err != nil || points || sounds || strings.TrimSpace(text.text) == "" {
			continue // nobody says anything
		}
		p.Line, p.Tokens = r.line(text), []formats.Token{{Text: text.text}}
		if aligned {
			p.Tokens[0].Start, p.Tokens[0].End, p.Tokens[0].Told = p.Start, p.End, true
		}
		pieces = append(pieces, p)
	}
	return pieces
}

func (r *reading) line(x item) int { return r.f.ErrorAt(x.at, "").Line }
