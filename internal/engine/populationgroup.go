package engine

import (
	"context"
	"database/sql"
	"fmt"
	"time"
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
func (e *Engine) ListHeadcounts(ctx context.Context, q Question, dimension string, day time.Time) (list []Headcount, err error) {
	query := groupsSQL
	if dimension == "age_band" {
		query = agesSQL
	}
	err = e.ask(ctx, q, nil, func(w *workspace) error {
		key := fmt.Sprintf("heads|%s|%d|%s|%s", w.name, e.changes.of("population", "population_group"), dimension, day.Format(time.DateOnly))
		list, err = remember(e, key, func() (list []Headcount, err error) {
			args := []any{sql.Named("dimension", dimension), sql.Named("day", day)}
			err = e.within(ctx, w, query, args, func(rows *sql.Rows) error {
				var p Headcount
				if err := rows.Scan(&p.Value, &p.AgeFrom, &p.AgeTo, &p.Persons, &p.Source, &p.CountedOn); err != nil {
					return err
				}
				list = append(list, p)
				return nil
			})
			return list, err
		})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("finding the population by %s: %w", dimension, err)
	}
	return list, nil
}
