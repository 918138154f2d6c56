// This file writes numbers, lengths and names as people do.

package service

import (
	"fmt"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"stet/backend/timecode"
	"stet/backend/transcript"
)

func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// length writes a length as people do: 8:26, 1:11:37.
func length(t timecode.Time) string {
	s := int64(t / timecode.Second)
	if s < 3600 {
		return fmt.Sprintf("%d:%02d", s/60, s%60)
	}
	return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
}

// spanLength is the length of a span by a clock; "" if it has none.
func spanLength(span *timecode.Span, clock timecode.Clock) (timecode.Time, string) {
	if span == nil {
		return 0, ""
	}
	lasts, err := clock.Length(*span)
	if err != nil || lasts < 0 {
		return 0, ""
	}
	return lasts, length(lasts)
}

// chunkNumber is the chunk's number as written, or "".
func chunkNumber(c transcript.Chunk) string {
	f, _ := c.Field("chunk")
	return f.Value
}

// chunkTitle is what a chunk is called: its title, else the name of its file.
func chunkTitle(c transcript.Chunk, path string) string {
	if f, ok := c.Field("title"); ok && f.Kind == transcript.ScalarField && f.Value != "" {
		return f.Value
	}
	return strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
}

// episodeTitle is what an episode is called.
func episodeTitle(e transcript.Episode) string {
	if e.Title != "" {
		return e.Title
	}
	if isNumber(e.Key) {
		return "Episode " + e.Key
	}
	return e.Key
}

func isNumber(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
