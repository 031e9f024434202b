package ruletest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"heed/catalogue"
	"heed/internal/engine/eval"
	"heed/internal/engine/query"
	"heed/internal/engine/store"
	"heed/rulebook"
)

// otherPrefix begins the numbers of the other subjects among whom a rule is tested.
const otherPrefix = "other-"

// runAmongOthers runs a test of a rule that is evaluated by subject among other subjects who have the same records. The rows of those
// whom the test is about must stay as they are.
func (b *bench) runAmongOthers(ctx context.Context, test rulebook.Test, given, others []store.Given) (message string, err error) {
	if len(others) == 0 {
		return "", nil
	}
	types, err := b.load(ctx, slices.Concat(given, others))
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, b.store.Unload(ctx, types)) }()
	q := eval.Question{AsAt: test.AsAt, Moment: eval.EndOfDay(test.AsAt)}
	defer b.eval.Forget(ctx, q)
	err = b.eval.Ask(ctx, q, query.Sources(b.rules, b.rule, expected(test)...), func(w *eval.Workspace) error {
		message, err = b.judgeRows(ctx, w, test, "not starts_with(subject_id, "+store.Text(otherPrefix)+")")
		return err
	})
	if message != "" {
		message = "among other subjects, though the rule says per: subject: " + message
	}
	return message, err
}

// others gives the records of a test once more, as those of other subjects, where the rule is to be run among some.
func (b *bench) others(test rulebook.Test, given []store.Given) ([]store.Given, error) {
	if !b.rule.PerSubject || !test.ExpectSet {
		return nil, nil
	}
	ownIDs := b.ownIDs()
	var list []store.Given
	for _, g := range given {
		kind := b.types.Type(g.Record.Type)
		if kind.About != b.rule.Subject {
			continue
		}
		body := map[string]any{}
		if err := json.Unmarshal(g.Record.Body, &body); err != nil {
			return nil, fmt.Errorf("reading a given record: %w", err)
		}
		values := map[string]any{}
		for _, f := range kind.Fields {
			value, ok := body[f.ID]
			if !ok {
				continue
			}
			if text, isText := value.(string); isText && (f.Type == catalogue.FieldSubject || ownIDs[f.ID]) {
				value = otherPrefix + text
			}
			values[f.ID] = value
		}
		rec, err := b.record(g.Record.Type, values)
		if err != nil {
			return nil, err
		}
		list = append(list, store.Given{Record: rec, RecordedAt: g.RecordedAt})
	}
	return list, nil
}

// ownIDs names the fields by which records about subjects of the rule's kind are told apart, and that others refer to them by.
func (b *bench) ownIDs() map[string]bool {
	ids := map[string]bool{}
	for _, kind := range b.types.Types {
		if kind.About != b.rule.Subject {
			continue
		}
		for _, name := range kind.Key {
			if f := kind.Field(name); f.Type == catalogue.FieldID && !strings.HasSuffix(name, "worker_id") {
				ids[name] = true
			}
		}
	}
	return ids
}
