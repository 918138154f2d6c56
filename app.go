package main

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	stdruntime "runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"
	"github.com/wailsapp/wails/v2/pkg/options/linux"
	"github.com/wailsapp/wails/v2/pkg/options/mac"
	"github.com/wailsapp/wails/v2/pkg/runtime"

	"stet/backend/audio/convert"
	"stet/backend/audio/playback"
	"stet/backend/cli"
	"stet/backend/desktop"
	"stet/backend/lockfile"
	"stet/backend/pedal/hid"
	"stet/backend/service"
	"stet/backend/session"
	"stet/backend/sqlite"
)

//go:embed all:frontend/dist
var assets embed.FS

//go:embed build/appicon.png
var icon []byte

// App is the window: it composes the program, and has what only the desktop can do. It holds no rule of its own.
type App struct {
	service *service.Service
	paths   []string

	mu  sync.Mutex
	ctx context.Context
	// size is the window's when it was last neither maximised nor full.
	size desktop.Size
	// choosing keeps two of the system's dialogs from being open at once, which GTK cannot have.
	choosing sync.Mutex
	closing  atomic.Bool
	// leaving closes the window if the page does not answer.
	leaving *time.Timer
}

// openWindow runs the program until its window is closed. If another window has the library already, that one is
// brought to the front instead.
func openWindow(w cli.Window) error {
	path, err := libraryPath(w.Library)
	if err != nil {
		return err
	}
	store, err := sqlite.Open(context.Background(), path, sqlite.Options{})
	var locked *session.LockedError
	if errors.As(err, &locked) {
		if lockfile.Raise(locked.Lock, absolute(w.Paths)) != nil {
			return locked
		}
		return nil
	}
	if err != nil {
		return err
	}
	app := &App{paths: w.Paths, size: desktop.RecallSize(sizePath())}
	app.service = service.New(service.Config{
		Store: store, Path: path, Player: playback.New(&playback.Device{}, sounds.Open), Sounds: sounds, Emit: app.emit, Now: time.Now,
		HID: hid.System{}, SampleDir: filepath.Join(filepath.Dir(path), "Sample"),
	})
	if err := store.OnRaise(app.raise); err != nil {
		return errors.Join(err, service.Shutdown(app.service))
	}
	checking, stop := context.WithCancel(context.Background())
	var checked sync.WaitGroup
	checked.Go(func() { app.check(checking, store) })
	err = runWindow(app)
	stop()
	checked.Wait()
	return errors.Join(err, service.Shutdown(app.service))
}

// sounds reads sound files.
var sounds = func() service.Sounds {
	cache := convert.Cache{Dir: cacheDir("sound")}
	models := ""
	if dir, err := dataDir(); err == nil {
		models = filepath.Join(dir, "models")
	}
	return service.Sounds{Open: cache.Open, Prepare: cache.Prepare, Straight: convert.Quicker, WaveformDir: cacheDir("waveforms"), Models: models}
}()

// cacheDir is a folder for what can be made again; "" where this system has no place for it.
func cacheDir(name string) string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "stet", name)
}

// checkAfter lets the window open first.
const checkAfter = 10 * time.Second

// check reads the whole library while the window is open, and says so if the drive has damaged it.
func (a *App) check(ctx context.Context, library *sqlite.Library) {
	select {
	case <-ctx.Done():
	case <-time.After(checkAfter):
		if err := library.Check(ctx); errors.Is(err, session.ErrDamaged) {
			a.emit("note", service.AsError(err))
		}
	}
}

// absolute makes paths mean the same in another program's folder.
func absolute(paths []string) []string {
	var out []string
	for _, p := range paths {
		if abs, err := filepath.Abs(p); err == nil {
			p = abs
		}
		out = append(out, p)
	}
	return out
}

// openForVerb opens a library for a verb: alone, and without a player.
func openForVerb(ctx context.Context, library string) (*service.Service, func() error, error) {
	path, err := libraryPath(library)
	if err != nil {
		return nil, nil, err
	}
	store, err := sqlite.Open(ctx, path, sqlite.Options{})
	if err != nil {
		return nil, nil, err
	}
	s := service.New(service.Config{Store: store, Path: path, Sounds: sounds, Now: time.Now})
	return s, func() error { return service.Shutdown(s) }, nil
}

// libraryPath is the library asked for, else the person's own, and makes its folder.
func libraryPath(asked string) (string, error) {
	if asked == "" {
		dir, err := dataDir()
		if err != nil {
			return "", fmt.Errorf("there is no place for the library: %w. Name one with --library", err)
		}
		asked = filepath.Join(dir, "Library.stet")
	}
	path, err := filepath.Abs(asked)
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return "", fmt.Errorf("there is no place for the library: %w", err)
	}
	return path, nil
}

// dataDir is where this system keeps what programs make for a person.
func dataDir() (string, error) {
	if stdruntime.GOOS == "linux" {
		if dir := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
			return filepath.Join(dir, "stet"), nil
		}
		home, err := os.UserHomeDir()
		if err != nil {
			return "", err
		}
		return filepath.Join(home, ".local", "share", "stet"), nil
	}
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, "Stet"), nil
}

func runWindow(app *App) error {
	prepareWebview()
	page, err := fs.Sub(assets, "frontend/dist")
	if err != nil {
		return err
	}
	api := service.Handler(app.service)
	return wails.Run(&options.App{
		Title: "Stet", Width: app.size.Width, Height: app.size.Height, MinWidth: desktop.LeastWidth, MinHeight: desktop.LeastHeight,
		WindowStartState: app.size.State(),
		AssetServer: &assetserver.Options{Assets: page, Middleware: func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if strings.HasPrefix(r.URL.Path, "/api/") {
					api.ServeHTTP(w, r)
					return
				}
				next.ServeHTTP(w, r)
			})
		}},
		OnStartup:      app.startup,
		OnDomReady:     app.size.FitScreen,
		OnBeforeClose:  app.beforeClose,
		Bind:           []any{app, app.service},
		ErrorFormatter: errorText,
		DragAndDrop:    &options.DragAndDrop{EnableFileDrop: true},
		Linux:          &linux.Options{Icon: icon, ProgramName: "stet", WebviewGpuPolicy: linux.WebviewGpuPolicyNever},
		Mac:            &mac.Options{About: &mac.AboutInfo{Title: "Stet", Message: "Let it stand.", Icon: icon}},
	})
}

// errorText is how an error reaches the page: Wails makes a JavaScript Error of it, which holds a text and nothing else.
func errorText(err error) any {
	text, err := json.Marshal(service.AsError(err))
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// prepareWebview spares WebKitGTK a compositor that, where there is no GPU, costs seven times the processor time a key.
func prepareWebview() {
	const disable = "WEBKIT_DISABLE_DMABUF_RENDERER"
	if stdruntime.GOOS != "linux" || os.Getenv(disable) != "" {
		return
	}
	if nodes, err := filepath.Glob("/dev/dri/renderD*"); err != nil || len(nodes) == 0 {
		// If it cannot be set, the window is slow, not wrong.
		_ = os.Setenv(disable, "1")
	}
}

func (a *App) startup(ctx context.Context) {
	a.mu.Lock()
	a.ctx = ctx
	a.mu.Unlock()
	runtime.OnFileDrop(ctx, func(_, _ int, paths []string) { a.emit("drop", map[string][]string{"paths": paths}) })
}

// window returns Wails' context, or nil before there is a window.
func (a *App) window() context.Context {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.ctx
}

func (a *App) emit(name string, data any) {
	if ctx := a.window(); ctx != nil {
		runtime.EventsEmit(ctx, name, data)
	}
}

// raise brings the window to the front, and opens what a second one was started with.
func (a *App) raise(paths []string) {
	if len(paths) > 0 {
		a.emit("drop", map[string][]string{"paths": paths})
	}
	if ctx := a.window(); ctx != nil {
		runtime.WindowUnminimise(ctx)
		runtime.Show(ctx)
		runtime.WindowSetAlwaysOnTop(ctx, true)
		runtime.WindowSetAlwaysOnTop(ctx, false)
	}
}

// closeAfter is how long the page may take to answer; a logout must not be held up by a page that is stuck.
const closeAfter = 3 * time.Second

// beforeClose lets the page save what is under its hands, and then closes.
func (a *App) beforeClose(ctx context.Context) (prevent bool) {
	a.rememberSize(ctx)
	if a.closing.Load() {
		return false
	}
	a.leave(time.AfterFunc(closeAfter, a.Quit))
	a.emit("close", nil)
	return true
}

func (a *App) rememberSize(ctx context.Context) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.size = a.size.Now(ctx)
	a.size.Remember(sizePath())
}

// sizePath is where the window's size is kept; "" where this system has no place for it.
func sizePath() string {
	dir, err := dataDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "window.json")
}

// SetMenu shows the page's commands in the menu bar, where the system has one for each program.
func (a *App) SetMenu(items []desktop.MenuItem) {
	if ctx := a.window(); ctx != nil {
		desktop.SetMenu(ctx, items, func(id string) { a.emit("command", map[string]string{"id": id}) })
	}
}

// Stay is the page's answer to "close": it is at it, and calls Quit once everything is saved, or the person says so.
func (a *App) Stay() { a.leave(nil) }

func (a *App) leave(next *time.Timer) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.leaving != nil {
		a.leaving.Stop()
	}
	a.leaving = next
}

// Quit closes the window at once.
func (a *App) Quit() {
	if !a.closing.Swap(true) {
		if ctx := a.window(); ctx != nil {
			runtime.Quit(ctx)
		}
	}
}

// Opened returns the paths that the program was started with, once.
func (a *App) Opened() []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	paths := a.paths
	a.paths = nil
	return paths
}

// ChooseFiles asks for transcripts; none if the person thinks better of it.
func (a *App) ChooseFiles() ([]string, error) {
	a.choosing.Lock()
	defer a.choosing.Unlock()
	return runtime.OpenMultipleFilesDialog(a.window(), runtime.OpenDialogOptions{
		Title: "Open transcripts",
		Filters: []runtime.FileFilter{
			{DisplayName: "Transcripts and subtitles", Pattern: "*.md;*.MD;*.markdown;*.txt;*.TXT;*.srt;*.SRT;*.vtt;*.VTT;*.json;*.JSON;*.ttml;*.TTML;*.xml;*.eaf;*.trs;*.TextGrid"},
			{DisplayName: "All files", Pattern: "*"},
		},
	})
}

// ChooseFolder asks for a folder; "" if the person thinks better of it.
func (a *App) ChooseFolder(title string) (string, error) {
	a.choosing.Lock()
	defer a.choosing.Unlock()
	return runtime.OpenDirectoryDialog(a.window(), runtime.OpenDialogOptions{Title: title, CanCreateDirectories: true})
}

// ChooseSound asks for a sound file, or a video; "" if the person thinks better of it.
func (a *App) ChooseSound() (string, error) {
	a.choosing.Lock()
	defer a.choosing.Unlock()
	var patterns []string
	for _, ending := range a.service.SoundEndings() {
		patterns = append(patterns, "*"+ending, "*"+strings.ToUpper(ending))
	}
	return runtime.OpenFileDialog(a.window(), runtime.OpenDialogOptions{
		Title:   "Choose the sound",
		Filters: []runtime.FileFilter{{DisplayName: "Sound and video", Pattern: strings.Join(patterns, ";")}, {DisplayName: "All files", Pattern: "*"}},
	})
}

// ChooseClip asks where a clip is to be written, under a name that is proposed; "" if the person thinks better of it.
func (a *App) ChooseClip(name string) (string, error) {
	a.choosing.Lock()
	defer a.choosing.Unlock()
	return a.chooseNew("Save the sound", name, runtime.FileFilter{DisplayName: "WAV sound (.wav)", Pattern: "*.wav;*.WAV"}, ".wav")
}

// chooseNew asks where a file is to be written that has one of the endings, the first of which it gets if it has none.
func (a *App) chooseNew(title, name string, filter runtime.FileFilter, endings ...string) (string, error) {
	path, err := runtime.SaveFileDialog(a.window(), runtime.SaveDialogOptions{
		Title: title, DefaultFilename: name, CanCreateDirectories: true, Filters: []runtime.FileFilter{filter},
	})
	if err != nil || path == "" || slices.Contains(endings, strings.ToLower(filepath.Ext(path))) {
		return path, err
	}
	// The dialog adds no ending, and so has not asked about a file that has one.
	path += endings[0]
	if _, err := os.Lstat(path); err == nil {
		return "", fmt.Errorf("%s is there already. Choose another name, or type it with its ending", path)
	}
	return path, nil
}

var waveformFiles = runtime.FileFilter{DisplayName: "Waveform of audiowaveform (.dat, .json)", Pattern: "*.dat;*.DAT;*.json;*.JSON"}

// ChooseReport asks where a report is to be written, under a name that is proposed; "" if the person thinks better of it.
func (a *App) ChooseReport(name string) (string, error) {
	a.choosing.Lock()
	defer a.choosing.Unlock()
	return a.chooseNew("Save the report", name, runtime.FileFilter{DisplayName: "Page or table (.html, .csv)", Pattern: "*.html;*.csv"}, ".html", ".htm", ".csv")
}

// ChooseWaveformToSave asks where a waveform is to be written, under a name that is proposed; "" if the person thinks
// better of it.
func (a *App) ChooseWaveformToSave(name string) (string, error) {
	a.choosing.Lock()
	defer a.choosing.Unlock()
	return a.chooseNew("Save the waveform", name, waveformFiles, ".dat", ".json")
}

// ChooseWaveform asks for a waveform to take; "" if the person thinks better of it.
func (a *App) ChooseWaveform() (string, error) {
	a.choosing.Lock()
	defer a.choosing.Unlock()
	return runtime.OpenFileDialog(a.window(), runtime.OpenDialogOptions{
		Title: "Take a waveform", Filters: []runtime.FileFilter{waveformFiles},
	})
}

var registryFiles = runtime.FileFilter{
	DisplayName: "Lists of names and tags (.yaml, .json, .csv, .txt)", Pattern: "*.yaml;*.yml;*.json;*.csv;*.txt",
}

// ChooseRegistry asks for a list of names or tags; "" if the person thinks better of it.
func (a *App) ChooseRegistry() (string, error) {
	a.choosing.Lock()
	defer a.choosing.Unlock()
	return runtime.OpenFileDialog(a.window(), runtime.OpenDialogOptions{Title: "Read names or tags", Filters: []runtime.FileFilter{registryFiles}})
}

// ChooseRegistryToSave asks where a list of names or tags is to be written, under a name that is proposed; "" if the
// person thinks better of it. A list that is there is brought up to date.
func (a *App) ChooseRegistryToSave(name string) (string, error) {
	a.choosing.Lock()
	defer a.choosing.Unlock()
	return a.chooseNew("Write names or tags", name, registryFiles, ".yaml", ".yml", ".json", ".csv", ".txt")
}

var _ session.Store = (*sqlite.Library)(nil)
