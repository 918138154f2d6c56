package chunkfile

import (
	"bytes"

	"stet/backend/transcript"
)

// This file lets turns that are written anew keep the lines that they have in another file, or had in this one.

// elsewhere finds a turn in a file whose lines can stand in this one; nil where there is none.
func (u *updater) elsewhere(want transcript.Turn) (*File, int) {
	if u.like == nil {
		return nil, 0
	}
	file, at := u.like(want)
	if file == nil || file.eol != u.eol || file.body.doubled != u.body.doubled {
		return nil, 0
	}
	return file, at
}

// sameElsewhere finds a turn that says there what it is to say here. One with a line astray before its speaker is none.
func (u *updater) sameElsewhere(want transcript.Turn) (*File, int) {
	file, at := u.elsewhere(want)
	if file == nil || !transcript.SameTurn(file.chunk.Turns[at], want) {
		return nil, 0
	}
	if leads := file.body.leads; at == 0 && len(leads) > 0 && leads[len(leads)-1].stray {
		return nil, 0
	}
	return file, at
}

// asElsewhere returns the bytes of a turn that is not in the file as it is wanted, where another has it so.
func (w *bodyWriter) asElsewhere(old int, want transcript.Turn) ([]byte, bool) {
	if old >= 0 && transcript.SameTurn(w.chunk.Turns[old], want) || old == 0 && !w.strayStays {
		return nil, false
	}
	file, at := w.sameElsewhere(want)
	if file == nil {
		return nil, false
	}
	t := file.body.turns[at]
	return file.src[t.start:t.end], true
}

// gapElsewhere returns what stands before a turn in a file where the same turn stands before it.
func (w *bodyWriter) gapElsewhere(now int) (string, bool) {
	if now == 0 {
		return "", false
	}
	before, i := w.elsewhere(w.want.Turns[now-1])
	file, k := w.elsewhere(w.want.Turns[now])
	if file == nil || before != file || i+1 != k {
		return "", false
	}
	return string(file.src[file.body.turns[i].end:file.body.turns[k].start]), true
}

// Relaid says that the text stands otherwise than it stood where it says the same: its line breaks, a mark at its start, the
// lines of a turn, or a comment. No update does that, but another program may have.
func (f *File) Relaid(was *File) bool {
	if f.eol != was.eol || bytes.HasPrefix(f.src, []byte(byteOrderMark)) != bytes.HasPrefix(was.src, []byte(byteOrderMark)) {
		return true
	}
	for _, p := range transcript.Align(was.chunk.Turns, f.chunk.Turns) {
		if p.Old < 0 || p.New < 0 || !transcript.SameTurn(was.chunk.Turns[p.Old], f.chunk.Turns[p.New]) {
			continue
		}
		if !bytes.Equal(was.turnBytes(p.Old), f.turnBytes(p.New)) {
			return true
		}
	}
	for line := range bytes.Lines(f.src[:f.body.start]) {
		if bytes.HasPrefix(bytes.TrimLeft(line, blanks), []byte("#")) && !bytes.Contains(was.src[:was.body.start], line) {
			return true
		}
	}
	return false
}

func (f *File) turnBytes(i int) []byte {
	t := f.body.turns[i]
	return bytes.TrimRight(f.src[t.start:t.end], blanks)
}
