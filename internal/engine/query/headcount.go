package query

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"heed/internal/engine/eval"
)

// Headcount is how many people under 18 of one kind there are in the area: of a group, or of some ages.
type Headcount struct {
	// Value is the group as it was recorded; blank for ages.
	Value string
	// AgeFrom and AgeTo are the first and last age in years; -1 for a group of any age.
	AgeFrom, AgeTo int
	Persons        float64
	Source         string
	CountedOn      time.Time
}

// groupsSQL gives the latest count on or before a day of the people of each group of a dimension, and agesSQL that of ages.
const (
	groupsSQL = `select value, -1, -1, persons::double, source, counted_on from population_group
where dimension = $dimension and counted_on <= $day
qualify counted_on = max(counted_on) over () order by value`
	agesSQL = `select '', age_from, age_to, persons::double, source, counted_on from population
where counted_on <= $day and $dimension = 'age_band'
qualify counted_on = max(counted_on) over () order by age_from, age_to`
)

// ListHeadcounts gives the latest count on or before a day of the people behind a dimension: by ethnicity and sex as recorded by
// group, by age as recorded by ages. Another dimension has none.
func (rd *Reader) ListHeadcounts(ctx context.Context, q eval.Question, dimension string, day time.Time) (list []Headcount, err error) {
	query := groupsSQL
	if dimension == "age_band" {
		query = agesSQL
	}
	err = rd.eval.Ask(ctx, q, nil, func(w *eval.Workspace) error {
		key := fmt.Sprintf("headcounts|%d|%s|%s", w.RecordVersion("population", "population_group"), dimension, day.Format(time.DateOnly))
		list, err = eval.Remember(ctx, w, key, func() ([]Headcount, error) {
			return readHeadcounts(ctx, w, query, []any{sql.Named("dimension", dimension), sql.Named("day", day)})
		})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("finding the population by %s: %w", dimension, err)
	}
	return list, nil
}

func readHeadcounts(ctx context.Context, w *eval.Workspace, query string, args []any) (list []Headcount, err error) {
	err = w.EachNamed(ctx, query, args, func(rows *sql.Rows) error {
		var h Headcount
		err := rows.Scan(&h.Value, &h.AgeFrom, &h.AgeTo, &h.Persons, &h.Source, &h.CountedOn)
		list = append(list, h)
		return err
	})
	return list, err
}
