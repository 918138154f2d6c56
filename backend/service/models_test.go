package service_test

import (
	"archive/zip"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stet/backend/audio/decode"
	"stet/backend/service"
	"stet/backend/transcript"
)

// speaking makes the clockmaker's episode one in another language, as its front matter says.
func speaking(t *testing.T, language string) (f *fixture, id int64) {
	t.Helper()
	f, id, _ = clockmaker(t, "")
	chunk := f.chunk("1.md")
	f.edit("1.md", "Named the language", transcript.InsertField{Chunk: chunk.ID, At: 0, Field: transcript.Field{Key: "language", Kind: transcript.ScalarField, Value: language}})
	return f, id
}

// putModel puts a model into the folder of a language: it is the English one, by another name.
func (f *fixture) putModel(language string) {
	f.t.Helper()
	archives, err := filepath.Glob("../align/english/*.zip")
	if err != nil || len(archives) == 0 {
		f.t.Fatal(archives, err)
	}
	for _, path := range archives {
		archive, err := zip.OpenReader(path)
		if err != nil {
			f.t.Fatal(err)
		}
		for _, file := range archive.File {
			in, err := file.Open()
			if err != nil {
				f.t.Fatal(err)
			}
			text, err := io.ReadAll(in)
			if err != nil {
				f.t.Fatal(err)
			}
			f.write("../library/models/"+language+"/"+file.Name, string(text))
		}
		archive.Close()
	}
}

// Without a model of a language its words are put where the sound is loud, marked as estimated, and that is said.
func TestALanguageWithoutAModelIsEstimated(t *testing.T) {
	f, id := speaking(t, "fr")
	v := f.align(id)
	if v.Found != 0 || v.Guessed != 37 || !strings.Contains(v.Note, "no model of the language “fr”") || !strings.Contains(v.Note, filepath.Join("models", "fr")) {
		t.Errorf("%+v", v)
	}
	last := transcript.Timing{}
	for i, w := range f.timings("1.md") {
		if w.How != transcript.Guessed || w.Confidence != 0 || w.Start < last.End {
			t.Errorf("word %d: %+v after %+v", i, w, last)
		}
		last = w
	}
	if got := finding(f.coverage(id), "unmodelled"); len(got) != 1 || got[0].What != v.Note {
		t.Errorf("%+v", got)
	}
	if v := f.byVerb(service.AlignRequest{Path: "1"}); v.Note == "" || v.Words[3].State != "estimated" {
		t.Errorf("%+v", v)
	}
	if job, err := f.AlignUnasked(id, 0); job != 0 || err != nil {
		t.Errorf("it is looked for again: %d, %v", job, err)
	}
	// Once there is one, the words are looked for with it, unasked.
	f.putModel("fr-FR")
	job, err := f.AlignUnasked(id, 0)
	if job == 0 || err != nil {
		t.Fatal(job, err)
	}
	f.ended(job, nil)
	measured := 0
	for _, w := range f.timings("1.md") {
		if w.How == transcript.Measured && w.Confidence > 0 {
			measured++
		}
	}
	if measured < 30 {
		t.Errorf("%d words were heard: %v", measured, f.timings("1.md"))
	}
	if got := finding(f.coverage(id), "unmodelled"); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

// A library that was copied without its models keeps what was found with them, until somebody has it looked for anew.
func TestWordsOutliveTheModelThatFoundThem(t *testing.T) {
	f, id := speaking(t, "fr")
	f.putModel("fr-FR")
	// A link to a model is one.
	elsewhere := filepath.Join(t.TempDir(), "french")
	if err := os.Rename(f.path("../library/models/fr-FR"), elsewhere); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(elsewhere, f.path("../library/models/fr-FR")); err != nil {
		t.Fatal(err)
	}
	if v := f.align(id); v.Found < 30 {
		t.Fatalf("%+v", v)
	}
	kept := f.timings("1.md")
	if err := os.RemoveAll(f.path("../library/models")); err != nil {
		t.Fatal(err)
	}
	if job, err := f.AlignUnasked(id, 0); job != 0 || err != nil {
		f.ended(job, err)
		t.Error("they are looked for again")
	}
	f.byVerb(service.AlignRequest{Path: "1"})
	if got := f.timings("1.md"); !slices.Equal(got, kept) {
		t.Errorf("%v were lost: %v", kept, got)
	}
	if v := f.byVerb(service.AlignRequest{Path: "1", Untimed: true}); v.Words[3].State != "estimated" {
		t.Errorf("%+v", v.Words[3])
	}
}

// A model that is broken is named, and English needs none.
func TestAModelThatCannotBeRead(t *testing.T) {
	f, id := speaking(t, "de")
	f.write("../library/models/de/mdef", "no model")
	job := f.ended(f.AlignWords(id, 0, false))
	if job.State != service.JobFailed || !strings.Contains(job.Problem, "The model of “de” in ") {
		t.Errorf("%+v", job)
	}
	if err := os.RemoveAll(f.path("../library/models")); err != nil {
		t.Fatal(err)
	}
	for _, language := range []string{"en-GB", "English (US)", "en_US"} {
		f, id = speaking(t, language)
		if v := f.align(id); v.Found < 33 || v.Note != "" {
			t.Errorf("%s: %+v", language, v)
		}
	}
}

// A language is one by all its names; what leads to another folder is the name of none.
func TestALanguageHasManyNames(t *testing.T) {
	f, _, _ := clockmaker(t, "")
	f.putModel("de")
	models := f.path("../library/models")
	text := f.path("talk.md")
	f.write("talk.md", "---\ntitle: A Clock\nspeakers:\n- Ada\n---\n\nAda\nGood morning. I have a clock here that was made in 1871, and it has not struck since.\n")
	for language, note := range map[string]string{
		"German": "", "deutsch": "", "de": "", "de_DE": "", "DEU": "", "de-AT": "", "German (Austria)": "", "en": "", "British English": "",
		"klingon": "no model of the language “klingon”", "../../etc": "“../../etc” is no name of a language", "../models/de": "no name of a language", "..": "no name of a language",
	} {
		v, err := service.Sounds{Open: decode.Open, Models: models}.Align(t.Context(), service.AlignRequest{Path: text, Sound: "../align/testdata/spoken.flac", Language: language}, unwatched)
		if err != nil || note == "" && v.Note != "" || !strings.Contains(v.Note, note) {
			t.Errorf("%s: %q, %v", language, v.Note, err)
		}
		if measured := v.Words[3].Origin == "measured"; measured != (note == "") {
			t.Errorf("%s: a word is %s", language, v.Words[3].Origin)
		}
	}
}
