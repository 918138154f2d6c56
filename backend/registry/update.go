package registry

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// This file makes a file hold what is wanted. Which bytes that takes, the formats know; it plans, and looks at the result.

func updateAs[T any](name string, src []byte, s *shape, want []T, of func(T) record, renamed map[string]string) ([]byte, error) {
	doc, err := open(name, src, s)
	if err != nil {
		return nil, err
	}
	entries := doc.entries()
	if errs := check(name, entries, s); len(errs) > 0 {
		return nil, errs
	}
	records, names, err := wanted(name, s, want, of)
	if err != nil {
		return nil, err
	}
	p := planFor(entries, records, names, s, renamed)
	if p.same {
		return src, nil
	}
	out, err := doc.write(p.slots)
	if err != nil {
		return nil, refused(name, err)
	}
	if err := p.verify(name, out, entries, s); err != nil {
		return nil, err
	}
	return out, nil
}

func refused(name string, err error) error {
	if e, ok := err.(*FileError); ok {
		return e
	}
	return &FileError{File: name, What: err.Error()}
}

// wanted are the records to be, by name, and the names as they came.
func wanted[T any](name string, s *shape, want []T, of func(T) record) (records map[string]record, names []string, err error) {
	records = map[string]record{}
	for _, w := range want {
		r := s.normal(of(w))
		for i, v := range r {
			for _, text := range append([]string{v.text}, v.items...) {
				if text != strings.TrimSpace(text) {
					return nil, nil, &FileError{File: name, What: fmt.Sprintf("“%s” begins or ends with a space.", text)}
				}
			}
			if slices.Contains(v.items, "") {
				return nil, nil, &FileError{File: name, What: fmt.Sprintf("%s of “%s” has an empty item.", s.keys[i].name, r.name())}
			}
		}
		switch {
		case r.name() == "":
			return nil, nil, &FileError{File: name, What: fmt.Sprintf("%s needs a name.", article(s.one))}
		case records[r.name()] != nil:
			return nil, nil, &FileError{File: name, What: fmt.Sprintf("“%s” would stand in the list twice.", r.name())}
		}
		records[r.name()] = r
		names = append(names, r.name())
	}
	return records, names, nil
}

// plan is what becomes of a file.
type plan struct {
	slots [][]step
	want  map[string]record
	// from is the entry that a wanted record was.
	from map[string]int
	same bool
}

func planFor(entries []entry, want map[string]record, names []string, s *shape, renamed map[string]string) *plan {
	p := &plan{slots: make([][]step, len(entries)+1), want: want, from: map[string]int{}}
	at := map[string]int{}
	for i, e := range entries {
		at[e.record.name()] = i
	}
	order := orderOf(entries)
	used := make([]bool, len(entries))
	var placed []step
	for _, name := range names {
		old, there := at[name]
		if was, ok := renamed[name]; ok && !there {
			_, wanted := want[was]
			old, there = at[was]
			there = there && !wanted
		}
		if !there || used[old] {
			placed = append(placed, step{old: -1, record: want[name], changed: true})
			continue
		}
		p.from[name], used[old] = old, true
		st := step{old: old, record: want[name], changed: !s.normal(entries[old].record).equal(want[name])}
		if name != entries[old].record.name() && order != nil {
			placed = append(placed, st)
			continue
		}
		p.slots[old+1] = []step{st}
	}
	p.same = len(placed) == 0 && len(p.from) == len(entries) && !slices.ContainsFunc(p.slots, func(s []step) bool { return len(s) > 0 && s[0].changed })
	if order == nil {
		p.slots[len(entries)] = append(p.slots[len(entries)], placed...)
		return p
	}
	slices.SortStableFunc(placed, func(a, b step) int { return order(a.record.name(), b.record.name()) })
	for _, st := range placed {
		slot := p.place(entries, st.record.name(), order)
		p.slots[slot] = append(p.slots[slot], st)
	}
	return p
}

// orderOf returns how a list is sorted, or nil if it is not. A few names out of place leave it a sorted list.
func orderOf(entries []entry) func(a, b string) int {
	if len(entries) < 3 {
		return nil
	}
	folded := func(a, b string) int { return cmp.Compare(strings.ToLower(a), strings.ToLower(b)) }
	var best func(a, b string) int
	most := (len(entries)-1)*9/10 - 1
	for _, order := range []func(a, b string) int{strings.Compare, folded} {
		kept := 0
		for i := 1; i < len(entries); i++ {
			if order(entries[i-1].record.name(), entries[i].record.name()) <= 0 {
				kept++
			}
		}
		if kept > most && (kept == len(entries)-1 || len(entries) > 10) {
			best, most = order, kept
		}
	}
	return best
}

// place finds the slot of a sorted list at which the fewest names stand on the wrong side of a new one.
func (p *plan) place(entries []entry, name string, order func(a, b string) int) int {
	slot, wrong, fewest := 0, 0, 0
	for i, e := range entries {
		if order(e.record.name(), name) > 0 {
			wrong++
		} else {
			wrong--
		}
		if wrong <= fewest {
			slot, fewest = i+1, wrong
		}
	}
	return slot
}

// verify reads what is about to be written, and looks for anything that is not as wanted or was lost.
func (p *plan) verify(name string, out []byte, old []entry, s *shape) error {
	lost := func(what string) error {
		return &FileError{File: name, What: fmt.Sprintf("%s cannot be written so that it reads back as it is here. The file is left as it is; mend it as text.", what)}
	}
	doc, err := open(name, out, s)
	if err != nil {
		return lost("The list")
	}
	got := doc.entries()
	if len(check(name, got, s)) > 0 || len(got) != len(p.want) {
		return lost("The list")
	}
	for _, e := range got {
		n := e.record.name()
		if w, ok := p.want[n]; !ok || !s.normal(e.record).equal(w) {
			return lost("“" + n + "”")
		}
		if i, ok := p.from[n]; ok && !slices.Equal(e.rest, old[i].rest) {
			return lost("What else stands beside “" + n + "”")
		}
	}
	return nil
}
