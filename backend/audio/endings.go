package audio

import (
	"path/filepath"
	"slices"
	"strings"
)

// own are the endings of files that are read as they are, others those of sounds and videos that another program makes
// readable. Endings are what files are offered by; what a file is, its content tells.
var (
	own    = []string{".wav", ".mp3", ".flac", ".ogg", ".oga", ".rf64", ".bwf"}
	others = []string{
		".m4a", ".m4b", ".aac", ".opus", ".aif", ".aiff", ".aifc", ".caf", ".wma", ".amr", ".ac3", ".eac3", ".alac", ".ape", ".au", ".dts",
		".mka", ".mp2", ".mpc", ".snd", ".spx", ".tta", ".w64", ".wv",
		".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".wmv", ".3gp", ".ts", ".mts", ".m2ts", ".mpg", ".mpeg", ".vob",
	}
)

// Endings are those of all files that may be a sound, in lower case and with their dots.
func Endings() []string { return slices.Concat(own, others) }

// MayBeSound reports whether a file has one of the Endings; asItIs, whether it is then read as it is.
func MayBeSound(name string) (may, asItIs bool) {
	ending := strings.ToLower(filepath.Ext(name))
	asItIs = slices.Contains(own, ending)
	return asItIs || slices.Contains(others, ending), asItIs
}
