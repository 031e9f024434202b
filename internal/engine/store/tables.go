package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
)

// TableNames lists, sorted and once each, the tables and views that a SELECT reads, by DuckDB's own parser: not the
// names it gives to its own subqueries, and not table functions.
func (s *Store) TableNames(ctx context.Context, query string) ([]string, error) {
	var tree string
	if err := s.db.QueryRowContext(ctx, "select json_serialize_sql($1::VARCHAR)::VARCHAR", query).Scan(&tree); err != nil {
		return nil, fmt.Errorf("parsing SQL: %w", err)
	}
	var parsed any
	if err := json.Unmarshal([]byte(tree), &parsed); err != nil {
		return nil, fmt.Errorf("parsing SQL: %w", err)
	}
	if top, ok := parsed.(map[string]any); ok && top["error"] == true {
		return nil, fmt.Errorf("parsing SQL: %v", top["error_message"])
	}
	found := names{tables: map[string]bool{}, own: map[string]bool{}}
	found.walk(parsed)
	var list []string
	for name := range found.tables {
		if !found.own[name] {
			list = append(list, name)
		}
	}
	slices.Sort(list)
	return list, nil
}

// names collects the tables of a parsed statement and the names of its own subqueries.
type names struct{ tables, own map[string]bool }

func (n names) walk(node any) {
	switch v := node.(type) {
	case []any:
		for _, child := range v {
			n.walk(child)
		}
	case map[string]any:
		if v["type"] == "BASE_TABLE" {
			if name, ok := v["table_name"].(string); ok {
				n.tables[name] = true
			}
		}
		n.subqueries(v["cte_map"])
		for _, child := range v {
			n.walk(child)
		}
	}
}

// subqueries notes the names in a WITH clause, which the parser gives as a map of key and value.
func (n names) subqueries(clause any) {
	entries, ok := clause.(map[string]any)
	if !ok {
		return
	}
	list, _ := entries["map"].([]any)
	for _, item := range list {
		if entry, ok := item.(map[string]any); ok {
			if name, ok := entry["key"].(string); ok {
				n.own[name] = true
			}
		}
	}
}
