// Package textgrid reads the text files of Praat, in both of their forms, and writes them: tiers of intervals, one a speaker.
// Points and the tiers of sounds are left behind.
package textgrid

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"stet/backend/formats"
	"stet/backend/timecode"
	"stet/backend/transcript"
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

// tier is one tier of the file.
type tier struct {
	class, name item
	intervals   []interval
}

// interval is a stretch of a tier; a point has no end.
type interval struct {
	start, end timecode.Time
	text       item
}

// The tiers that aligners make are named after who speaks and what is in them: “Ada - words”, “Ada - phones”, or “words” alone
// where one speaks. Some write “word” and “phone”. Stet puts one beside them that says where the time of each word comes from.
const (
	wordsTier   = "words"
	phonesTier  = "phones"
	originsTier = "origins"
)

// of is who speaks in a tier with a kind of things; false of another kind. The kind is the last word of the tier's name:
// somebody called Swords speaks in the tier “Swords”.
func (t tier) of(kind string) (speaker string, ok bool) {
	const between = " -_"
	name := strings.TrimSpace(t.name.text)
	at := strings.LastIndexAny(name, between) + 1
	if last := name[at:]; strings.EqualFold(last, kind) || strings.EqualFold(last+"s", kind) {
		return strings.TrimRight(name[:at], between), true
	}
	return name, false
}

// silent are texts with which some aligners mark that nobody says anything.
var silent = []string{"<eps>", "sil", "sp"}

func read(f *formats.File) (formats.Transcript, error) {
	r := reading{f: f}
	tiers, err := r.tiers()
	if err != nil {
		return r.t, err
	}
	origins := originsOf(tiers)
	var pieces []formats.Piece
	for _, t := range tiers {
		pieces = append(pieces, r.pieces(t, origins)...)
	}
	slices.SortStableFunc(pieces, func(a, b formats.Piece) int { return cmp.Compare(a.Start, b.Start) })
	r.t.Join("interval", pieces)
	return r.t, nil
}

// tiers reads all of the file.
func (r *reading) tiers() ([]tier, error) {
	list, open := items(string(r.f.Src))
	if open >= 0 {
		return nil, r.f.ErrorAt(open, "A text begins here that does not end. The file may have been cut off; save it again.")
	}
	r.list = list
	r.next('"', "the kind of file")
	r.next('"', "“TextGrid”")
	r.seconds("the beginning")
	r.seconds("the end")
	r.next('<', "whether there are tiers")
	var out []tier
	for n := r.count("the number of tiers"); n > 0 && r.err == nil; n-- {
		out = append(out, r.tier())
	}
	return out, r.err
}

func (r *reading) tier() tier {
	t := tier{class: r.next('"', "the kind of a tier"), name: r.next('"', "the name of a tier")}
	r.seconds("the beginning of a tier")
	r.seconds("the end of a tier")
	for n := r.count("the number of intervals"); n > 0 && r.err == nil; n-- {
		i := interval{start: r.seconds("the beginning of an interval")}
		if t.class.text != pointTier {
			i.end = r.seconds("the end of an interval")
		}
		if i.text = r.next('"', "the text of an interval"); r.err == nil {
			t.intervals = append(t.intervals, i)
		}
	}
	return t
}

const pointTier = "TextTier"

// spoken is a word of somebody's, by when it begins.
type spoken struct {
	speaker string
	start   timecode.Time
}

// origin is where a time comes from, and how sure that is.
type origin struct {
	how        transcript.How
	confidence uint8
}

// originsOf are those that the tiers beside those of the words tell.
func originsOf(tiers []tier) map[spoken]origin {
	out := map[spoken]origin{}
	for _, t := range tiers {
		speaker, ok := t.of(originsTier)
		if !ok {
			continue
		}
		for _, i := range t.intervals {
			name, sure, _ := strings.Cut(i.text.text, " ")
			if how, known := transcript.HowNamed(name); known {
				out[spoken{speaker, i.start}] = origin{how, formats.Hundredths(sure)}
			}
		}
	}
	return out
}

// pieces are what is said in a tier, by whom it is named after.
func (r *reading) pieces(t tier, origins map[spoken]origin) []formats.Piece {
	line := r.line(t.name)
	_, sounds := t.of(phonesTier)
	_, told := t.of(originsTier)
	speaker, aligned := t.of(wordsTier)
	switch {
	case t.class.text == pointTier:
		r.t.Remark(formats.Lost, line, "The tier “%s”, which has points and no intervals", t.name.text)
		return nil
	case sounds:
		r.t.Remark(formats.Lost, line, "The tier “%s”, which has sounds and no words", t.name.text)
		return nil
	case told && len(origins) > 0:
		return nil
	}
	var pieces []formats.Piece
	for _, i := range t.intervals {
		if text := strings.TrimSpace(i.text.text); text == "" || aligned && slices.Contains(silent, text) {
			continue
		}
		p := formats.Piece{Timed: true, Speaker: speaker, Start: i.start, End: i.end, Line: r.line(i.text)}
		token := formats.Token{Text: i.text.text}
		if aligned {
			from := origins[spoken{speaker, i.start}]
			token.Start, token.End, token.Told, token.How, token.Confidence = p.Start, p.End, true, from.how, from.confidence
		}
		p.Tokens = []formats.Token{token}
		pieces = append(pieces, p)
	}
	return pieces
}

func (r *reading) line(x item) int { return r.f.ErrorAt(x.at, "").Line }
