package transcript

import (
	"slices"
	"strings"
	"unicode"
)

// This file finds the turns of a word or two that end or begin their neighbour's sentence: what a program that told the
// voices apart has put under the wrong one. It only looks; what it finds are questions, and a person answers them.

// Stray is a turn that seems to belong to the speaker before and after it.
type Stray struct {
	Turn, Chunk ID
	// From bears the turn now, To bears those around it.
	From, To string
	// Words are what the turn says.
	Words string
	// Begins says that it begins the sentence of the turn after it; else it ends that of the turn before.
	Begins bool
}

// strayWords is the most that such a turn says.
const strayWords = 2

// Strays returns the turns that may be their neighbour's, in the order of the episode.
func (d *Document) Strays() []Stray {
	var out []Stray
	for _, c := range d.chunks {
		for i := 1; i+1 < len(c.turns); i++ {
			if s, ok := stray(c.turns[i-1], c.turns[i], c.turns[i+1]); ok {
				s.Chunk = c.id
				out = append(out, s)
			}
		}
	}
	return out
}

func stray(before, t, after *Turn) (Stray, bool) {
	from, to := t.Label(), before.Label()
	if from == "" || to == "" || from == to || after.Label() != to || len(t.Paragraphs) != 1 {
		return Stray{}, false
	}
	words := strings.Fields(t.Paragraphs[0])
	if len(words) == 0 || len(words) > strayWords || answers(words) {
		return Stray{}, false
	}
	said, next := t.Paragraphs[0], after.Paragraphs[0]
	left := before.Paragraphs[len(before.Paragraphs)-1]
	s := Stray{Turn: t.ID, From: from, To: to, Words: said}
	switch {
	case strings.TrimSpace(left) == "" || strings.TrimSpace(next) == "":
		return Stray{}, false
	case open(left) || beginsSmall(said) && !asks(left):
	case open(said):
		s.Begins = true
	default:
		return Stray{}, false
	}
	return s, true
}

// Op joins the turn to the one whose sentence it is in.
func (s Stray) Op(d *Document) (Op, error) {
	home := d.home[s.Turn]
	if home == nil {
		return nil, refuse("there is no turn %d", s.Turn)
	}
	at := slices.IndexFunc(home.turns, func(t *Turn) bool { return t.ID == s.Turn })
	if !s.Begins {
		return JoinTurn{Turn: s.Turn, Glue: " "}, nil
	}
	if at+1 >= len(home.turns) {
		return nil, refuse("turn %d is the last of its chunk", s.Turn)
	}
	return Batch{Ops: []Op{SetSpeaker{Turn: s.Turn, Speaker: &s.To}, JoinTurn{Turn: home.turns[at+1].ID, Glue: " "}}}, nil
}

// open says whether a sentence goes on after a text: it has no end, or only a full stop after a word that no sentence
// ends with. Programs that write down what is said end every turn with a full stop.
func open(text string) bool {
	text = strings.TrimRightFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.In(r, unicode.Pe, unicode.Pf) || r == '"' })
	last := text[strings.LastIndexFunc(text, unicode.IsSpace)+1:]
	switch {
	case strings.HasSuffix(last, "…"), strings.HasSuffix(last, "..."), strings.HasSuffix(last, "—"), strings.HasSuffix(last, "–"):
		return false // broken off
	case strings.HasSuffix(last, "."):
		return leadsOn[plain(last)]
	}
	return !strings.HasSuffix(last, "!") && !strings.HasSuffix(last, "?")
}

func asks(text string) bool { return strings.HasSuffix(strings.TrimSpace(text), "?") }

// beginsSmall says whether a text begins with a small letter, as the middle of a sentence does.
func beginsSmall(text string) bool {
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.IsLower(r)
		}
	}
	return false
}

// answers says whether these are words that somebody says while another goes on speaking.
func answers(words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !answer[plain(w)] })
}

// plain is a word as the lists below have it.
func plain(word string) string {
	word = strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return strings.ReplaceAll(strings.ToLower(word), "’", "'")
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// The lists are of English. In other languages only marks and small letters tell.
var (
	leadsOn = set(`a an the my your his its our their and but or nor because although whereas whether than i we they he she
		i'm i've i'd i'll we're we've we'd we'll you're you've you'd you'll they're they've it's that's there's he's she's
		of from into to at for with without about between is are was were am be been could would should might must can
		don't doesn't didn't won't wouldn't couldn't very really every which who whose when where why if like`)
	answer = set(`yeah yes yep yup yah no nope nah okay ok right exactly sure true totally absolutely definitely indeed mm mhm
		mmhm hm hmm huh uh um ah oh wow nice great cool good fine thanks well really correct agreed fair interesting
		hi hello hey bye`)
)
