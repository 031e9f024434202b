package linkage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"heed/catalogue"
	"heed/internal/engine/store"
	"heed/rulebook"
)

// Types are the record types from which it is worked out which numbers are of one child.
var Types = []string{"child", "child_name", "identity_decision", "episode", "period_of_care", "cin_episode", "adoption"}

// Linker joins the records of children with several numbers.
type Linker struct {
	Catalogue *catalogue.Catalogue
	Book      *rulebook.Book
	// Records is the name, quoted, of the database that holds the record types.
	Records string
}

// Link works out which numbers are of one child, as the session of the connection knows the records, and makes in a schema a view
// of each record type that holds any of them, in which each child goes by one number. was is what the schema holds already. It
// gives what was where nothing has changed, and nil where every child has one number: the old views then no longer count.
func (l Linker) Link(ctx context.Context, conn *sql.Conn, schema string, was *Groups) (*Groups, error) {
	if l.Catalogue.Type("identity_decision") == nil || l.Catalogue.Type("child") == nil {
		return nil, nil // a catalogue that a test made
	}
	pairs, err := Pairs(ctx, conn, l.Book, false)
	if err != nil {
		return was, fmt.Errorf("telling which numbers are of one child: %w", err)
	}
	groups := group(pairs)
	if groups == nil {
		return nil, nil
	}
	if groups.types, err = l.typesOf(ctx, conn, groups); err != nil {
		return was, fmt.Errorf("bringing the records of one child together: %w", err)
	}
	if groups.Equal(was) && slices.Equal(groups.types, was.types) {
		return was, nil
	}
	if err := l.makeViews(ctx, conn, schema, groups); err != nil {
		return was, fmt.Errorf("bringing the records of one child together: %w", err)
	}
	return groups, nil
}

// typesOf lists the record types about children that hold anything, now or earlier, of a child with several numbers. The others
// need no view.
func (l Linker) typesOf(ctx context.Context, conn *sql.Conn, groups *Groups) ([]string, error) {
	var parts []string
	for _, t := range l.Catalogue.Types {
		if t.About == "child" && t.Index("child_id") >= 0 && t.ID != "identity_decision" {
			parts = append(parts, "select "+store.Text(t.ID)+" where exists (select 1 from history."+store.Quote(t.ID)+" where subject_id in (select number from numbers))")
		}
	}
	query := "with numbers as (select unnest(string_split($numbers, chr(31))) as number) " + strings.Join(parts, " union all ")
	numbers := sql.Named("numbers", strings.Join(slices.Sorted(maps.Keys(groups.first)), store.Separator))
	var types []string
	err := store.Each(ctx, conn, query, []any{numbers}, func(rows *sql.Rows) error {
		var id string
		err := rows.Scan(&id)
		types = append(types, id)
		return err
	})
	slices.Sort(types)
	return types, err
}

// makeViews makes the views of a schema anew. It is one transaction, so that whoever reads meanwhile sees the old views or the
// new.
func (l Linker) makeViews(ctx context.Context, conn *sql.Conn, schema string, groups *Groups) error {
	statements := []string{
		"begin", "drop schema if exists " + schema + " cascade", "create schema " + schema,
		"create table " + schema + ".joined_number (number VARCHAR, child VARCHAR)",
	}
	for number, first := range groups.first {
		statements = append(statements, "insert into "+schema+".joined_number values ("+store.Text(number)+", "+store.Text(first)+")")
	}
	for _, id := range groups.types {
		statements = append(statements, viewSQL(schema, l.Records, l.Catalogue.Type(id)))
	}
	for _, statement := range append(statements, "commit") {
		if _, err := conn.ExecContext(ctx, statement); err != nil {
			_, rollback := conn.ExecContext(context.WithoutCancel(ctx), "rollback")
			return errors.Join(err, rollback)
		}
	}
	return nil
}

// viewSQL makes the view of one record type. Records of one key that came under several numbers are one record: of each field
// the latest that says anything.
func viewSQL(schema, records string, t *catalogue.Type) string {
	table := records + ".main." + store.Quote(t.ID)
	plain := []string{"record_id", "subject_id", "recorded_at", "first_recorded_at"}
	merged := []string{"arg_min(record_id, place) as record_id", "subject_id", "max(recorded_at) as recorded_at", "min(first_recorded_at) as first_recorded_at"}
	keys := []string{"subject_id"}
	for _, f := range t.Fields {
		name := store.Quote(f.ID)
		plain = append(plain, name)
		if slices.Contains(t.Key, f.ID) || f.ID == t.Apart || f.ID == "child_id" {
			merged, keys = append(merged, name), append(keys, name)
		} else {
			merged = append(merged, "arg_min("+name+", place) as "+name)
		}
	}
	return fmt.Sprintf(`create view %[1]s.%[2]s as
	    select %[3]s from %[4]s where subject_id not in (select number from %[1]s.joined_number)
	    union all
	    select %[5]s from (
	        select t.* replace (s.child as subject_id, s.child as child_id), row_number() over (order by t.recorded_at desc, t.record_id) as place
	        from %[4]s t inner join %[1]s.joined_number s on s.number = t.subject_id)
	    group by %[6]s`, schema, store.Quote(t.ID), strings.Join(plain, ", "), table, strings.Join(merged, ", "), strings.Join(keys, ", "))
}
