package check

import (
	"regexp"
	"strings"
)

var textMarker = Check{
	ID: "text.marker", Severity: Error,
	Why:     "Where git could not merge two versions of a file, it writes both into it, with signs between them: they are no words, and one of the two is to go.",
	Example: "<<<<<<< HEAD the weight ======= the wait >>>>>>> spring",
	turn: func(t turnSight, r *report) {
		if label := t.turn.Label(); isMarked(label) {
			r.turn(t.turn, label, "Git's sign of a merge that is not finished stands where the speaker does. Take one of the two versions, and the signs out.")
		}
		for i, p := range t.turn.Paragraphs {
			if !isMarked(p) {
				continue
			}
			if at := merge.FindStringSubmatchIndex(p); at != nil {
				mine, theirs := p[at[2]:at[3]], p[at[4]:at[5]]
				r.turn(t.turn, p[at[0]:at[1]], "Git could not merge these words: both versions stand here, with its signs between them. Take one of them.",
					replaceWords("Take the first", t.turn, i, at[0], at[1], mine), replaceWords("Take the second", t.turn, i, at[0], at[1], theirs))
				continue
			}
			r.turn(t.turn, MarkerIn(p), "Git's sign of a merge that is not finished stands in the words. Take one of the two versions, and the signs out.")
		}
	},
}

var (
	marker = regexp.MustCompile(`(?:^|\s)(<{7}|>{7}|\|{7})(?:\s|$)`)
	// merge is a merge of words within a paragraph: the name of a version is one word, a commit with its subject, or what git
	// calls changes that were put away.
	merge = regexp.MustCompile(`<{7} (?:Updated upstream|\S+) (.+?)(?: \|{7} .*?)? ={7} (.+?) >{7} (?:Stashed changes|[0-9a-f]{7,40} \([^()]*\)|\S+)`)
)

func isMarked(text string) bool {
	return (strings.Contains(text, "<<<<<<<") || strings.Contains(text, ">>>>>>>") || strings.Contains(text, "|||||||")) && marker.MatchString(text)
}

// MarkerIn is the first of git's signs of a merge that is not finished in a text; "" if there is none.
func MarkerIn(text string) string {
	if m := marker.FindStringSubmatch(text); m != nil {
		return m[1]
	}
	return ""
}
