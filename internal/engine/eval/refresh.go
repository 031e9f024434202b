package eval

import (
	"context"
	"database/sql"
	"errors"
	"maps"
	"slices"
	"time"

	"heed/internal/engine/linkage"
	"heed/internal/engine/store"
)

// refresh passes on to the workspaces what entries have changed. Those that are not kept up to date are dropped where what they
// know has changed. The warm question's clocks are evaluated again where they are touched; its figures and findings are refreshed
// in the background, or when they are asked for.
func (e *Evaluator) refresh(ctx context.Context) error {
	if len(e.unrefreshed.Types) == 0 {
		return nil
	}
	kept, warm := e.dropChanged(e.unrefreshed.First)
	defer func() { // however it went: who asks from now on is given nothing older
		for _, w := range kept {
			w.acknowledge()
		}
	}()
	var errs []error
	for _, w := range kept {
		err := e.hold(ctx, w, func(w *Workspace) error {
			err := e.touchChanged(ctx, w, e.unrefreshed.Types)
			if err == nil && w == warm {
				err = e.ensure(ctx, w, e.clockRules(), newest)
			}
			return err
		})
		if !errors.Is(err, errDropped) {
			errs = append(errs, err)
		}
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	e.unrefreshed = store.Change{}
	e.fresh.Store(true)
	e.requestRefresh()
	return nil
}

// requestRefresh starts the background refresh, once nothing has come in for a while.
func (e *Evaluator) requestRefresh() {
	select {
	case e.refreshRequested <- struct{}{}:
	default: // it is about to look anyway
	}
}

// dropChanged drops the workspaces that know of a moment or later and are not kept up to date. It gives those that are, and the
// warm one among them, nil where there is none.
func (e *Evaluator) dropChanged(since time.Time) (kept []*Workspace, warm *Workspace) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, w := range e.spaces {
		if !e.kept[w] && !w.q.knownAt().Before(since) {
			e.removeLocked(w)
		}
	}
	return slices.Collect(maps.Keys(e.kept)), e.warmed
}

// touchChanged touches the rules of a workspace that read changed record types: all of them, where these change which numbers are
// of one child. Whatever fails, they are touched.
func (e *Evaluator) touchChanged(ctx context.Context, w *Workspace, changed map[string]store.Subjects) error {
	rules := everybody(e.rules.order)
	err := w.Session(ctx, func(conn *sql.Conn) error {
		moved, err := e.relink(ctx, conn, w, changed)
		if err != nil || moved {
			return err
		}
		rules = e.rules.touchedBy(w.firstNumbers(changed))
		if _, ok := changed["setting"]; ok {
			if err := e.readSettings(ctx, conn, w); err != nil {
				return err
			}
		}
		if _, ok := changed[CoverageType]; ok {
			covered, err := e.readCoverage(ctx, conn, w)
			if err != nil {
				return err
			}
			rules = append(rules, everybody(e.rules.hangingOn(covered))...)
		}
		return nil
	})
	w.touch(rules)
	return err
}

// relink works out anew which numbers are of one child, where changed records may have changed that, and says whether they have.
func (e *Evaluator) relink(ctx context.Context, conn *sql.Conn, w *Workspace, changed map[string]store.Subjects) (moved bool, err error) {
	if e.cfg.KeepNumbersApart || e.Catalogue().Type("identity_decision") == nil {
		return false, nil
	}
	if needed, err := e.needsLinking(ctx, conn, w, changed); err != nil || !needed {
		return false, err
	}
	moved, err = e.link(ctx, conn, w)
	if moved {
		for _, t := range e.Catalogue().Types {
			e.records.set(nil, t.ID)
		}
	}
	return moved, err
}

// needsLinking says whether changed records may be of a child with several numbers.
func (e *Evaluator) needsLinking(ctx context.Context, conn *sql.Conn, w *Workspace, changed map[string]store.Subjects) (bool, error) {
	numbers, telling := store.Subjects{}, false
	for t, subjects := range changed {
		if slices.Contains(linkage.Types, t) {
			telling = true
		} else if w.groups.Load() == nil {
			continue
		}
		numbers = numbers.And(subjects)
	}
	switch {
	case numbers == nil:
		return true, nil
	case len(numbers) == 0:
		return false, nil
	}
	list := slices.Collect(maps.Keys(numbers))
	if groups := w.groups.Load(); slices.ContainsFunc(list, groups.Several) {
		return true, nil
	}
	if !telling {
		return false, nil
	}
	return linkage.Candidates(ctx, conn, list)
}

// firstNumbers gives changes by the number that each child goes by.
func (w *Workspace) firstNumbers(changed map[string]store.Subjects) map[string]store.Subjects {
	groups := w.groups.Load()
	if groups == nil {
		return changed
	}
	first := map[string]store.Subjects{}
	for t, subjects := range changed {
		if subjects == nil {
			first[t] = nil
			continue
		}
		first[t] = store.Subjects{}
		for number := range subjects {
			first[t][groups.First(number)] = true
		}
	}
	return first
}

// pause is how long nothing must have come in before the background refresh begins, so that whoever wrote sees their page first.
const pause = 500 * time.Millisecond

// longPause is how long nothing must have come in before the engine's file is checkpointed, which is once for imports that follow one another.
// Where something comes in all the time it is at most mostPauses of them.
const (
	longPause  = 30 * time.Second
	mostPauses = 10
)

// refreshInBackground evaluates what new entries have touched in the warm question beside its clocks, a little at a time, so that
// whoever asks or writes meanwhile is not kept waiting long.
func (e *Evaluator) refreshInBackground() {
	ctx := quiet(e.life)
	idle, idleLong := time.NewTimer(pause), time.NewTicker(longPause)
	defer idleLong.Stop()
	pauses := 0
	for {
		select {
		case <-ctx.Done():
			return
		case <-e.refreshRequested:
			idle.Reset(pause)
		case <-idleLong.C: // not quietly, as whoever writes meanwhile waits for it
			if pauses++; e.fresh.Swap(false) && pauses < mostPauses {
				continue
			}
			if e.checkpoint(ctx) {
				pauses = 0
			}
		case <-idle.C:
			quietlyIf(ctx, func() {
				if e.refreshSome(ctx) {
					idle.Reset(0)
				} else if !e.compress(ctx) {
					idle.Reset(pause)
				}
			})
		}
	}
}

// compress makes answers in memory smaller, where rules have been evaluated for everybody since it last did. It gives false where others
// write or a day is being made warm, whose rules would wait for it, so that it must be tried again.
func (e *Evaluator) compress(ctx context.Context) bool {
	e.switching.RLock()
	defer e.switching.RUnlock()
	if e.warming.Load() > 0 {
		return false
	}
	if e.closed || !e.uncompressed.Swap(false) {
		return true
	}
	if err := e.store.Compress(ctx); err != nil {
		e.uncompressed.Store(true)
		e.cfg.Log.DebugContext(ctx, "compressing answers", "err", err.Error())
		return false
	}
	return true
}

// checkpoint writes into the engine's file what has come in since it last was, where that is much. It gives false where others write, so that it
// must be tried again.
func (e *Evaluator) checkpoint(ctx context.Context) bool {
	e.switching.RLock()
	defer e.switching.RUnlock()
	if e.closed {
		return true
	}
	if err := e.store.Checkpoint(ctx); err != nil {
		e.cfg.Log.WarnContext(ctx, "checkpointing the engine", "err", err.Error())
		return false
	}
	return true
}
