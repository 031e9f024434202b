package door

import (
	"context"
	"errors"
	"fmt"
)

// ErrOpening says that an authority's tables are being opened, or made from the ledger, so that whoever asks now must wait.
var ErrOpening = errors.New("the tables are being opened")

// Ready gives an error where questions cannot be answered: the ledger cannot be read, an authority's tables are being opened (ErrOpening), or
// could not be. An authority that nobody has asked about yet is opened when somebody does, and counts as ready.
func (d *Door) Ready(ctx context.Context) error {
	_, err := d.Lag(ctx)
	return err
}

// Lag gives how many entries the ledger has of an authority that are not in the answers yet, at the most, of all authorities that are open. It
// gives the error that Ready gives.
func (d *Door) Lag(ctx context.Context) (int64, error) {
	codes, err := d.ledger.Authorities(ctx)
	if err != nil {
		return 0, fmt.Errorf("reading the ledger: %w", err)
	}
	most := int64(0)
	for _, code := range codes {
		d.mu.Lock()
		a := d.authorities[code]
		d.mu.Unlock()
		if a == nil {
			continue
		}
		lag, err := d.lagOf(ctx, a)
		if err != nil {
			return 0, err
		}
		most = max(most, lag)
	}
	return most, nil
}

func (d *Door) lagOf(ctx context.Context, a *authority) (int64, error) {
	switch {
	case a.opening.Load():
		return 0, ErrOpening
	case a.failed.Load():
		return 0, errors.New("the tables of " + a.code + " could not be opened")
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.engine == nil {
		return 0, nil
	}
	last, err := d.ledger.LastSeq(ctx, a.code)
	if err != nil {
		return 0, fmt.Errorf("asking the ledger for its last entry: %w", err)
	}
	return max(0, last-a.engine.Fresh().Seq), nil
}
