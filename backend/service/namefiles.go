// This file finds and reads what the verbs on names work on: chunk files, and the list of approved tags beside them. It
// needs no library, and writes nothing.

package service

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"stet/backend/chunkfile"
	"stet/backend/registry"
	"stet/backend/transcript"
)

// TagsFile is what a list of approved tags is called where it is found by itself.
const TagsFile = "tags_master.yaml"

// chunkFiles are chunk files that were read for the names in them: without their turns, of which there can be very many.
type chunkFiles struct {
	shown   []string
	chunks  []transcript.Chunk
	refused []ProblemView
}

// eachChunk reads chunks, and shows each to do. What is no transcript is passed over in a folder.
func eachChunk(ctx context.Context, in Chunks, progress func(string, int, int), do func(read)) ([]ProblemView, error) {
	g, err := in.gather(ctx)
	if err != nil {
		return nil, err
	}
	refused := g.refused
	refuse := func(p ProblemView) { refused = append(refused, p) }
	err = eachFile(ctx, g.files, progress, refuse, func(r read) {
		switch {
		case isTranscript(r.chunk):
			do(r)
		case r.named:
			refuse(noTranscript(r))
		}
	})
	if err != nil {
		return nil, err
	}
	return refused, nil
}

// eachFile reads files, some at once, and gives each to do, one after the other; those that cannot be read are told of.
func eachFile(ctx context.Context, files []found, progress func(string, int, int), refused func(ProblemView), do func(read)) error {
	return eachWorked(ctx, files, progress, readFile, func(r read) {
		var no *refusal
		if errors.As(r.err, &no) {
			refused(no.ProblemView)
		} else {
			do(r)
		}
	})
}

// eachWorked has work done on files, some at once, and gives what comes of each to take, one after the other.
func eachWorked[T any](ctx context.Context, files []found, progress func(string, int, int), work func(found) T, take func(T)) error {
	done := 0
	for part := range slices.Chunk(files, addAt) {
		worked := make([]T, len(part))
		atOnce(ctx, len(part), runtime.GOMAXPROCS(0), func(i int) { worked[i] = work(part[i]) })
		if err := ctx.Err(); err != nil {
			return err
		}
		for _, w := range worked {
			take(w)
		}
		done += len(part)
		progress("Reading "+part[len(part)-1].shown, done, len(files))
	}
	return nil
}

func readChunkFiles(ctx context.Context, in Chunks, progress func(string, int, int)) (*chunkFiles, error) {
	f := &chunkFiles{}
	refused, err := eachChunk(ctx, in, progress, func(r read) {
		f.shown = append(f.shown, r.shown)
		f.chunks = append(f.chunks, transcript.Chunk{Matter: namingMatter(r)})
		if p, raw := unreadMatter(r); raw {
			f.refused = append(f.refused, p)
		}
	})
	f.refused = append(refused, f.refused...)
	return f, err
}

// namingMatter is the front matter that says a file's names: of one that cannot be read, as it would be after its repair.
func namingMatter(r read) transcript.Matter {
	if repairs := chunkfile.Repairs(r.file); len(repairs) > 0 {
		return repairs[0].Matter
	}
	return r.chunk.Matter
}

// unreadMatter tells of front matter that cannot be read, as a check does.
func unreadMatter(r read) (ProblemView, bool) {
	if r.chunk.Matter.Form != transcript.RawMatter {
		return ProblemView{}, false
	}
	p := ProblemView{File: r.shown, Line: 1, Column: 1, Severity: "error", Code: "yaml.syntax", What: "The front matter cannot be read, so the names in it are not known."}
	for _, x := range r.file.Problems() {
		if x.Code == "yaml.syntax" || x.Severity == "error" {
			p.Line, p.Column, p.Code, p.What = x.Line, x.Column, x.Code, x.What
			break
		}
	}
	return p, true
}

func (f *chunkFiles) names(places []int) []string {
	names := make([]string, 0, len(places))
	for _, i := range places {
		names = append(names, f.shown[i])
	}
	return names
}

// tagList is a list of approved tags that was read, if there is one; path is its file, if that is where it is kept.
type tagList struct {
	there       bool
	path, shown string
	src         []byte
	tags        []registry.Tag
}

// readTagList reads a list of tags: the one named, or the one in the folders of the paths or above them. must says that
// there has to be one.
func readTagList(named string, paths []string, must bool) (*tagList, error) {
	shown := named
	if named == "" {
		found, err := findTagList(paths)
		if err != nil {
			return nil, err
		}
		if shown = found; found == "" {
			if must {
				return nil, fail(CodeNotFound, nil, "There is no list of approved tags: no %s lies beside the files or above them. Name one with --tags FILE.", TagsFile)
			}
			return &tagList{}, nil
		}
	}
	path, err := filepath.Abs(shown)
	if err != nil {
		return nil, err
	}
	src, err := os.ReadFile(path)
	if err != nil {
		return nil, missing(shown, err)
	}
	tags, err := registry.ReadTags(shown, src)
	if err != nil {
		return nil, fail(CodeInvalid, err, "%s", err)
	}
	return &tagList{there: true, path: path, shown: shown, src: src, tags: tags}, nil
}

// findTagList looks in the folders of the paths, or in the current one, and above, up to where a repository begins.
func findTagList(paths []string) (string, error) {
	if len(paths) == 0 {
		paths = []string{"."}
	}
	found := ""
	for _, asked := range paths {
		at, err := listAbove(asked)
		if err != nil {
			return "", err
		}
		if found != "" && at != "" && at != found {
			return "", fail(CodeInvalid, nil, "There are two lists of approved tags, %s and %s. Name one with --tags FILE.", found, at)
		}
		if found == "" {
			found = at
		}
	}
	return fromHere(found), nil
}

func listAbove(asked string) (string, error) {
	dir, err := filepath.Abs(asked)
	if err != nil {
		return "", err
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		dir = filepath.Dir(dir)
	}
	return lieBeside(dir).tags(), nil
}

func notApproved(tags []registry.Tag, tag string) string {
	said, how := fmt.Sprintf("“%s” is not an approved tag.", tag), "; stet tags --add adds it to the list."
	if i := slices.IndexFunc(tags, func(t registry.Tag) bool { return t.Name == tag }); i >= 0 && tags[i].Retired {
		said, how = fmt.Sprintf("“%s” is retired.", tag), "."
		if tags[i].Instead != "" {
			return said + fmt.Sprintf(" Use “%s”.", tags[i].Instead)
		}
	}
	switch near := registry.NearestTags(tags, tag, nearestShown); len(near) {
	case 0:
		said += " No approved one is near"
	case 1:
		said += " Near is " + nearList(near)
	default:
		said += " Near are " + nearList(near)
	}
	return said + how
}

const nearestShown = 3

func nearList(near []registry.Near) string {
	said := ""
	for i, n := range near {
		switch {
		case i == 0:
		case i == len(near)-1:
			said += " and "
		default:
			said += ", "
		}
		said += fmt.Sprintf("“%s” (%s)", n.Tag, n.Why)
	}
	return said
}
