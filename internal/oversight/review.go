package oversight

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"heed/catalogue"
	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/records"
)

// Review is what somebody found who looked into an oddity.
type Review struct {
	// By is their name, or their number where no name is known.
	By string
	On time.Time
	// Conclusion is a code of access-conclusion; Found is what they found, in their words.
	Conclusion, Found string
}

// reviewsOf reads what was found of oddities.
func reviewsOf(ctx context.Context, in *door.Inquiry) (map[Ref]Review, error) {
	rows, err := in.Engine.Rows(ctx, in.Q, catalogue.RecordAccessReview)
	if err != nil {
		return nil, door.Tidy(err)
	}
	names, err := in.StaffNames(ctx)
	if err != nil {
		return nil, err
	}
	found := map[Ref]Review{}
	for _, row := range rows {
		by := row.Text("reviewed_by")
		found[Ref{day(row, "looked_on"), Kind(row.Text("kind")), row.Text("account_id")}] = Review{
			By: cmp.Or(names[by], by), On: day(row, "reviewed_on"), Conclusion: row.Text("conclusion"), Found: row.Text("found"),
		}
	}
	return found, nil
}

// Sign records what was found of an oddity that the reader sees, by somebody whom it is not about: else an [ErrOwn]. Faults say which fields cannot be taken:
// nothing is then recorded. A later finding takes the place of an earlier one, which the ledger keeps.
func Sign(ctx context.Context, s *door.Session, ref Ref, conclusion, found string) ([]catalogue.Fault, error) {
	const what = "look into an oddity of the access log"
	if err := s.Allow(ctx, access.ReadAccessLog, what); err != nil {
		return nil, err
	}
	one, err := find(ctx, s, ref)
	if err != nil {
		return nil, err
	}
	if one.Own {
		return nil, errors.Join(ErrOwn, s.Refuse(ctx, access.WriteRecord, ref.Who, catalogue.RecordAccessReview, ErrOwn.Error()))
	}
	var faults []catalogue.Fault
	if list := s.Catalogue().Lists["access-conclusion"]; !list.Has(conclusion) {
		faults = append(faults, catalogue.Fault{Field: "conclusion", Reason: "choose a conclusion"})
	}
	if strings.TrimSpace(found) == "" {
		faults = append(faults, catalogue.Fault{Field: "found", Reason: "say what you found"})
	}
	if len(faults) > 0 {
		return faults, nil
	}
	faults, err = records.Fill(ctx, s, records.PutRequest{Type: catalogue.RecordAccessReview, Source: "form", Values: map[string]string{
		"account_id": ref.Who, "kind": string(ref.Kind), "looked_on": ref.Day.Format(time.DateOnly), "conclusion": conclusion, "found": strings.TrimSpace(found),
		"reviewed_on": s.Day().Format(time.DateOnly), "reviewed_by": s.Who.By(),
	}})
	if err != nil {
		return nil, fmt.Errorf("recording what was found: %w", err)
	}
	return faults, nil
}
