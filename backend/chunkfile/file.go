// Package chunkfile is the way between a chunk file's bytes and a transcript.Chunk.
//
// Parse reads any bytes at all. Print gives them back, the same. Update rewrites the lines of what changed and no
// other, in the habits of the file that it changes; what it cannot write so that it reads back as what was wanted, it
// refuses. The package never renders a whole file anew, and opens none: it works on bytes.
package chunkfile

import (
	"bytes"
	"strings"
	"unicode"

	"stet/backend/transcript"
)

const byteOrderMark = "\ufeff"

// File is a parsed text: its bytes, where everything in them lies, what they mean, and what is wrong with them. It
// keeps the bytes it was parsed from, so they must not change afterwards.
type File struct {
	src    []byte
	lines  []line
	eol    string
	matter matter
	body   body
	start  int // behind a byte-order mark

	chunk    transcript.Chunk
	problems []Problem
}

// Parse reads a text. It never fails: what it does not understand is kept, and named in Problems. It takes time and
// memory linear in the text.
func Parse(src []byte) *File {
	f := &File{src: src}
	start := 0
	if bytes.HasPrefix(src, []byte(byteOrderMark)) {
		start = len(byteOrderMark)
	}
	f.start = start
	f.lines = splitLines(src[start:], start)
	f.eol = lineBreak(src, f.lines)

	var r report
	encodingProblems(src, f.lines, &r)
	var after int
	f.matter, after = findMatter(src, start, f.lines)
	f.matter.read(src, &r)
	bodyStart := start
	if after > 0 {
		bodyStart = f.lines[after-1].end
	}
	f.body = readBody(src, bodyStart, f.lines[after:], f.matter.speakers(src))

	f.chunk.Matter = f.matter.meaning(src)
	f.chunk.Lead, f.chunk.Turns = f.body.meaning(src)
	bodyProblems(src, &f.body, &r)
	misreadProblems(src, &r)
	f.problems = r.problems(src, f.lines)
	return f
}

// Chunk returns what the text means. Its IDs are zero and its status empty. The caller must not change what its
// slices hold.
func (f *File) Chunk() transcript.Chunk { return f.chunk }

// Problems returns what is wrong with the text or odd about it, in the order of its lines.
func (f *File) Problems() []Problem { return f.problems }

// Print returns the text again, put together from the pieces that Parse took it for.
func Print(f *File) []byte { return join(f.src, f.tile()) }

func join(src []byte, pieces []place) []byte {
	out := make([]byte, 0, len(src))
	for _, p := range pieces {
		out = append(out, src[p.start:p.end]...)
	}
	return out
}

// tile lists all the parts of a file one after the other: the things that mean something by where they were found to
// lie, and what lies between them line by line.
func (f *File) tile() []place {
	t := tiling{pieces: make([]place, 0, 2*len(f.lines)+8)}
	t.add(0, f.start)
	if f.matter.form != transcript.NoMatter {
		t.add(f.matter.open.start, f.matter.open.end)
		for i := range f.matter.fields {
			f.matter.fields[i].tile(&t)
		}
		t.add(f.matter.close.start, f.matter.close.end)
	}
	leads := f.body.leads
	for len(leads) > 0 && !leads[0].stray {
		t.add(leads[0].start, leads[0].end)
		leads = leads[1:]
	}
	for i := range f.body.turns {
		turn := &f.body.turns[i]
		if turn.time != nil {
			t.add(turn.time.start, turn.time.end)
		}
		for ; len(leads) > 0; leads = leads[1:] {
			t.add(leads[0].start, leads[0].end)
		}
		if turn.speaker.is() {
			t.add(turn.speaker.start, turn.speaker.end)
		}
		for _, l := range turn.lines {
			t.add(l.start, l.end)
		}
	}
	t.rest(len(f.src))
	return t.pieces
}

// tiling puts pieces side by side, and fills the gaps between them.
type tiling struct {
	pieces []place
	at     int
}

func (t *tiling) add(start, end int) {
	t.rest(start)
	if end > start {
		t.pieces = append(t.pieces, place{start, end})
		t.at = end
	}
}

func (t *tiling) rest(start int) {
	if start > t.at {
		t.pieces = append(t.pieces, place{t.at, start})
		t.at = start
	}
}

// Place says where something stands in the file. Lines and columns count from 1, columns in characters; LastLine is
// the last that it touches.
type Place struct {
	Line, Column, LastLine int
}

func (f *File) place(p place) Place {
	first, last := lineAt(f.lines, p.start), lineAt(f.lines, max(p.start, p.end-1))
	return Place{Line: first + 1, Column: columnOf(f.src, f.lines[first], p.start), LastLine: last + 1}
}

// TurnPlace says where the turn at a place of Chunk().Turns stands.
func (f *File) TurnPlace(i int) Place {
	t := f.body.turns[i]
	return f.place(place{t.start, t.end})
}

// LeadPlace says where a line of Chunk().Lead stands.
func (f *File) LeadPlace(i int) Place {
	l := f.body.leads[i]
	return f.place(place{l.start, l.end})
}

// FieldPlace says where a field of Chunk().Matter.Fields stands.
func (f *File) FieldPlace(i int) Place {
	field := f.matter.fields[i]
	return f.place(place{field.key.start, field.end})
}

// FieldBytes returns the lines of that field, and of the comments that go with it, as they are. They are not the caller's
// to change.
func (f *File) FieldBytes(i int) []byte {
	field := f.matter.fields[i]
	return f.src[field.lead:field.tail]
}

// ItemPlace says where an item of a list stands.
func (f *File) ItemPlace(field, item int) Place {
	return f.place(f.matter.fields[field].items[item].place)
}

func isSpace(r rune) bool { return unicode.IsSpace(r) }

// headerNames collects the speakers that front matter names.
func headerNames(fields []transcript.Field) map[string]bool {
	names := map[string]bool{}
	for _, f := range fields {
		if f.Key != "speakers" && f.Key != "participants" {
			continue
		}
		for _, item := range f.Items {
			if name := strings.TrimSpace(item); name != "" {
				names[name] = true
			}
		}
	}
	return names
}
