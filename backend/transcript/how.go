package transcript

import "slices"

// This file names the ways in which the time of a word can be known. It weighs none against another: who sets times does.

// How says how the time of a word is known. Libraries hold these numbers: a new one comes at the end.
type How uint8

const (
	// Unknown words have no time; Start and End then mean nothing.
	Unknown How = iota
	// Imported words were timed by a file.
	Imported
	// Between words were put between their neighbours, or in the place of other words.
	Between
	// Carried words stand where another word stood, and have its time.
	Carried
	// Measured words were found in the sound.
	Measured
	// Guessed words were looked for in the sound, and put where they most likely are.
	Guessed
	// ByHand words were timed by a person. Nothing but a person gives them another time.
	ByHand
	// Unspoken words were looked for in the sound, which does not hold them. They have no time.
	Unspoken
)

// names are what files call the ways.
var names = [...]string{"unknown", "imported", "interpolated", "carried-over", "measured", "estimated", "by-hand", "not-spoken"}

func (h How) valid() bool { return h <= Unspoken }

// String is the name by which files keep it.
func (h How) String() string {
	if !h.valid() {
		return names[Unknown]
	}
	return names[h]
}

// HowNamed reads what String wrote.
func HowNamed(name string) (How, bool) {
	i := slices.Index(names[:], name)
	return How(max(0, i)), i >= 0
}

// Timed says that there is a time at all.
func (h How) Timed() bool { return h != Unknown && h != Unspoken && h.valid() }

// Sure says that the time is no estimate: somebody or something heard the word then.
func (h How) Sure() bool { return h == Imported || h == Measured || h == ByHand }

// Sought says that the sound has been asked for the word, or need not be.
func (h How) Sought() bool { return h.Sure() || h == Guessed || h == Unspoken }

// carried is the time of a word for the one that is written in its place. What a person has set stays so.
func (t Timing) carried() Timing {
	switch t.How {
	case Imported, Measured, Guessed:
		t.How, t.Confidence = Carried, 0
	case Unspoken:
		return Timing{}
	}
	return t
}

// Keep puts the times that a person has set, among those that the words had, in the place of others.
func (t Timings) Keep(had Timings) { t.keep(had, ByHand) }

// KeepTold puts those that a person has set or a file has told in the place of others.
func (t Timings) KeepTold(had Timings) { t.keep(had, ByHand, Imported) }

// SameTold says whether persons and files have timed the same words alike.
func (t Timings) SameTold(other Timings) bool {
	told := func(of Timings, i int) Timing {
		if i < len(of) && (of[i].How == ByHand || of[i].How == Imported) {
			return of[i]
		}
		return Timing{}
	}
	for i := range max(len(t), len(other)) {
		if told(t, i) != told(other, i) {
			return false
		}
	}
	return true
}

func (t Timings) keep(had Timings, how ...How) {
	if len(t) != len(had) {
		return
	}
	for i, w := range had {
		if slices.Contains(how, w.How) {
			t[i] = w
		}
	}
}
