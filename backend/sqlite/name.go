package sqlite

import (
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// This file says how each connection to the library is opened.

// settings hold for every connection. The driver checks those that begin with an underscore and refuses a value that
// it does not know; fullfsync does something on macOS alone.
const settings = "_busy_timeout=5000&_synchronous=FULL&_foreign_keys=1&_dqs=0&_defensive=1" +
	"&_pragma=trusted_schema(0)&_pragma=cell_size_check(1)&_pragma=cache_size(-65536)&_pragma=temp_store(2)" +
	"&_pragma=journal_size_limit(67108864)&_pragma=fullfsync(1)&_pragma=checkpoint_fullfsync(1)"

// uri names a file for SQLite: a '#', '?' or '%' in a path would otherwise open another file.
func uri(path, query string) string {
	path = filepath.ToSlash(path)
	if runtime.GOOS == "windows" && !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return "file://" + (&url.URL{Path: path}).EscapedPath() + "?" + query
}

// The names never create a file: mode=rw and mode=ro see to that.
func writerName(path string) string {
	return uri(path, "mode=rw&_journal_mode=WAL&_txlock=immediate&"+settings)
}

func readerName(path string) string {
	return uri(path, "mode=rw&_journal_mode=WAL&_query_only=1&"+settings)
}

// lookName is for looking at a file that may be anything. Without a log beside it, the file is all there is, and looking
// at it leaves nothing behind.
func lookName(path string) string {
	if log, err := os.Stat(path + "-wal"); err != nil || log.Size() == 0 {
		return uri(path, "mode=ro&immutable=1&"+settings)
	}
	return uri(path, "mode=ro&"+settings)
}

// newName is for a file that only we know yet: it needs no log beside it.
func newName(path string) string {
	return uri(path, "mode=rwc&_journal_mode=DELETE&_txlock=immediate&"+settings)
}
