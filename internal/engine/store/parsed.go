package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

// Parsed is a SELECT as DuckDB's own parser reads it.
type Parsed struct {
	node       *selectNode
	aggregates map[string]bool
}

// Parse reads a SELECT, to tell from its shape when it can give no rows. It takes the connection of whoever asks: one who holds a connection
// and waits for another may wait for ever.
func (s *Store) Parse(ctx context.Context, conn *sql.Conn, query string) (*Parsed, error) {
	aggregates, err := s.aggregatesOf(ctx, conn)
	if err != nil {
		return nil, fmt.Errorf("parsing SQL: %w", err)
	}
	var tree string
	if err := conn.QueryRowContext(ctx, "select json_serialize_sql($1::VARCHAR)::VARCHAR", query).Scan(&tree); err != nil {
		return nil, fmt.Errorf("parsing SQL: %w", err)
	}
	var parsed struct {
		Message    string `json:"error_message"`
		Statements []struct {
			Node *selectNode `json:"node"`
		} `json:"statements"`
	}
	if err := json.Unmarshal([]byte(tree), &parsed); err != nil {
		return nil, fmt.Errorf("parsing SQL: %w", err)
	}
	if len(parsed.Statements) != 1 {
		return nil, errors.New("parsing SQL: " + parsed.Message)
	}
	return &Parsed{node: parsed.Statements[0].Node, aggregates: aggregates}, nil
}

// aggregatesOf names the functions that may make one row of many or of none: aggregates, and macros, which may hold one. They are asked for once.
func (s *Store) aggregatesOf(ctx context.Context, conn *sql.Conn) (map[string]bool, error) {
	if known := s.aggregates.Load(); known != nil {
		return *known, nil
	}
	aggregates := map[string]bool{}
	const names = "select distinct function_name from duckdb_functions() where internal and function_type in ('aggregate', 'macro')"
	err := Each(ctx, conn, names, nil, func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		aggregates[name] = true
		return err
	})
	if err == nil {
		s.aggregates.Store(&aggregates)
	}
	return aggregates, err
}

// selectNode is a SELECT, or several put together.
type selectNode struct {
	Type string `json:"type"`
	With struct {
		Map []struct {
			Key   string `json:"key"`
			Value struct {
				Query struct {
					Node *selectNode `json:"node"`
				} `json:"query"`
			} `json:"value"`
		} `json:"map"`
	} `json:"cte_map"`
	// What a SELECT has of its own.
	From      *fromNode `json:"from_table"`
	List      any       `json:"select_list"`
	Having    any       `json:"having"`
	Qualify   any       `json:"qualify"`
	Modifiers any       `json:"modifiers"`
	Groups    []any     `json:"group_expressions"`
	Sets      []any     `json:"group_sets"`
	// Two put together, and what follows a step that is worked out first.
	Operation string      `json:"setop_type"`
	Left      *selectNode `json:"left"`
	Right     *selectNode `json:"right"`
	Child     *selectNode `json:"child"`
}

// fromNode is what a SELECT takes its rows from.
type fromNode struct {
	Type     string    `json:"type"`
	Schema   string    `json:"schema_name"`
	Table    string    `json:"table_name"`
	Join     string    `json:"join_type"`
	Kind     string    `json:"ref_type"`
	Left     *fromNode `json:"left"`
	Right    *fromNode `json:"right"`
	Subquery struct {
		Node *selectNode `json:"node"`
	} `json:"subquery"`
}

// Empty says whether the SELECT gives no rows whatever else there is, where some of the tables that it reads have none: empty says which,
// and is asked only of tables that matter. That it is not so, or cannot be told from the shape, is false.
func (p *Parsed) Empty(empty func(table string) bool) bool {
	return p.node.empty(p, steps{}, empty)
}

// steps are the named steps of a SELECT, each with whether it has no rows.
type steps map[string]func() bool

func (n *selectNode) empty(p *Parsed, known steps, empty func(string) bool) bool {
	if n == nil {
		return false
	}
	known = maps.Clone(known)
	for _, step := range n.With.Map {
		before := maps.Clone(known)
		known[step.Key] = sync.OnceValue(func() bool { return step.Value.Query.Node.empty(p, before, empty) })
	}
	switch n.Type {
	case "SELECT_NODE":
		return !n.givesOneOfNone(p) && n.From.empty(p, known, empty)
	case "CTE_NODE": // the step is among those of the child, too
		return n.Child.empty(p, known, empty)
	case "SET_OPERATION_NODE":
		left := n.Left.empty(p, known, empty)
		switch n.Operation {
		case "UNION", "UNION_BY_NAME":
			return left && n.Right.empty(p, known, empty)
		case "EXCEPT":
			return left
		case "INTERSECT":
			return left || n.Right.empty(p, known, empty)
		}
	}
	return false
}

func (f *fromNode) empty(p *Parsed, known steps, empty func(string) bool) bool {
	if f == nil {
		return false
	}
	switch f.Type {
	case "BASE_TABLE":
		if f.Schema != "" {
			return false
		}
		if step, ok := known[f.Table]; ok {
			return step()
		}
		return empty(f.Table)
	case "SUBQUERY":
		return f.Subquery.Node.empty(p, known, empty)
	case "JOIN":
		if f.Kind == "POSITIONAL" {
			return false
		}
		left := f.Left.empty(p, known, empty)
		switch f.Join {
		case "INNER", "SEMI":
			return left || f.Right.empty(p, known, empty)
		case "LEFT", "ANTI":
			return left
		case "RIGHT":
			return f.Right.empty(p, known, empty)
		case "FULL", "OUTER":
			return left && f.Right.empty(p, known, empty)
		}
	}
	return false
}

// givesOneOfNone says whether a SELECT may give a row where it takes none, as a count without groups does.
func (n *selectNode) givesOneOfNone(p *Parsed) bool {
	if len(n.Groups) > 0 {
		return len(n.Sets) > 1
	}
	return n.Having != nil || len(n.Sets) > 0 || p.aggregate([]any{n.List, n.Qualify, n.Modifiers})
}

// aggregate says whether an expression may hold an aggregate function, outside subqueries of its own.
func (p *Parsed) aggregate(expression any) bool {
	switch v := expression.(type) {
	case []any:
		return slices.ContainsFunc(v, p.aggregate)
	case map[string]any:
		if v["class"] == "SUBQUERY" {
			return p.aggregate(v["child"]) // what is looked for in it
		}
		if name, _ := v["function_name"].(string); v["class"] == "FUNCTION" && p.aggregates[strings.ToLower(name)] {
			return true
		}
		for _, one := range v {
			if p.aggregate(one) {
				return true
			}
		}
	}
	return false
}
