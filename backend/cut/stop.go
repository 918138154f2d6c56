package cut

import "strings"

// This file says which words tell nothing of what is talked about, and which words are forms of one another.

var idle = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`a about actually after again all also always am an and another any anything are aren't
as at back basically be because been before being but by can can't come could couldn't day definitely did didn't different do
does doesn't doing don't done down each else even ever every everything exactly few first for from get gets getting give go
goes going gonna good got great guess guys had has have haven't having he he's her here hey him his how i i'd i'll i'm i've if
in into is isn't it it'd it'll it's its just kind know last let let's like literally little long look lot made make makes many
maybe me mean might more most much my need never new next no not nothing now of off oh ok okay on once one only or other our
out over own part people point probably pretty put quite really right said same saw say saying see she should so some somebody
someone something sort still stuff such super sure take talk tell than thank thanks that that's the their them then there
there's these they they'd they'll they're they've thing things think this those though thought three through time to today
together too totally trying two uh um up us use used using very wanna want wanted was wasn't way we we'd we'll we're we've well
were what what's when where which while who whole why will with without won't work would wouldn't wow yeah year years yes yet
you you'd you'll you're you've your`) {
		m[w] = true
	}
	return m
}()

// terms are the words of a text that tell what it is about, cut down to what their forms have in common.
func terms(list []string) []string {
	var out []string
	for _, w := range list {
		if len(w) > 2 && !idle[w] {
			out = append(out, stem(w))
		}
	}
	return out
}

// stem takes an ending off, and no more than one: who would have more takes words for the same that are not.
func stem(w string) string {
	w = strings.TrimSuffix(w, "'s")
	for _, end := range []string{"ations", "ation", "ingly", "ings", "ing", "edly", "ies", "ed", "es", "ly", "s", "y"} {
		if root, ok := strings.CutSuffix(w, end); ok && len(root) > 3 {
			return root
		}
	}
	return w
}
