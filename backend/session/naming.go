package session

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"stet/backend/transcript"
)

// This file says for people what a step did and where. It names only typing: whoever asks for another edit knows best
// what it is.

// name says what typing has made of the words.
func (t typed) name() string {
	if t.over != "" {
		return t.over
	}
	if t.tookBack() {
		return "Typed and took it back"
	}
	head := t.is[:t.from]
	left := len(strings.TrimRightFunc(head, func(r rune) bool { return !unicode.IsSpace(r) }))
	rest := t.is[t.newTo:]
	right := strings.IndexFunc(rest, unicode.IsSpace)
	if right < 0 {
		right = len(rest)
	}
	old, now := strings.Fields(t.was[left:t.oldTo+right]), strings.Fields(t.is[left:t.newTo+right])
	for len(old) > 0 && len(now) > 0 && old[0] == now[0] {
		old, now = old[1:], now[1:]
	}
	behind := strings.Fields(firstBytes(rest[right:], 200))
	for len(old) > 0 && len(now) > 0 && old[len(old)-1] == now[len(now)-1] {
		behind = append([]string{old[len(old)-1]}, behind...)
		old, now = old[:len(old)-1], now[:len(now)-1]
	}
	switch {
	case len(old) > 0 && len(now) > 0:
		return "Changed " + quoted(old) + " to " + quoted(now)
	case len(now) > 0:
		return "Typed " + quoted(now)
	case len(old) > 0 && len(behind) > 0:
		return "Deleted " + quoted(old) + " before " + quoted(behind[:1])
	case len(old) > 0:
		return "Deleted " + quoted(old)
	}
	return "Changed a space"
}

// longestQuote is how much of what was typed a name holds, in bytes: the ops have all of it.
const longestQuote = 48

func quoted(words []string) string {
	s := strings.Join(words, " ")
	if len(s) > longestQuote {
		s = firstBytes(s, longestQuote)
		if i := strings.LastIndexByte(s, ' '); i > longestQuote/2 {
			s = s[:i]
		}
		s += "…"
	}
	return "“" + s + "”"
}

// firstBytes returns at most n bytes of s that end with a whole character as people see it: a letter with its accents, an
// emoji of several signs. Of one that is longer it returns what fits.
func firstBytes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	end, state := 0, -1
	for rest := s; ; {
		var seen string
		seen, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if end+len(seen) > n {
			break
		}
		end += len(seen)
	}
	if end > 0 {
		return s[:end]
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// placeOf says where a change was made, once it is: the chunk's number, and the time or the field.
func placeOf(doc *transcript.Document, c transcript.Change, ops, inverses []transcript.Op) string {
	if c.Episode {
		return "The episode"
	}
	places := turnPlaces(doc, c, inverses)
	if len(places) == 0 {
		for _, id := range c.Chunks.IDs() {
			places = append(places, turnPlace{chunk: id})
		}
	}
	if len(places) == 0 {
		return ""
	}
	rank := map[transcript.ID]int{}
	for i, id := range doc.Chunks() {
		rank[id] = i
	}
	first, last := places[0], places[0]
	for _, p := range places {
		if rank[p.chunk] < rank[first.chunk] || p.chunk == first.chunk && p.start < first.start {
			first = p
		}
		if rank[p.chunk] > rank[last.chunk] || p.chunk == last.chunk && p.start > last.start {
			last = p
		}
	}
	number, lastNumber := chunkNumber(doc, first.chunk), chunkNumber(doc, last.chunk)
	if first.chunk != last.chunk {
		return joined(" to ", number, lastNumber)
	}
	if first.start == "" && len(places) == 1 {
		return joined(", ", number, fieldOf(ops))
	}
	if first.start != last.start {
		return joined(", ", number, joined(" to ", first.start, last.start))
	}
	return joined(", ", number, first.start)
}

type turnPlace struct {
	chunk transcript.ID
	start string
}

// turnPlaces finds the turns that changed, or whose notes did; where those that are gone stood, what brings them back tells.
func turnPlaces(doc *transcript.Document, c transcript.Change, inverses []transcript.Op) []turnPlace {
	var places []turnPlace
	add := func(chunk transcript.ID, t transcript.Turn) {
		p := turnPlace{chunk: chunk}
		if t.Span != nil {
			p.start = t.Span.Start.String()
		}
		places = append(places, p)
	}
	stands := func(id transcript.ID) {
		t, ok := doc.Turn(id)
		home, _ := doc.Home(id)
		if ok {
			add(home, t)
		}
	}
	for _, id := range c.Turns.IDs() {
		stands(id)
	}
	// Notes go along with the words that change; only without such a change are they what it is about.
	alone := len(c.Turns.IDs()) == 0
	if alone {
		for _, id := range c.Notes.IDs() {
			if n, ok := doc.Note(id); ok {
				stands(n.Turn)
			}
		}
	}
	var look func(op transcript.Op)
	look = func(op transcript.Op) {
		switch o := op.(type) {
		case transcript.Batch:
			for _, x := range o.Ops {
				look(x)
			}
		case transcript.InsertTurn:
			if c.Removed.Has(o.Turn.ID) {
				add(o.Chunk, o.Turn)
			}
		case transcript.AddNote:
			if _, ok := doc.Note(o.Note.ID); alone && !ok {
				stands(o.Note.Turn)
			}
		}
	}
	for _, op := range inverses {
		look(op)
	}
	return places
}

func chunkNumber(doc *transcript.Document, id transcript.ID) string {
	head, _ := doc.Head(id)
	f, _ := head.Field("chunk")
	return f.Value
}

// fieldOf is what the field is called that the ops are about; "" if they are about none, or several.
func fieldOf(ops []transcript.Op) string {
	name := ""
	for _, op := range ops {
		key := ""
		switch o := op.(type) {
		case transcript.SetField:
			key = o.Field.Key
		case transcript.InsertField:
			key = o.Field.Key
		case transcript.RemoveField:
			key = o.Was
		case transcript.MoveField:
			key = o.Was
		}
		if key == "" || name != "" && key != name {
			return ""
		}
		name = key
	}
	return strings.NewReplacer("_", " ", "-", " ").Replace(name)
}

// joined joins what is not empty.
func joined(by string, parts ...string) string {
	var some []string
	for _, p := range parts {
		if p != "" {
			some = append(some, p)
		}
	}
	return strings.Join(some, by)
}
