package imports

import (
	"context"
	"fmt"
	"slices"

	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/exchange"
)

// AuthoritiesIn gives the codes of the authorities that returns say they are of, each once and in order, before anything is imported. Only
// a census says so; lists and the SSDA903 do not.
func AuthoritiesIn(ctx context.Context, s *door.Session, req Request) ([]string, error) {
	returns, err := exchange.Recognise(ctx, s.Catalogue(), req.Paths, exchange.Options{
		Kind: req.Kind, Year: req.Year, Full: req.Full, Today: engine.Today(s.Now()),
	})
	if err != nil {
		return nil, fmt.Errorf("looking at the files: %w", err)
	}
	var codes []string
	for _, r := range returns {
		if r.Authority != "" && !slices.Contains(codes, r.Authority) {
			codes = append(codes, r.Authority)
		}
	}
	slices.Sort(codes)
	return codes, nil
}
