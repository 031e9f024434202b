package linkage

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"heed/internal/engine/store"
	"heed/rulebook"
)

// identity is what is known of whom a number is of.
type identity struct {
	number                          string
	seq                             int64
	sources, born, sexes            map[string]bool
	upns, former, given, wholeNames map[string]bool
	adopted                         bool
}

// adoptedView is the rulebook's view of adopted children.
const adoptedView = "adopted_child"

// adoptedSQL gives the numbers of adopted children, as the rulebook's view says it. It is put into the query as it stands, since
// numbers are weighed before there are answers from which a view can be read.
func adoptedSQL(book *rulebook.Book) string {
	if r := book.Rule(adoptedView); r != nil {
		return r.SQL
	}
	return "select null::VARCHAR as subject_id where false" // a rulebook that a test made
}

// identitiesSQL gives what each source says of whom some numbers are of, with the query of those who were adopted in its place.
const identitiesSQL = `
	with wanted as (select unnest(string_split($numbers, chr(31))) as subject_id),
	seen as (select subject_id, min(seq) as seq from history.child where subject_id in (select subject_id from wanted) group by subject_id),
	adopted as (%s)
	select w.subject_id, coalesce(s.seq, 9223372036854775807), coalesce(c.reported_by, ''), coalesce(c.born_on::VARCHAR, ''), coalesce(c.sex, ''),
	    coalesce(upper(c.upn), ''), coalesce(upper(c.former_upn), ''), coalesce(lower(n.given_name), ''), coalesce(lower(n.family_name), ''),
	    w.subject_id in (select subject_id from adopted)
	from wanted w
	left join seen s on s.subject_id = w.subject_id
	left join main.child c on c.subject_id = w.subject_id
	left join main.child_name n on n.subject_id = w.subject_id`

func identities(ctx context.Context, conn *sql.Conn, book *rulebook.Book, numbers []string) (map[string]*identity, error) {
	known := map[string]*identity{}
	err := store.Each(ctx, conn, fmt.Sprintf(identitiesSQL, adoptedSQL(book)), []any{sql.Named("numbers", strings.Join(numbers, store.Separator))}, func(rows *sql.Rows) error {
		var number, source, born, sex, upn, former, given, family string
		var seq int64
		var adopted bool
		if err := rows.Scan(&number, &seq, &source, &born, &sex, &upn, &former, &given, &family, &adopted); err != nil {
			return err
		}
		id := known[number]
		if id == nil {
			id = &identity{
				number: number, seq: seq, adopted: adopted, sources: map[string]bool{}, born: map[string]bool{}, sexes: map[string]bool{},
				upns: map[string]bool{}, former: map[string]bool{}, given: map[string]bool{}, wholeNames: map[string]bool{},
			}
			known[number] = id
		}
		if sex == "U" {
			sex = ""
		}
		if len(upn) != 13 {
			upn = "" // the field holds the reason why there is none
		}
		whole := ""
		if given != "" && family != "" {
			whole = given + " " + family
		}
		for _, put := range []struct {
			in    map[string]bool
			value string
		}{{id.sources, source}, {id.born, born}, {id.sexes, sex}, {id.upns, upn}, {id.former, former}, {id.given, given}, {id.wholeNames, whole}} {
			if put.value != "" {
				put.in[put.value] = true
			}
		}
		return nil
	})
	return known, err
}
