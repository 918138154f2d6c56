package cli_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"stet/backend/cli"
	"stet/backend/service"
)

// asProgram has the test's own binary be stet, for those who call it from outside.
const asProgram = "STET_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		os.Exit(cli.Run(context.Background(), os.Args[1:], cli.Env{Stdout: os.Stdout, Stderr: os.Stderr, Open: openLibrary}))
	}
	os.Exit(m.Run())
}

// repository makes an empty git repository the current folder, and puts stet into the path.
func repository(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil || runtime.GOOS == "windows" {
		t.Skip("there is no git here, or no sh: ", err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	bin := t.TempDir()
	if err := os.Symlink(self, filepath.Join(bin, "stet")); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+string(filepath.ListSeparator)+os.Getenv("PATH"))
	t.Setenv(asProgram, "yes")
	t.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	t.Setenv("GIT_CONFIG_NOSYSTEM", "1")
	t.Chdir(t.TempDir())
	git(t, "init", "-q", ".")
	git(t, "config", "user.name", "Marit")
	git(t, "config", "user.email", "marit@bakery.example")
}

func git(t *testing.T, args ...string) string {
	t.Helper()
	out, err := exec.Command("git", args...).CombinedOutput()
	if err != nil {
		t.Fatalf("git %q: %v\n%s", args, err, out)
	}
	return string(out)
}

// The hook that the help shows keeps errors out of a repository, and nothing else.
func TestTheHookOfTheHelp(t *testing.T) {
	repository(t)
	var help bytes.Buffer
	cli.Run(t.Context(), []string{"check", "--help"}, cli.Env{Stdout: &help, Stderr: t.Output()})
	_, hook, ok := strings.Cut(help.String(), "#!/bin/sh\n")
	if !ok {
		t.Fatal("the help shows no hook")
	}
	path := filepath.Join(".git", "hooks", "pre-commit")
	put(t, path, []byte("#!/bin/sh\n"+hook))
	if err := os.Chmod(path, 0o755); err != nil {
		t.Fatal(err)
	}

	put(t, "README.md", []byte("# How we bake\n"))
	put(t, "chunks/good one.md", []byte("00:00:01 - 00:00:02\nMarit\nA whole sentence.\n"))
	git(t, "add", ".")
	git(t, "commit", "-qm", "A chunk without errors")

	put(t, "chunks/bad.md", []byte("00:00:05 - 00:00:02\nMarit\nA turn that ends before it begins.\n"))
	git(t, "add", ".")
	out, err := exec.Command("git", "commit", "-qm", "A chunk with an error").CombinedOutput()
	if err == nil || !strings.HasPrefix(string(out), "chunks/bad.md:1:") {
		t.Errorf("the commit was let pass: %v\n%s", err, out)
	}

	// What is mended in the folder alone is as wrong in the commit, and what is broken there alone is not.
	put(t, "chunks/bad.md", []byte("00:00:01 - 00:00:02\nMarit\nA turn that is mended, and not staged.\n"))
	if out, err := exec.Command("git", "commit", "-qm", "Not what it seems").CombinedOutput(); err == nil || !strings.HasPrefix(string(out), "chunks/bad.md:1:") {
		t.Errorf("the commit was let pass: %v\n%s", err, out)
	}
	git(t, "add", ".")
	put(t, "chunks/bad.md", []byte("00:00:05 - 00:00:02\nMarit\nBroken again, and not staged.\n"))
	git(t, "commit", "-qm", "A chunk that was mended")

	git(t, "rm", "-qf", "chunks/bad.md")
	git(t, "rm", "-qf", "chunks/good one.md")
	git(t, "commit", "-qm", "Nothing left to check")
}

// What diff prints is what export does, in git's eyes, too.
func TestGitAppliesADiff(t *testing.T) {
	repository(t)
	files := map[string]string{
		"plain.md":              "00:00:01 - 00:00:02\nMarit\nThe crumb is open.\n",
		"with a space.md":       "00:00:01 - 00:00:02\nMarit\nThe crust is thin.",
		"zwölf.md":              "00:00:01 - 00:00:02\r\nMarit\r\nThe oven is hot.\r\n",
		`quote"and\slash.md`:    "00:00:01 - 00:00:02\nMarit\nThe bell rings.\n",
		"below/first-last.md":   "00:00:01 - 00:00:02\nMarit\nThe first.\n" + strings.Repeat("\n00:00:03 - 00:00:04\nOtto\nAnd on it goes.\n", 20) + "\n00:00:05 - 00:00:06\nMarit\nThe last.",
		"below/untouched.md":    "00:00:01 - 00:00:02\nMarit\nNobody minds.\n",
		"below/gone from it.md": "00:00:01 - 00:00:02\nMarit\nIt will be back.\n",
	}
	for name, text := range files {
		put(t, filepath.Join("show", name), []byte(text))
	}
	verb(t, cli.Done, "import", "--library", "show.stet", "show")
	for old, now := range map[string]string{
		"crumb is open": "crumb is wide", "crust is thin": "crust is thick", "oven is hot": "oven is cold", "bell rings": "bell has rung",
		"The first.": "The very first.", "The last.": "The very last.",
	} {
		correct(t, "show.stet", old, now)
	}
	if err := os.Remove("show/below/gone from it.md"); err != nil {
		t.Fatal(err)
	}
	before := folder(t, "show")
	patch := verb(t, cli.Found, "diff", "--library", "show.stet", "--overwrite", "--with-errors")
	put(t, "show.patch", []byte(patch))
	git(t, "apply", "--whitespace=nowarn", "show.patch")
	applied := folder(t, "show")

	for name, text := range before {
		put(t, filepath.Join("show", name), []byte(text))
	}
	if err := os.Remove("show/below/gone from it.md"); err != nil {
		t.Fatal(err)
	}
	verb(t, cli.Done, "export", "--library", "show.stet", "--back", "--overwrite", "--with-errors")
	exported := folder(t, "show")
	for _, name := range sortedNames(applied, exported) {
		if applied[name] != exported[name] {
			t.Errorf("%s: git makes %q, export %q", name, applied[name], exported[name])
		}
	}
	if exported["below/gone from it.md"] != files["below/gone from it.md"] || exported["below/untouched.md"] != files["below/untouched.md"] {
		t.Error("export changed what nobody did")
	}
}

// verb runs a verb that must end with a status, and returns what it printed.
func verb(t *testing.T, status int, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	if got := cli.Run(t.Context(), args, cli.Env{Stdout: &out, Stderr: t.Output(), Open: openLibrary}); got != status {
		t.Fatalf("stet %q ends with %d", args, got)
	}
	return out.String()
}

// An import that is stopped leaves nothing, and says that it was stopped.
func TestStopped(t *testing.T) {
	t.Chdir(t.TempDir())
	put(t, "rye.md", []byte("00:00:01 - 00:00:02\nMarit\nRye takes its time.\n"))
	ctx, stop := context.WithCancel(t.Context())
	var stderr bytes.Buffer
	env := cli.Env{Stdout: t.Output(), Stderr: &stderr, Open: func(ctx context.Context, path string) (*service.Service, func() error, error) {
		s, closeLibrary, err := openLibrary(ctx, path)
		stop()
		return s, closeLibrary, err
	}}
	if status := cli.Run(ctx, []string{"import", "--library", "show.stet", "rye.md"}, env); status != cli.Stopped || stderr.String() != "stet import: stopped\n" {
		t.Errorf("it ends with %d and says %q", status, stderr.String())
	}
	s, closeLibrary, err := openLibrary(t.Context(), "show.stet")
	if err != nil {
		t.Fatal(err)
	}
	if v, err := s.Library(); err != nil || v.Chunks != 0 {
		t.Errorf("the library holds %d chunks: %v", v.Chunks, err)
	}
	if err := closeLibrary(); err != nil {
		t.Error(err)
	}
}

// While the window has a library open, a verb says so.
func TestALibraryThatIsOpenElsewhere(t *testing.T) {
	t.Chdir(t.TempDir())
	_, closeLibrary, err := openLibrary(t.Context(), "show.stet")
	if err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	status := cli.Run(t.Context(), []string{"diff", "--json", "--library", "show.stet"}, cli.Env{Stdout: &stdout, Stderr: &stderr, Open: openLibrary})
	if status != cli.Failed || !strings.Contains(stdout.String(), `"code": "locked"`) || !strings.Contains(stderr.String(), "close it there first") {
		t.Errorf("it ends with %d and says %s%s", status, stdout.String(), stderr.String())
	}
	if err := closeLibrary(); err != nil {
		t.Error(err)
	}
}

// What stet edit shows, git applies, and it leads to the same bytes as writing.
func TestGitAppliesWhatEditShows(t *testing.T) {
	repository(t)
	put(t, "chunks/a b.md", []byte("---\r\ntitle: Rye\r\ntags:\r\n- rye\r\n---\r\n\r\n00:00:01 - 00:00:02\r\nMarit\r\nA sentence."))
	put(t, "chunks/é.md", []byte("\n---\ntitle: Oven\n# of the oven\ntags:\n  - heat\nslug: oven\n---\n00:00:02 - 00:00:03\nMarit\nAnother one."))
	git(t, "add", ".")
	git(t, "commit", "-qm", "Two chunks")
	edit := []string{"edit", "chunks", "--rename-tag", "heat=hot", "--indent", "2", "--set", "tags=[rye, salt]", "--drop", "slug", "--add-field", "type=chunk", "--first"}
	var patch bytes.Buffer
	if status := cli.Run(t.Context(), edit, cli.Env{Stdout: &patch, Stderr: t.Output()}); status != cli.Done {
		t.Fatal(status)
	}
	put(t, "edit.patch", patch.Bytes())
	git(t, "apply", "edit.patch")
	applied := folder(t, "chunks")
	git(t, "checkout", "-q", ".")
	if status := cli.Run(t.Context(), append(edit, "--write"), cli.Env{Stdout: t.Output(), Stderr: t.Output()}); status != cli.Done {
		t.Fatal(status)
	}
	written := folder(t, "chunks")
	for _, name := range sortedNames(applied, written) {
		if applied[name] != written[name] {
			t.Errorf("%s: applied %q, written %q", name, applied[name], written[name])
		}
	}
	if git(t, "diff", "--stat") == "" {
		t.Error("nothing was changed")
	}
}

// stoppedBy is stopped as soon as a file says something else, or is there.
type stoppedBy struct {
	context.Context
	path, was string
}

func (c stoppedBy) Err() error {
	if text, _ := os.ReadFile(c.path); string(text) != c.was {
		return context.Canceled
	}
	return nil
}

// What an export wrote before it was stopped is in its message and in its report.
func TestAStoppedExportTellsWhatItWrote(t *testing.T) {
	t.Chdir(t.TempDir())
	for i, name := range []string{"ep01.md", "ep02.md"} {
		put(t, "rye/"+name, fmt.Appendf(nil, "---\ntitle: Rye\nseries: Slow Rise\nepisode: %d\nchunk: 1\n---\n\n00:00:01:00 - 00:00:02:00\nMarit\nRye takes its time.\n", i+1))
	}
	var list bytes.Buffer
	env := cli.Env{Stdout: &list, Stderr: t.Output(), Open: openLibrary}
	if status := cli.Run(t.Context(), []string{"import", "--library", "show.stet", "rye"}, env); status != cli.Done {
		t.Fatal(status)
	}
	for _, x := range []struct {
		args        []string
		first, then string
	}{
		{[]string{"--library", "show.stet", "--to", "out"}, "ep01.md", "ep02.md"},
		{[]string{"--library", "show.stet", "--to", "out", "--as", "srt"}, "ep01.srt", "ep02.srt"},
		{[]string{"rye", "--rate", "25", "--to", "files", "--as", "srt"}, "ep01.srt", "ep02.srt"},
	} {
		to := x.args[slices.Index(x.args, "--to")+1]
		list.Reset()
		args := append([]string{"export", "--with-errors", "--message", "message", "--report", "report.html"}, x.args...)
		status := cli.Run(stoppedBy{t.Context(), to + "/" + x.first, ""}, args, env)
		message, _ := os.ReadFile("message")
		report, _ := os.ReadFile("report.html")
		if _, err := os.Stat(to + "/" + x.then); status != cli.Stopped || err == nil {
			t.Errorf("%q ends with %d: %v", args, status, err)
		}
		if !bytes.Contains(message, []byte("ep01")) && !bytes.Contains(message, []byte("Rye")) || !bytes.Contains(report, []byte(x.first)) || !strings.Contains(list.String(), x.first) || strings.Contains(list.String(), x.then) {
			t.Errorf("%q tells %q and %q\n%s", args, message, list.String(), report)
		}
		_, _ = os.Remove("message"), os.Remove("report.html")
	}
}

// A patch of files in a folder beside this one applies in the folder above both.
func TestAPatchNamesNoFileByWhatLeadsUp(t *testing.T) {
	root := t.TempDir()
	file := filepath.Join(root, "a", "one.md")
	put(t, file, []byte("---\ntitle: One\nmood: calm\n---\n\n00:00:01:00 - 00:00:05:00\nOtto\nA word.\n"))
	put(t, filepath.Join(root, "b", "notes.txt"), nil)
	t.Chdir(filepath.Join(root, "b"))
	var out, said bytes.Buffer
	if status := cli.Run(t.Context(), []string{"edit", "../a", "--drop", "mood"}, cli.Env{Stdout: &out, Stderr: &said}); status != 0 {
		t.Fatal(status, said.String())
	}
	if strings.Contains(out.String(), "..") || !strings.Contains(out.String(), "--- a/a/one.md\n") {
		t.Errorf("%s", out.String())
	}
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("there is no git here: ", err)
	}
	apply := exec.CommandContext(t.Context(), "git", "apply")
	apply.Dir, apply.Stdin = root, &out
	if said, err := apply.CombinedOutput(); err != nil || strings.Contains(string(read(t, file)), "mood") {
		t.Errorf("%s %v", said, err)
	}
}

// bread is a chunk of three turns, whose words no other has.
func bread(number int, name string) string {
	text := fmt.Sprintf("---\ntitle: Part %[1]d\nslug: %[2]s\nseries: Slow Rise\nepisode: 7\nchunk: %[1]d\n---\n\n", number, name)
	for i, who := range []string{"Marit", "Otto", "Marit"} {
		at := number*10 + i
		text += fmt.Sprintf("00:%02d:00:00 - 00:%02d:00:00\n%s\n", at, at+1, who)
		for k := range 4 {
			text += fmt.Sprintf("Of loaf %d it says here that line %d of %d was kneaded by hand,\n", at, k, at*7)
		}
	}
	return text
}

// A chunk is put in between, and all are numbered anew, in one step: git sees the files behind it as renamed, also where the
// names are numbers alone, which go from one to the next. Taken back, every byte is as it was.
func TestGitSeesRenumberedFilesAsRenamed(t *testing.T) {
	for _, c := range []struct {
		name string
		file func(n int) string
		want string
	}{
		{
			"words", func(n int) string {
				return fmt.Sprintf("ep07-%02d-%s", n, []string{"", "flour", "water", "salt", "yeast"}[n])
			},
			"M ep07-02-water.md|C ep07-02-water.md ep07-03-water-2.md|R ep07-03-salt.md ep07-04-salt.md|R ep07-04-yeast.md ep07-05-yeast.md",
		},
		{
			"numbers alone", func(n int) string { return fmt.Sprintf("ep07-%02d", n) },
			"M ep07-02.md|C ep07-02.md ep07-03-2.md|R ep07-03.md ep07-04.md|R ep07-04.md ep07-05.md",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			repository(t)
			for n := 1; n <= 4; n++ {
				put(t, c.file(n)+".md", []byte(bread(n, c.file(n))))
			}
			git(t, "add", ".")
			git(t, "commit", "-qm", "Bread")
			library := filepath.Join(t.TempDir(), "show.stet")
			run := func(args ...string) string {
				t.Helper()
				out, err := exec.Command("stet", args...).CombinedOutput()
				if err != nil {
					t.Fatalf("stet %q: %v\n%s", args, err, out)
				}
				return string(out)
			}
			run("import", "--library", library, ".")
			each := func(do ...func(s *service.Service, id int64) (service.EditReply, error)) {
				t.Helper()
				eachEpisode(t, library, func(s *service.Service, id int64) {
					for _, f := range do {
						if _, err := f(s, id); err != nil {
							t.Fatal(err)
						}
					}
				})
				run("export", "--library", library, "--back", "--with-errors")
				if got := run("import", "--library", library, "."); !strings.HasPrefix(got, "0 files added, ") || !strings.HasSuffix(got, " the same.\n") {
					t.Error(got)
				}
				git(t, "add", "-A")
			}
			each(func(s *service.Service, id int64) (service.EditReply, error) {
				return s.SplitChunk(id, episode(t, s, id).Chunks[1].Turns[1].ID)
			}, func(s *service.Service, id int64) (service.EditReply, error) { return s.RenumberChunks(id, true) })
			var seen []string
			for line := range strings.Lines(git(t, "diff", "--cached", "-M", "-C", "-B", "--name-status")) {
				words := strings.Fields(line)
				seen = append(seen, strings.Join(append([]string{words[0][:1]}, words[1:]...), " "))
			}
			if got := strings.Join(seen, "|"); got != c.want {
				t.Errorf("git sees %s", got)
			}
			undo := func(s *service.Service, id int64) (service.EditReply, error) { return s.Undo(id) }
			each(undo, undo)
			if got := git(t, "status", "--porcelain"); got != "" {
				t.Errorf("taken back, git sees\n%s", got)
			}
		})
	}
}
