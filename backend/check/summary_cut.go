package check

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"stet/backend/transcript"
)

var summaryCut = Check{
	ID: "summary.cut", Severity: Error,
	Why:     "A summary that stops in the middle of a sentence was cut off by a program; what it said is lost, and has to be written again.",
	Example: "summary: Ada tells how the bells were cast, and",
	covers:  []string{"summary.length", "summary.point"},
	chunk: func(c *chunkSight, r *report) {
		summary, at := c.scalar("summary")
		text := strings.TrimSpace(summary)
		if at < 0 || text == "" || !breaksOff(text) {
			return
		}
		var repairs []Repair
		if whole := sentences(text); len(whole) > 1 {
			kept := strings.TrimSpace(strings.Join(whole[:len(whole)-1], ""))
			repairs = append(repairs, Repair{
				Name: "Drop what is cut off", Before: strings.TrimSpace(whole[len(whole)-1]),
				Ops: []transcript.Op{transcript.SetField{Chunk: c.ID, At: at, Was: "summary", Field: scalarField("summary", kept)}},
			})
		}
		r.field(c, at, -1, fmt.Sprintf("The summary stops in the middle of a sentence: %s.", quoted(ending(text))), repairs...)
	},
}

// leadsOn are words that no sentence ends with, or none that lacks its full stop. Many a sentence ends with in, on or up.
var leadsOn = set(`a an the my your his its our their and but or nor because although whereas whether than of from into to
	with without between are were am be been could should would might must very every which whose while as including
	such via across at by for when where who whom if unless until since has have had can will may they we he she i other
	even only either neither during within upon among through towards per some using`)

// breaksOff says whether a text stops where a sentence must go on: at a word that none ends with, at a comma, within
// brackets, or after a word or two of the next one.
func breaksOff(text string) bool {
	inside := strings.LastIndexByte(text, '(') > strings.LastIndexByte(text, ')')
	text = strings.TrimRight(text, closing)
	if strings.HasSuffix(text, "...") || strings.HasSuffix(text, "…") {
		return true
	}
	if endsSentence(text) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(text)
	if strings.ContainsRune(",;:–—-(&/", last) {
		return true
	}
	words := strings.Fields(text)
	if len(words) == 0 {
		return false
	}
	whole := sentences(text)
	begun := len(whole) > 1 && len(strings.Fields(whole[len(whole)-1])) <= 2
	return begun || leadsOn[strings.ToLower(words[len(words)-1])] || inside
}
