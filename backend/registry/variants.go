package registry

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// This file puts names together that are most likely one, for a person to decide.

// Variants are spellings of what is most likely one name, the one used most first.
type Variants struct {
	Uses []Use
	// Why says of each but the first what it differs by: "upper and lower case". Why[0] is "".
	Why []string
	// Unclear says that the first is a short name that each of the others may have.
	Unclear bool
}

// Count is how often all of them are used.
func (v Variants) Count() int {
	n := 0
	for _, u := range v.Uses {
		n += u.Count
	}
	return n
}

// SpellingVariants groups names, the groups used most first. It takes time linear in the names.
func SpellingVariants(uses []Use) []Variants {
	g := newGroups(len(uses))
	for _, w := range ways {
		first := map[string]int{}
		for i, u := range uses {
			k := w.key(u.Name)
			if k == "" {
				continue
			}
			if j, ok := first[k]; ok {
				g.join(i, j)
			} else {
				first[k] = i
			}
		}
	}
	for _, p := range closePairs(uses) {
		if oneLetter(uses[p[0]].Name, uses[p[1]].Name) {
			g.join(p[0], p[1])
		}
	}
	var out []Variants
	h := habitsOf(uses)
	for _, members := range g.lists() {
		if len(members) > 1 {
			out = append(out, variantsOf(uses, members, h))
		}
	}
	slices.SortStableFunc(out, func(a, b Variants) int { return cmp.Compare(b.Count(), a.Count()) })
	return out
}

// ShortNames groups the full name of a person with the first name, where only that is in use, too; a first name that
// several people have is Unclear.
func ShortNames(uses []Use) []Variants {
	byFirst := map[string][]int{}
	for i, u := range uses {
		first, _, more := strings.Cut(folded(u.Name), " ")
		if !more || !u.Person {
			continue
		}
		// Spellings of one full name are one person.
		same := slices.IndexFunc(byFirst[first], func(j int) bool { return letters(uses[j].Name) == letters(u.Name) })
		switch {
		case same < 0:
			byFirst[first] = append(byFirst[first], i)
		case u.Count > uses[byFirst[first][same]].Count:
			byFirst[first][same] = i
		}
	}
	var out []Variants
	for i, u := range uses {
		switch full := byFirst[folded(u.Name)]; len(full) {
		case 0:
		case 1:
			out = append(out, Variants{Uses: []Use{uses[full[0]], u}, Why: []string{"", "the first name alone"}})
		default:
			v := Variants{Uses: []Use{uses[i]}, Why: []string{""}, Unclear: true}
			for _, f := range full {
				v.Uses, v.Why = append(v.Uses, uses[f]), append(v.Why, "may be meant")
			}
			out = append(out, v)
		}
	}
	return out
}

// habits are what most names of a list are like.
type habits struct {
	words map[string]int // in how many names each is
	small bool           // they have no capitals, as tags
}

func habitsOf(uses []Use) habits {
	h := habits{words: map[string]int{}}
	small := 0
	for _, u := range uses {
		for _, w := range distinct(words(u.Name)) {
			h.words[w]++
		}
		if strings.ToLower(u.Name) == u.Name {
			small++
		}
	}
	h.small = small*2 > len(uses)
	return h
}

// rarest is in how many names the rarest word of one is.
func (h habits) rarest(name string) int {
	least := 0
	for i, w := range words(name) {
		if n := h.words[w]; i == 0 || n < least {
			least = n
		}
	}
	return least
}

// care is how much of a name is written with care: who writes an accent or a capital means it, but for one in a list
// without.
func (h habits) care(name string) int {
	n := 0
	for _, r := range name {
		switch {
		case unicode.IsLetter(r) && r >= 0x80:
			n += 100
		case unicode.IsUpper(r) && h.small:
			n--
		case unicode.IsUpper(r):
			n++
		}
	}
	return n
}

func variantsOf(uses []Use, members []int, h habits) Variants {
	var v Variants
	for _, i := range members {
		v.Uses = append(v.Uses, uses[i])
	}
	// A slip is a letter from more of the others than they are from each other, and its word is in fewer names.
	slips := map[string]int{}
	for _, a := range v.Uses {
		for _, b := range v.Uses {
			if a.Name != b.Name && oneLetter(a.Name, b.Name) {
				slips[a.Name]++
				if h.rarest(a.Name) < h.rarest(b.Name) {
					slips[a.Name]++
				}
			}
		}
	}
	slices.SortStableFunc(v.Uses, func(a, b Use) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(slips[a.Name], slips[b.Name]), cmp.Compare(h.care(b.Name), h.care(a.Name)))
	})
	v.Why = []string{""}
	for _, u := range v.Uses[1:] {
		why := whyAlike(v.Uses[0].Name, u.Name)
		if why == "" {
			// It is like one of the others, which is like the first.
			for _, o := range v.Uses[1:] {
				if o.Name != u.Name && why == "" {
					why = whyAlike(o.Name, u.Name)
				}
			}
		}
		v.Why = append(v.Why, why)
	}
	return v
}

// closePairs are names that may be one letter apart: those that are the same with a letter left out of either or both.
func closePairs(uses []Use) [][2]int {
	near := map[string][]int{}
	for i, u := range uses {
		key := []rune(each(u.Name, singular))
		if len(key) < shortestSlip-1 || len(key) > 60 {
			continue
		}
		seen := map[string]bool{string(key): true}
		for k := range key {
			seen[string(slices.Delete(slices.Clone(key), k, k+1))] = true
		}
		for s := range seen {
			near[s] = append(near[s], i)
		}
	}
	pairs := map[[2]int]bool{}
	for _, list := range near {
		// What very many names are alike in is no slip.
		for x := 0; x < len(list) && len(list) <= 20; x++ {
			for _, j := range list[x+1:] {
				pairs[[2]int{list[x], j}] = true
			}
		}
	}
	out := make([][2]int, 0, len(pairs))
	for p := range pairs {
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b [2]int) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	return out
}

// groups joins what belongs together.
type groups []int

func newGroups(n int) groups {
	g := make(groups, n)
	for i := range g {
		g[i] = i
	}
	return g
}

func (g groups) root(i int) int {
	for g[i] != i {
		g[i] = g[g[i]]
		i = g[i]
	}
	return i
}

func (g groups) join(i, j int) {
	i, j = g.root(i), g.root(j)
	g[max(i, j)] = min(i, j)
}

// lists are the groups, in the order of their first members.
func (g groups) lists() [][]int {
	at := map[int]int{}
	var out [][]int
	for i := range g {
		r := g.root(i)
		if _, ok := at[r]; !ok {
			at[r] = len(out)
			out = append(out, nil)
		}
		out[at[r]] = append(out[at[r]], i)
	}
	return out
}
