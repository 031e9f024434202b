package eval

import (
	"context"
	"errors"
	"sync"

	"golang.org/x/sync/singleflight"
)

// cacheSize bounds how many answers are cached; the half that was not asked for lately is forgotten when it is full.
const cacheSize = 4096

// cache holds answers that cannot change until what they were read from does, whose version is part of their key. It is the
// engine's only cache beside the stored rows.
type cache struct {
	mu       sync.Mutex
	recent   map[string]any
	previous map[string]any
	// working is what is being worked out: whoever asks for the same meanwhile waits for it.
	working singleflight.Group
}

func newCache() *cache { return &cache{recent: map[string]any{}, previous: map[string]any{}} }

func (c *cache) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.recent, c.previous = map[string]any{}, map[string]any{}
}

func (c *cache) get(key string) (any, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if v, ok := c.recent[key]; ok {
		return v, true
	}
	v, ok := c.previous[key]
	if ok {
		c.putLocked(key, v)
	}
	return v, ok
}

func (c *cache) put(key string, v any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.putLocked(key, v)
}

func (c *cache) putLocked(key string, v any) {
	if len(c.recent) >= cacheSize/2 {
		c.previous, c.recent = c.recent, map[string]any{}
	}
	c.recent[key] = v
}

// Remember gives the answer cached under a key of a workspace, or works it out and caches it. The key must hold the versions of
// what the answer is read from. Of many who ask at once one works it out; where that one goes away another does.
func Remember[T any](ctx context.Context, w *Workspace, key string, work func() (T, error)) (T, error) {
	key = w.name + "|" + key
	if v, ok := w.e.cache.get(key); ok {
		return v.(T), nil
	}
	return together(ctx, w, key, func() (T, error) {
		v, err := work()
		if err == nil {
			w.e.cache.put(key, v)
		}
		return v, err
	})
}

// Together works out an answer that is not worth caching: of many who ask at once for the same key of a workspace, one works it
// out and all are given it.
func Together[T any](ctx context.Context, w *Workspace, key string, work func() (T, error)) (T, error) {
	return together(ctx, w, w.name+"|"+key, work)
}

func together[T any](ctx context.Context, w *Workspace, key string, work func() (T, error)) (T, error) {
	for {
		led := false
		v, err, _ := w.e.cache.working.Do(key, func() (any, error) {
			led = true
			return work()
		})
		abandoned := errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
		if led || !abandoned || ctx.Err() != nil {
			return v.(T), err
		}
	}
}

// Recall gives the answer that is cached under a key of a workspace, where there is one.
func Recall[T any](w *Workspace, key string) (answer T, ok bool) {
	v, ok := w.e.cache.get(w.name + "|" + key)
	if ok {
		answer = v.(T)
	}
	return answer, ok
}

// Cache keeps an answer that was worked out together with others under a key of a workspace, as Remember would.
func Cache(w *Workspace, key string, answer any) { w.e.cache.put(w.name+"|"+key, answer) }
