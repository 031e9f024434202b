package door

import (
	"context"

	"heed/internal/engine"
)

// Lacks is what the answers given in a context lack: what broken rules would give, or what was recorded last.
type Lacks = engine.Lacks

// NoteLacks gives a context in which what answers lack is noted, and where it is. Whoever shows answers says it there: every page, export
// and command does.
func NoteLacks(ctx context.Context) (context.Context, *Lacks) { return engine.NoteLacks(ctx) }

// LacksOf gives where what answers lack is noted in a context, nil where it is nowhere.
func LacksOf(ctx context.Context) *Lacks { return engine.LacksOf(ctx) }
