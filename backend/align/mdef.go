package align

import (
	"bytes"
	"encoding/binary"
)

// statesOf is how many states a phone's model has; others are not read.
const statesOf = 3

// position is where in its word a phone stands, numbered as in the file.
type position uint8

const (
	inside position = iota
	first
	last
	single
)

// definition is a model's list of phones: which states each has, alone or between two others.
type definition struct {
	names   []string
	numbers map[string]int
	filler  []bool // silence and noises, which are in no word
	silence int
	phones  []phone
	states  [][statesOf]uint16
	tree    []branch
	senones int
	// alone is how many senones belong to phones alone; they come first.
	alone int
	// book has the phone of each senone, whose codebook is its own.
	book []uint8
}

// phone is one in its surroundings: places in the lists of states and of transitions.
type phone struct{ states, transitions int32 }

// branch is a choice in the tree that leads to a phone by position, name, and the names to its left and right. With
// nothing below it, at is the phone, or -1 for none.
type branch struct {
	is, below int16
	at        int32
}

// readDefinition reads the binary form of a model definition.
func readDefinition(data []byte) (*definition, error) {
	r := &reader{name: "mdef", rest: data, order: binary.LittleEndian}
	if !bytes.Equal(r.take(4), []byte("BMDF")) {
		return nil, r.wrong("this is no model definition in its binary form")
	}
	r.u32() // the version
	r.take(r.count(1))
	names, phones, states := r.count(1), r.count(12), r.count(0)
	d := &definition{numbers: map[string]int{}, alone: r.count(0), senones: r.count(0)}
	r.u32() // how many transitions, which their own file says too
	sequences := r.count(2 * statesOf)
	r.u32()
	branches := r.count(8)
	r.u32() // silence, which is found by its name
	if err := r.err(); err != nil {
		return nil, err
	}
	if states != statesOf || names == 0 || names > 255 || names > phones || d.senones > 1<<16 || d.alone > d.senones {
		return nil, r.wrong("a model of this kind is not read here")
	}
	before := len(r.rest)
	for i := range names {
		d.names = append(d.names, r.text())
		d.numbers[d.names[i]] = i
	}
	r.take((4 - (before-len(r.rest))%4) % 4)
	for range branches {
		d.tree = append(d.tree, branch{int16(r.u16()), int16(r.u16()), int32(r.u32())})
	}
	of := make([]uint8, phones)
	for i := range phones {
		d.phones = append(d.phones, phone{int32(r.u32()), int32(r.u32())})
		flag, name := r.u8(), r.u8()
		r.u16()
		if of[i] = name; i < names {
			d.filler, of[i] = append(d.filler, flag != 0), uint8(i)
		}
	}
	r.u32()
	for range sequences {
		d.states = append(d.states, [statesOf]uint16{r.u16(), r.u16(), r.u16()})
	}
	if err := r.err(); err != nil {
		return nil, err
	}
	return d, d.check(r, of)
}

// check holds every place that the file names to what is there, so that nothing has to look again.
func (d *definition) check(r *reader, of []uint8) error {
	var known bool
	if d.silence, known = d.numbers["SIL"]; !known {
		return r.wrong("it has no silence")
	}
	d.book = make([]uint8, d.senones)
	for i, p := range d.phones {
		if p.states < 0 || int(p.states) >= len(d.states) || p.transitions < 0 || int(of[i]) >= len(d.names) {
			return r.wrong("phone %d is not whole", i)
		}
		for _, s := range d.states[p.states] {
			if int(s) >= d.senones {
				return r.wrong("phone %d is not whole", i)
			}
			d.book[s] = of[i]
		}
	}
	for i, b := range d.tree {
		end := int(b.at) >= -1 && int(b.at) < len(d.phones)
		if b.below < 0 || b.below == 0 && !end || b.below > 0 && (b.at < 0 || int(b.at)+int(b.below) > len(d.tree)) {
			return r.wrong("branch %d leads nowhere", i)
		}
	}
	return nil
}

// exact finds the phone in just these surroundings, or -1.
func (d *definition) exact(name, left, right int, at position) int {
	from, n := 0, min(4, len(d.tree))
	for _, want := range [4]int{int(at), name, left, right} {
		found := -1
		for i := from; i < min(from+n, len(d.tree)); i++ {
			if int(d.tree[i].is) == want {
				found = i
				break
			}
		}
		switch {
		case found < 0:
			return -1
		case d.tree[found].below == 0:
			return int(d.tree[found].at)
		}
		from, n = int(d.tree[found].at), int(d.tree[found].below)
	}
	return -1
}

// find gives the phone that fits best: in another place of a word if need be, beside silence, or alone.
func (d *definition) find(name, left, right int, at position) int {
	if d.filler[name] {
		return name
	}
	if d.filler[left] {
		left = d.silence
	}
	if d.filler[right] {
		right = d.silence
	}
	beside := [2][2]int{{left, right}, {left, right}}
	if at == first || at == single {
		beside[1][0] = d.silence
	}
	if at == last || at == single {
		beside[1][1] = d.silence
	}
	for _, b := range beside {
		for _, where := range [5]position{at, inside, first, last, single} {
			if p := d.exact(name, b[0], b[1], where); p >= 0 {
				return p
			}
		}
	}
	return name
}
