package cli_test

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"stet/backend/cli"
)

// Help fits into a terminal of 80 columns: that of every verb, and the list of them.
func TestHelpIsNoWiderThanATerminal(t *testing.T) {
	help := func(args ...string) string {
		var out bytes.Buffer
		if status := cli.Run(t.Context(), args, cli.Env{Stdout: &out, Stderr: t.Output()}); status != cli.Done {
			t.Fatalf("stet %q ends with %d", args, status)
		}
		return out.String()
	}
	list := help("help")
	verbs := 0
	for line := range strings.Lines(list) {
		if name, ok := strings.CutPrefix(line, "  stet "); ok && name[0] != '[' {
			list += help(strings.Fields(name)[0], "--help")
			verbs++
		}
	}
	if verbs < 17 {
		t.Errorf("%d verbs are told of", verbs)
	}
	for line := range strings.Lines(list) {
		if line = strings.TrimSuffix(line, "\n"); utf8.RuneCountInString(line) > 80 || strings.HasSuffix(line, " ") {
			t.Errorf("%d columns: %q", utf8.RuneCountInString(line), line)
		}
	}
}
