//go:build !race

package align

import (
	"archive/zip"
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"strings"
	"testing"
	"testing/fstest"
)

// english is the folder of the English model, unpacked.
func english(t testing.TB) fstest.MapFS {
	t.Helper()
	all, err := unpacked()
	if err != nil {
		t.Fatal(err)
	}
	names, err := all.Glob("*")
	if err != nil || len(names) != 7 {
		t.Fatal(names, err)
	}
	out := fstest.MapFS{}
	for _, name := range names {
		data, err := fs.ReadFile(all, name)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = &fstest.MapFile{Data: data}
	}
	return out
}

func TestAModelThatIsNotWholeIsRefused(t *testing.T) {
	for name := range english(t) {
		if name == "feat.params" || strings.HasSuffix(name, ".dict") {
			continue
		}
		folder := english(t)
		folder[name].Data = folder[name].Data[:len(folder[name].Data)-8]
		if name == "mdef" {
			folder[name].Data = folder[name].Data[:len(folder[name].Data)/2]
		}
		if _, err := ReadModel(folder, "en-us"); err == nil || !strings.Contains(err.Error(), name) && name != "variances" {
			t.Errorf("with half of %s the model is read: %v", name, err)
		}
	}
	folder := english(t)
	delete(folder, "cmudict-en-us.dict")
	if _, err := ReadModel(folder, "en-us"); err == nil || !strings.Contains(err.Error(), "dictionary") {
		t.Errorf("without a dictionary: %v", err)
	}
	delete(folder, "means")
	want := "the folder lacks means, the dictionary, whose name ends in .dict or is dict.txt"
	if _, err := ReadModel(folder, "en-us"); err == nil || err.Error() != want {
		t.Errorf("without two files: %v", err)
	}
	want = "the folder lacks mdef, means, variances, sendump, transition_matrices, the dictionary, whose name ends in .dict or is dict.txt"
	if _, err := ReadModel(fstest.MapFS{}, "de"); err == nil || err.Error() != want {
		t.Errorf("an empty folder: %v", err)
	}
	folder = english(t)
	folder["cmudict-en-us.dict"].Data = []byte("bonjour XX YY\n")
	if _, err := ReadModel(folder, "en-us"); err == nil || !strings.Contains(err.Error(), "no word whose phones the model has") {
		t.Errorf("with the dictionary of another model: %v", err)
	}
	folder = english(t)
	folder["feat.params"].Data = []byte("-feat s2_4x")
	if _, err := ReadModel(folder, "en-us"); err == nil || !strings.Contains(err.Error(), "-feat s2_4x") {
		t.Errorf("with other features: %v", err)
	}
}

// The packed files are what build/model packs of their own content: nothing in them depends on when and where they were made.
func TestThePackedModelIsPackedTheSameAgain(t *testing.T) {
	archives, err := fs.Glob(packed, "english/*.zip")
	if err != nil || len(archives) != 2 {
		t.Fatal(archives, err)
	}
	for _, name := range archives {
		was, err := packed.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		folder, err := zip.NewReader(bytes.NewReader(was), int64(len(was)))
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		args := []string{"run", "./build/model", dir + "/again.zip"}
		for _, f := range folder.File {
			data, err := fs.ReadFile(folder, f.Name)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(dir+"/"+f.Name, data, 0o600); err != nil {
				t.Fatal(err)
			}
			args = append(args, dir+"/"+f.Name)
		}
		cmd := exec.Command("go", args...)
		cmd.Dir = "../.."
		if said, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, said)
		}
		if again, err := os.ReadFile(dir + "/again.zip"); err != nil || !bytes.Equal(again, was) {
			t.Errorf("%s is not what build/model.sh makes: %v", name, err)
		}
	}
}

func FuzzModelFiles(f *testing.F) {
	folder := english(f)
	var names []string
	for _, name := range []string{"mdef", "means", "sendump", "transition_matrices", "feat.params"} {
		names = append(names, name)
		data := folder[name].Data
		f.Add(uint8(len(names)-1), data[:min(len(data), 4096)])
	}
	d, err := readDefinition(folder["mdef"].Data)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, which uint8, data []byte) {
		m := &Model{definition: d}
		switch names[int(which)%len(names)] {
		case "mdef":
			if d, err := readDefinition(data); err == nil {
				d.find(0, len(d.names)-1, 0, single)
			}
		case "means":
			_ = m.readBooks(data, data)
		case "sendump":
			_ = m.readWeights(data)
		case "transition_matrices":
			_ = m.readTransitions(data)
		case "feat.params":
			if s, err := readFrontSettings(string(data)); err == nil {
				newFront(s)
			}
		}
		readDictionary(string(data)).find("a")
	})
}
