package transcript

import (
	"slices"
	"strings"
	"unicode/utf8"

	"stet/backend/timecode"
)

func checkText(what, s string) error {
	if !utf8.ValidString(s) {
		return refuse("%s is not valid UTF-8", what)
	}
	if strings.ContainsRune(s, 0) {
		return refuse("%s holds a NUL character", what)
	}
	return nil
}

// SameSpan reports whether two turns have the same time, or both none.
func SameSpan(a, b *timecode.Span) bool {
	return a == b || a != nil && b != nil && *a == *b
}

func sameSpeaker(a, b *string) bool { return samePointer(a, b) }

func samePointer[T comparable](a, b *T) bool {
	return a == b || a != nil && b != nil && *a == *b
}

// SameMatter reports whether two front matters say the same.
func SameMatter(a, b Matter) bool {
	if a.Form != b.Form {
		return false
	}
	if a.Form == RawMatter {
		return a.Raw == b.Raw
	}
	return slices.EqualFunc(a.Fields, b.Fields, Field.Equal)
}

// SameTurn reports whether two turns say the same, whatever they are called and however much empty space they hold:
// a file keeps neither an empty paragraph nor a space at its end.
func SameTurn(a, b Turn) bool {
	return SameSpan(a.Span, b.Span) && sameSpeaker(a.Speaker, b.Speaker) &&
		slices.Equal(Canonical(a.Paragraphs), Canonical(b.Paragraphs))
}

// SameChunk reports whether two chunks say the same, as SameTurn has it. The status does not count.
func SameChunk(a, b Chunk) bool {
	return SameMatter(a.Matter, b.Matter) && slices.Equal(Canonical(a.Lead), Canonical(b.Lead)) &&
		slices.EqualFunc(a.Turns, b.Turns, SameTurn)
}

// Canonical returns paragraphs as a file can hold them: none empty, no space at either end.
func Canonical(paragraphs []string) []string {
	out := make([]string, 0, len(paragraphs))
	for _, p := range paragraphs {
		if p = strings.Trim(p, " \t"); p != "" {
			out = append(out, p)
		}
	}
	return out
}
