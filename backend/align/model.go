package align

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"strings"
)

const (
	streams = 3   // the cepstra, how they change, and how that changes
	width   = 13  // numbers in each
	choices = 128 // Gaussians in a codebook's stream
	// impossible is a transition that there is not, and a path that is dead.
	impossible = float32(-1e30)
)

// Model is what speech in one language sounds like, and how its words are said. It is read from the files of a CMU
// Sphinx model with a codebook for each phone, and a dictionary beside them. It does not change, and may be shared.
type Model struct {
	*definition
	// Language is the folder's name for it, such as en-us.
	Language    string
	front       frontSettings
	books       [][streams][choices]gaussian
	weights     []byte // of each senone, of each stream, of each choice
	power       [256]float32
	transitions [][statesOf][statesOf + 1]float32
	words       *dictionary
	letters     bool // spelling follows English
	// sounds are the phones that letters mostly stand for, where spelling follows another language.
	sounds map[rune]string
}

// gaussian is one of a codebook: its height, its middle, and how fast it falls off to each side.
type gaussian struct {
	height       float32
	middle, fall [width]float32
}

// ReadModel reads a model from its folder: mdef, means, variances, sendump, transition_matrices, feat.params or
// feat_params.json where there is one, and the dictionary, whose name ends in .dict or is dict.txt.
func ReadModel(folder fs.FS, language string) (*Model, error) {
	files := map[string][]byte{}
	read := func(name string) []byte {
		if _, known := files[name]; !known {
			files[name], _ = fs.ReadFile(folder, name) // nil where there is none
		}
		return files[name]
	}
	m := &Model{Language: language, letters: strings.HasPrefix(language, "en")}
	names, err := fs.Glob(folder, "*.dict")
	words := read("dict.txt")
	if err == nil && len(names) > 0 {
		words = read(names[0])
	}
	if err := missing(read, words != nil); err != nil {
		return nil, err
	}
	settings := string(read("feat.params"))
	if src := read("feat_params.json"); settings == "" && src != nil {
		if settings, err = featParams(src); err != nil {
			return nil, err
		}
	}
	if m.front, err = readFrontSettings(settings); err != nil {
		return nil, err
	}
	if m.definition, err = readDefinition(read("mdef")); err != nil {
		return nil, err
	}
	if err = m.readBooks(read("means"), read("variances")); err != nil {
		return nil, err
	}
	if err = m.readWeights(read("sendump")); err != nil {
		return nil, err
	}
	if err = m.readTransitions(read("transition_matrices")); err != nil {
		return nil, err
	}
	if m.words = readDictionary(string(words)); !m.words.says(m.numbers) {
		return nil, errors.New("the dictionary has no word whose phones the model has; put the one there that belongs to the model")
	}
	if !m.letters {
		m.sounds = m.words.sounds()
	}
	return m, nil
}

// missing tells which files of a model there are not; nil where there are all.
func missing(read func(string) []byte, dictionary bool) error {
	var gone []string
	for _, name := range []string{"mdef", "means", "variances", "sendump", "transition_matrices"} {
		if read(name) == nil {
			gone = append(gone, name)
		}
	}
	if !dictionary {
		gone = append(gone, "the dictionary, whose name ends in .dict or is dict.txt")
	}
	if len(gone) == 0 {
		return nil
	}
	return fmt.Errorf("the folder lacks %s", strings.Join(gone, ", "))
}

// Knows says whether the dictionary has a word, in small letters.
func (m *Model) Knows(word string) bool { return len(m.words.find(word)) > 0 }

func (m *Model) readBooks(means, variances []byte) error {
	middle, err := readGaussians("means", means)
	if err != nil {
		return err
	}
	wide, err := readGaussians("variances", variances)
	if err != nil {
		return err
	}
	n := len(middle) / (streams * choices * width)
	if len(wide) != len(middle) || n < len(m.names) {
		return errors.New("means and variances: there is not a codebook for each phone")
	}
	m.books = make([][streams][choices]gaussian, n)
	at := 0
	for b := range m.books {
		for s := range streams {
			for c := range choices {
				g := &m.books[b][s][c]
				height := 0.0
				for i := range width {
					v := max(float64(wide[at]), 1e-4)
					height -= 0.5 * math.Log(2*math.Pi*v)
					g.middle[i], g.fall[i] = middle[at], float32(1/(2*v))
					at++
				}
				g.height = float32(height)
			}
		}
	}
	return nil
}

func readGaussians(name string, data []byte) ([]float32, error) {
	r, err := parameters(name, data)
	if err != nil {
		return nil, err
	}
	books, in, each := r.count(0), r.u32(), r.u32()
	if r.err() != nil || in != streams || each != choices || r.u32() != width || r.u32() != width || r.u32() != width {
		return nil, r.wrong("a model of this kind is not read here")
	}
	if n := r.count(4); books > len(r.rest)/(4*streams*choices*width) || n != books*streams*choices*width {
		return nil, r.wrong("the file ends too soon")
	}
	out := make([]float32, books*streams*choices*width)
	for i := range out {
		if out[i] = r.f32(); !(out[i] > -1e6 && out[i] < 1e6) {
			return nil, r.wrong("it holds what is no number")
		}
	}
	return out, nil
}

// readWeights reads how much of each Gaussian is in each senone, as logarithms in steps of one byte.
func (m *Model) readWeights(data []byte) error {
	r := &reader{name: "sendump", rest: data, order: binary.LittleEndian}
	r.take(r.count(1))
	r.take(r.count(1))
	for {
		n := r.count(1)
		if n == 0 {
			break
		}
		line := string(bytes.TrimRight(r.take(n), "\x00"))
		if strings.HasPrefix(line, "cluster_count") && strings.TrimSpace(line) != "cluster_count 0" {
			return r.wrong("its weights are packed in a way that is not read here")
		}
	}
	rows, senones := r.u32(), r.u32()
	if r.err() != nil || rows != choices || int(senones) != m.senones || len(r.rest) < streams*choices*m.senones {
		return r.wrong("its weights are not those of the model's senones")
	}
	m.weights = make([]byte, streams*choices*m.senones)
	for s := range streams {
		for c := range choices {
			for n, w := range r.take(m.senones) {
				m.weights[(n*streams+s)*choices+c] = w
			}
		}
	}
	for i := range m.power {
		m.power[i] = float32(math.Exp(-float64(i) * 1024 * math.Log(1.0001)))
	}
	return nil
}

func (m *Model) readTransitions(data []byte) error {
	r, err := parameters("transition_matrices", data)
	if err != nil {
		return err
	}
	n, from, to := r.count(0), r.u32(), r.u32()
	if r.err() != nil || from != statesOf || to != statesOf+1 || r.count(4) != n*statesOf*(statesOf+1) {
		return r.wrong("a model of this kind is not read here")
	}
	for range n {
		var t [statesOf][statesOf + 1]float32
		for s := range t {
			var sum float64
			for d := range t[s] {
				t[s][d] = r.f32()
				sum += float64(t[s][d])
			}
			for d := range t[s] {
				share := float64(t[s][d]) / sum
				// No path goes backwards, whatever the file says.
				if t[s][d] = impossible; d >= s && share > 0 {
					t[s][d] = float32(math.Log(max(share, 1e-4)))
				}
			}
		}
		m.transitions = append(m.transitions, t)
	}
	for i, p := range m.phones {
		if int(p.transitions) >= n {
			return fmt.Errorf("transition_matrices: phone %d has none", i)
		}
	}
	return nil
}
