// This file serves over HTTP what is too large for a call. It serves nothing that changes anything.

package service

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"

	"stet/backend/session"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// Handler serves what is too large for a call. Of an episode, at /api/episodes/ID: itself; its steps, as many as ?limit=N
// says, at …/steps, and what one did at …/steps/SEQ; what was changed both here and on disk, at …/clashes; what a dictionary need not know there, at …/words; its waveform's
// points, three bytes each, at …/waveform, and its silences; when the words of ?turns=N,N are said, at …/times; what is misheard in it, at …/misheard; of ?chunk=N, what
// speaks for its tags, at …/tags, and who and what is spoken of, at …/names; and where else words are said, at
// …/names/same?text=T. Of the library: the entities of ?series=S, at /api/entities, and what
// its chunks list besides, at /api/entities/gathered; its tags and topics, at /api/vocabulary; what all chunks list, at
// /api/board; what the job of StartFieldsPlan found, at /api/changes/JOB; and what a search finds.
func Handler(s *Service) http.Handler {
	mux := http.NewServeMux()
	episode := func(path string, view func(r *http.Request, id session.EpisodeID) (any, error)) {
		mux.HandleFunc("GET /api/episodes/{id}"+path, func(w http.ResponseWriter, r *http.Request) {
			id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
			if err != nil {
				http.NotFound(w, r)
				return
			}
			answer(w, func() (any, error) { return view(r, session.EpisodeID(id)) })
		})
	}
	episode("", func(r *http.Request, id session.EpisodeID) (any, error) { return episodeView(r.Context(), s, id) })
	episode("/steps", func(r *http.Request, id session.EpisodeID) (any, error) {
		limit, err := strconv.Atoi(r.URL.Query().Get("limit"))
		if err != nil {
			return nil, fail(CodeInvalid, err, "The number of steps is missing.")
		}
		return stepsView(r.Context(), s, id, limit)
	})
	episode("/steps/{seq}", func(r *http.Request, id session.EpisodeID) (any, error) {
		seq, err := strconv.ParseInt(r.PathValue("seq"), 10, 64)
		if err != nil {
			return nil, fail(CodeNotFound, err, "There is no such step.")
		}
		return stepDiff(r.Context(), s, id, seq)
	})
	episode("/clashes", func(r *http.Request, id session.EpisodeID) (any, error) { return clashes(r.Context(), s, id) })
	episode("/words", func(r *http.Request, id session.EpisodeID) (any, error) { return wordsView(r.Context(), s, id) })
	episode("/times", func(r *http.Request, id session.EpisodeID) (any, error) {
		var turns []transcript.ID
		if err := json.Unmarshal([]byte("["+r.URL.Query().Get("turns")+"]"), &turns); err != nil {
			return nil, fail(CodeInvalid, err, "The turns are missing.")
		}
		return s.wordTimes(r.Context(), id, turns)
	})
	episode("/tags", func(r *http.Request, id session.EpisodeID) (any, error) {
		at, err := numbers(r, "chunk")
		if err != nil {
			return nil, err
		}
		return s.chunkTags(r.Context(), id, transcript.ID(at[1]))
	})
	episode("/names", func(r *http.Request, id session.EpisodeID) (any, error) {
		at, err := numbers(r, "chunk")
		if err != nil {
			return nil, err
		}
		return s.chunkNames(r.Context(), id, transcript.ID(at[1]))
	})
	episode("/names/same", func(r *http.Request, id session.EpisodeID) (any, error) {
		at, err := numbers(r, "chunk")
		if err != nil {
			return nil, err
		}
		return s.sameNames(r.Context(), id, transcript.ID(at[1]), r.URL.Query().Get("text"))
	})
	mux.HandleFunc("GET /api/entities", func(w http.ResponseWriter, r *http.Request) {
		answer(w, func() (any, error) { return s.seriesNames(r.Context(), r.URL.Query().Get("series")) })
	})
	mux.HandleFunc("GET /api/entities/gathered", func(w http.ResponseWriter, r *http.Request) {
		answer(w, func() (any, error) { return s.gathered(r.Context(), r.URL.Query().Get("series")) })
	})
	serveVocabulary(mux, s)
	serveFormats(mux, s)
	episode("/misheard", func(r *http.Request, id session.EpisodeID) (any, error) { return s.misheard(r.Context(), id) })
	mux.HandleFunc("GET /api/episodes/{id}/waveform", func(w http.ResponseWriter, r *http.Request) {
		at, err := numbers(r, "level", "from", "to")
		var points []byte
		if err == nil {
			points, err = s.waves.points(session.EpisodeID(at[0]), int(at[1]), int(at[2]), int(at[3]))
		}
		if err != nil {
			writeError(w, err)
			return
		}
		w.Header().Set("Content-Type", "application/octet-stream")
		w.Header().Set("Cache-Control", "no-store")
		// The window that asked may be gone; there is nobody to tell.
		_, _ = w.Write(points)
	})
	episode("/silences", func(r *http.Request, id session.EpisodeID) (any, error) {
		at, err := numbers(r, "from", "to")
		if err != nil {
			return nil, err
		}
		return s.waves.silences(id, timecode.Time(at[1]), timecode.Time(at[2])), nil
	})
	mux.HandleFunc("GET /api/board", func(w http.ResponseWriter, r *http.Request) {
		answer(w, func() (any, error) { return boardView(r.Context(), s) })
	})
	mux.HandleFunc("GET /api/changes/{job}", func(w http.ResponseWriter, r *http.Request) {
		answer(w, func() (any, error) {
			job, err := strconv.ParseInt(r.PathValue("job"), 10, 64)
			if err != nil {
				return nil, fail(CodeNotFound, err, "There is no such work.")
			}
			return result[FieldsPlan](&s.jobs, job)
		})
	})
	mux.HandleFunc("GET /api/find", func(w http.ResponseWriter, r *http.Request) {
		answer(w, func() (any, error) { return s.find(r.Context(), findRequest(r.URL.Query())) })
	})
	mux.HandleFunc("GET /api/find/lines", func(w http.ResponseWriter, r *http.Request) {
		answer(w, func() (any, error) { return s.findLines(r.Context(), findRequest(r.URL.Query())) })
	})
	return mux
}

// numbers are the episode and what else a request names, all whole numbers.
func numbers(r *http.Request, names ...string) ([]int64, error) {
	out := make([]int64, 0, 1+len(names))
	for i := range 1 + len(names) {
		text := r.PathValue("id")
		if i > 0 {
			text = r.URL.Query().Get(names[i-1])
		}
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return nil, fail(CodeInvalid, err, "This asks for something that there is not.")
		}
		out = append(out, n)
	}
	return out, nil
}

func answer(w http.ResponseWriter, ask func() (any, error)) {
	v, err := ask()
	if err != nil {
		writeError(w, err)
		return
	}
	writeJSON(w, http.StatusOK, v)
}

func writeError(w http.ResponseWriter, err error) {
	e := AsError(err)
	status := http.StatusInternalServerError
	if errors.Is(err, session.ErrNotFound) {
		status = http.StatusNotFound
	}
	writeJSON(w, status, e)
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	// The window that asked may be gone; there is nobody to tell.
	_ = json.NewEncoder(w).Encode(v)
}
