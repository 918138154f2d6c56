// This file finds the model of the language that is spoken. English comes with the program; any other is a folder of that
// language's name, with the files of a CMU Sphinx model and its dictionary. Without one, words are estimated.

package service

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"unicode"

	"stet/backend/align"
	"stet/backend/transcript"
)

// noModel is the name of a model that there is not.
const noModel = "-"

// models are those that were read.
type models struct {
	mu   sync.Mutex
	read map[string]*align.Model
}

// modelsDir is the folder in which a library's models lie, one below it for each language.
func (s *Service) modelsDir() string {
	if s.Path == "" {
		return ""
	}
	return filepath.Join(filepath.Dir(s.Path), "models")
}

// modelNamed is the folder of a language's model, such as fr or fr-FR; "" for the English that comes with the program, and
// noModel where there is none.
func modelNamed(dir, language string) string {
	language = tagOf(language)
	base := tongueOf(language)
	found := ""
	for _, folder := range foldersIn(dir, language) {
		name := tagOf(folder)
		if name == language {
			return folder
		}
		if tongueOf(name) == base && found == "" && !isEnglish(base) {
			found = folder
		}
	}
	if found == "" && !isEnglish(base) {
		return noModel
	}
	return found
}

// tagOf is a language as folders and front matter may both write it: fr-fr of fr_FR.
func tagOf(name string) string {
	return strings.ToLower(strings.ReplaceAll(strings.TrimSpace(name), "_", "-"))
}

// foldersIn are the folders for languages; none where no language is looked for.
func foldersIn(dir, language string) (names []string) {
	if dir == "" || language == "" {
		return nil
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil // there is no such folder, as a rule
	}
	for _, e := range entries {
		// A link leads to one.
		if info, err := os.Stat(filepath.Join(dir, e.Name())); err == nil && info.IsDir() {
			names = append(names, e.Name())
		}
	}
	return names
}

// tongueOf is a language without its country, by its short code where that is known: fr of fr-ca, de of deutsch, en of
// english (us) and of us english.
func tongueOf(language string) string {
	words := strings.FieldsFunc(language, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
	if len(words) == 0 {
		return language
	}
	if slices.Contains(words, "english") {
		return "en"
	}
	if code := tongues[words[0]]; code != "" {
		return code
	}
	return words[0]
}

func isEnglish(base string) bool { return base == "" || base == "en" }

// IsPath says that the name of a language leads to another folder, and so is none.
func IsPath(language string) bool {
	return strings.ContainsAny(language, `/\`) || strings.HasPrefix(strings.TrimSpace(language), ".")
}

// of gives the model of a language; nil where there is none.
func (m *models) of(dir, language string) (*align.Model, error) {
	name := modelNamed(dir, language)
	switch name {
	case "":
		return align.English(), nil
	case noModel:
		return nil, nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	path := filepath.Join(dir, name)
	if found := m.read[path]; found != nil {
		return found, nil
	}
	found, err := align.ReadModel(os.DirFS(path), strings.ToLower(name))
	if err != nil {
		return nil, fail(CodeInvalid, err, "The model of “%s” in %s cannot be read: %s. Put a whole one there, or take the folder away.",
			language, path, strings.TrimSuffix(err.Error(), "."))
	}
	if m.read == nil {
		m.read = map[string]*align.Model{}
	}
	m.read[path] = found
	return found, nil
}

// modelOf gives the model of the language of some chunks; nil where there is none, or it cannot be read: whoever aligns is
// told so.
func (s *Service) modelOf(chunks []transcript.Chunk) *align.Model {
	m, err := s.models.of(s.modelsDir(), languageOf(chunks))
	if err != nil {
		return nil
	}
	return m
}

// modelName is the folder of the model of the episode’s language, as modelNamed has it.
func (a *aligner) modelName() string { return modelNamed(a.service.modelsDir(), a.language) }

// gone says that the model of the language with which words were found is not there any more, as where the library was
// copied without it: they stand until there is another, or somebody has them looked for anew.
func (a *aligner) gone(b besideWords) bool {
	return a.modelName() == noModel && b.Model != "" && b.Model != noModel && tongueOf(tagOf(b.Model)) == tongueOf(tagOf(a.language))
}

// stale says that what was found was found in another sound, or with another model.
func (a *aligner) stale(b besideWords) bool {
	return b.Sound != "" && (b.otherThan(a.path, &a.service.prints) || b.Model != a.modelName() && !a.gone(b))
}

// otherThan says that it was found in another sound than the file of a path is now: one that was renamed or copied is the same.
func (b besideWords) otherThan(path string, prints *prints) bool {
	if same, known := prints.same(path, b.Print); known {
		return !same
	}
	return b.Sound != path
}

// unmodelled says that there is no model of a language, and what to do; "" where there is one.
func unmodelled(dir, language string) string {
	if modelNamed(dir, language) != noModel {
		return ""
	}
	language = strings.ToLower(language)
	if IsPath(language) {
		return "“" + language + "” is no name of a language, so the times of words are estimated by where the sound is loud. " +
			"Write the language into the front matter by its name, such as fr, and align the words anew."
	}
	where := filepath.Join("models", language) + " beside the library"
	if dir != "" {
		where = filepath.Join(dir, language)
	}
	return "Stet has no model of the language “" + language + "”, so the times of words are estimated by where the sound is loud. " +
		"Put one into the folder " + where + ", with its dictionary, and align the words anew."
}

// languageOf is what the chunks of an episode say that is spoken in it; "" where they say nothing.
func languageOf(chunks []transcript.Chunk) string {
	for _, c := range chunks {
		for _, key := range []string{"language", "lang"} {
			if f, ok := c.Field(key); ok && f.Kind == transcript.ScalarField && f.Value != "" && f.Value != "null" && f.Value != "~" {
				return strings.TrimSpace(f.Value)
			}
		}
	}
	return ""
}
