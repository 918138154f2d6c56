// This file is stet version. It asks nobody whether there is a newer one.

package cli

import (
	"context"
	"flag"
	"fmt"
	"runtime"
	"runtime/debug"
)

func versionVerb() verb {
	return verb{
		name: "version", short: "say which Stet this is",
		about:    "Says which Stet this is: the version that was built, the Go that built it, and the system that it is for.",
		exits:    "0",
		json:     `{"version", "go", "system"}`,
		examples: "stet version --json",
		flags: func(*flag.FlagSet) action {
			return func(_ context.Context, c *call, args []string) int {
				if len(args) > 0 {
					return c.misused("it takes no %q", args[0])
				}
				v := struct {
					Version string `json:"version"`
					Go      string `json:"go"`
					System  string `json:"system"`
				}{built(), runtime.Version(), runtime.GOOS + "/" + runtime.GOARCH}
				if c.asJSON {
					c.print(v)
				} else {
					fmt.Fprintf(c.Stdout, "stet %s (%s, %s)\n", v.Version, v.Go, v.System)
				}
				return Done
			}
		},
	}
}

// built is the version that the Go tool put into the program.
func built() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}
