package transcript

import (
	"slices"
	"strings"
	"unicode"
)

// This file finds the turns of a word or two that end or begin their neighbour's sentence: what a program that told the
// voices apart has put under the wrong one. It only looks; what it finds are questions, and a person answers them.

// Stray is a turn that seems to belong to the speaker before or after it.
type Stray struct {
	Turn, Chunk ID
	// From bears the turn now, To bears the one whose sentence it is in.
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
		for i := range c.turns {
			if s, ok := stray(c.turns, i); ok {
				s.Chunk = c.id
				out = append(out, s)
			}
		}
	}
	return out
}

// stray judges turn i of a chunk by those around it. Between two of one speaker less is asked of it than where the talk
// goes to and fro: there both sides of the seam have to read as the middle of a sentence, and not of its speaker's own.
func stray(turns []*Turn, i int) (Stray, bool) {
	t := turns[i]
	from := t.Label()
	if from == "" || len(t.Paragraphs) != 1 {
		return Stray{}, false
	}
	said := t.Paragraphs[0]
	words := strings.Fields(said)
	if len(words) == 0 || len(words) > strayWords || answers(words) {
		return Stray{}, false
	}
	before, speaker := end(turns, i-1)
	after, follower := start(turns, i+1)
	s := Stray{Turn: t.ID, From: from, To: speaker, Words: said}
	ends := before != "" && speaker != from
	begins := after != "" && follower != from
	between := ends && begins && speaker == follower
	switch {
	case between && (open(before) || beginsSmall(said) && !asks(before)):
	case ends && open(before) && beginsSmall(said) && !leavesOpen(turns, i-2, from):
	case open(said) && (between || begins && beginsSmall(after) && !goesOnSmall(turns, i+2, from)):
		s.To, s.Begins = follower, true
	default:
		return Stray{}, false
	}
	return s, true
}

// end returns the last paragraph of turn i and its speaker; nothing where nobody says one.
func end(turns []*Turn, i int) (said, speaker string) {
	if i < 0 || turns[i].Label() == "" {
		return "", ""
	}
	t := turns[i]
	return strings.TrimSpace(t.Paragraphs[len(t.Paragraphs)-1]), t.Label()
}

// start returns the first paragraph of turn i and its speaker; nothing where nobody says one.
func start(turns []*Turn, i int) (said, speaker string) {
	if i >= len(turns) || turns[i].Label() == "" {
		return "", ""
	}
	return strings.TrimSpace(turns[i].Paragraphs[0]), turns[i].Label()
}

func leavesOpen(turns []*Turn, i int, speaker string) bool {
	said, by := end(turns, i)
	return by == speaker && said != "" && open(said)
}

func goesOnSmall(turns []*Turn, i int, speaker string) bool {
	said, by := start(turns, i)
	return by == speaker && beginsSmall(said)
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
