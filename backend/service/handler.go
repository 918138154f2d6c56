// This file serves over HTTP what is too large for a call. It serves nothing that changes anything.

package service

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"

	"stet/backend/session"
)

// Handler serves what is too large for a call: /api/episodes/ID, and /api/episodes/ID/words.
func Handler(s *Service) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /api/episodes/{id}", ofEpisode(s, episodeView))
	mux.HandleFunc("GET /api/episodes/{id}/words", ofEpisode(s, wordsView))
	return mux
}

// ofEpisode answers with a view of the episode that the path names.
func ofEpisode[V any](s *Service, view func(context.Context, *Service, session.EpisodeID) (V, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
		if err != nil {
			http.NotFound(w, r)
			return
		}
		v, err := view(r.Context(), s, session.EpisodeID(id))
		if err != nil {
			writeError(w, err)
			return
		}
		writeJSON(w, http.StatusOK, v)
	}
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
