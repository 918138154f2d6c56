// Package known is the list of foreign formats, in the order in which a file is asked whether it is one: what is plainest
// to tell stands first, plain text last.
package known

import (
	"stet/backend/formats"
	"stet/backend/formats/srt"
	"stet/backend/formats/vtt"
)

// Readers are all that read a format.
func Readers() []formats.Reader {
	return []formats.Reader{vtt.Reader, srt.Reader}
}

// Find tells which format a text has; false if it is none of them.
func Find(f *formats.File) (formats.Reader, bool) {
	for _, r := range Readers() {
		if r.Knows(f) {
			return r, true
		}
	}
	return formats.Reader{}, false
}
