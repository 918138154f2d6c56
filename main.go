// Stet is a desktop workstation for correcting transcripts beside their sound. Without a verb it opens its window; with
// one it does what the verb says, and exits.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"stet/backend/cli"
)

func main() {
	// Stet is open all day beside other programs: it cleans up when half as much as it holds has been thrown away, and not
	// only when it is as much again.
	debug.SetGCPercent(50)
	os.Exit(run(os.Args[1:]))
}

func run(args []string) int {
	if cli.IsVerb(args) {
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
		defer stop()
		return cli.Run(ctx, args, cli.Env{Stdout: os.Stdout, Stderr: os.Stderr, Open: openForVerb, Sounds: sounds})
	}
	window, err := cli.ParseWindow(args)
	if err != nil {
		fmt.Fprintln(os.Stderr, "stet:", err)
		return cli.Misused
	}
	if err := openWindow(window); err != nil {
		fmt.Fprintln(os.Stderr, "stet:", err)
		return cli.Failed
	}
	return cli.Done
}
