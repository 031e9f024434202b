package access

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"path"
	"strings"

	"github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/ast"
	"github.com/cedar-policy/cedar-go/types"
	xast "github.com/cedar-policy/cedar-go/x/exp/ast"
	"github.com/cedar-policy/cedar-go/x/exp/schema"
	"github.com/cedar-policy/cedar-go/x/exp/schema/validate"
)

//go:embed policies
var embedded embed.FS

// Policy is the set of policies that decides. It does not change, so it may be shared.
type Policy struct {
	all []named
	// byAction holds, for each action, the policies that may apply to it.
	byAction map[Action]ordered
}

type named struct {
	id     types.PolicyID
	reason string
	policy *cedar.Policy
}

// ordered gives policies to Cedar in the order of the files, so that the reason given for a decision is always the same.
type ordered []named

// All gives the policies with their names.
func (o ordered) All() iter.Seq2[types.PolicyID, *cedar.Policy] {
	return func(yield func(types.PolicyID, *cedar.Policy) bool) {
		for _, n := range o {
			if !yield(n.id, n.policy) {
				return
			}
		}
	}
}

// Load reads the policies that Heed carries. All that is wrong with them is in the error at once.
func Load() (*Policy, error) {
	dir, err := fs.Sub(embedded, "policies")
	if err != nil {
		return nil, err
	}
	return Parse(dir)
}

// Parse reads the policies of every .cedar file in fsys and checks them against its schema.cedarschema: every policy has
// a name of its own and a reason that a reader understands, and speaks only of what the schema has.
func Parse(fsys fs.FS) (*Policy, error) {
	check, err := readSchema(fsys)
	if err != nil {
		return nil, err
	}
	files, err := fs.Glob(fsys, "*.cedar")
	if err != nil {
		return nil, err
	}
	p := &Policy{byAction: map[Action]ordered{}}
	var faults []error
	seen := map[types.PolicyID]bool{}
	for _, file := range files {
		text, err := fs.ReadFile(fsys, file)
		if err != nil {
			return nil, fmt.Errorf("reading the policies: %w", err)
		}
		list, err := cedar.NewPolicyListFromBytes(path.Base(file), text)
		if err != nil {
			faults = append(faults, fmt.Errorf("%s: %w", file, err))
			continue
		}
		for _, policy := range list {
			n, err := name(policy)
			if err == nil && seen[n.id] {
				err = fmt.Errorf("another policy is named %q", n.id)
			}
			if err == nil {
				err = check.Policy(string(n.id), (*xast.Policy)(policy.AST()))
			}
			if err != nil {
				faults = append(faults, fmt.Errorf("%s:%d: %w", file, policy.Position().Line, err))
				continue
			}
			seen[n.id] = true
			p.all = append(p.all, n)
		}
	}
	if len(p.all) == 0 && len(faults) == 0 {
		faults = append(faults, errors.New("there are no policies"))
	}
	p.index()
	return p, errors.Join(faults...)
}

func readSchema(fsys fs.FS) (*validate.Validator, error) {
	text, err := fs.ReadFile(fsys, "schema.cedarschema")
	if err != nil {
		return nil, fmt.Errorf("reading the policies: %w", err)
	}
	var s schema.Schema
	s.SetFilename("schema.cedarschema")
	if err := s.UnmarshalCedar(text); err != nil {
		return nil, fmt.Errorf("reading the policies: %w", err)
	}
	resolved, err := s.Resolve()
	if err != nil {
		return nil, fmt.Errorf("reading the policies: %w", err)
	}
	for _, a := range Actions {
		if _, ok := resolved.Actions[actionID(a)]; !ok {
			return nil, fmt.Errorf("reading the policies: the schema lacks the action %q", a)
		}
	}
	return validate.New(resolved), nil
}

func name(policy *cedar.Policy) (named, error) {
	notes := policy.Annotations()
	n := named{id: types.PolicyID(notes["id"]), reason: string(notes["reason"]), policy: policy}
	if n.id == "" || strings.TrimSpace(n.reason) == "" {
		return n, errors.New("a policy needs an @id and a @reason")
	}
	return n, nil
}

// index sorts the policies by the actions they are for, so that a decision asks only those that can matter.
func (p *Policy) index() {
	for _, a := range Actions {
		for _, n := range p.all {
			if concerns(n.policy.AST(), a) {
				p.byAction[a] = append(p.byAction[a], n)
			}
		}
	}
}

func concerns(policy *ast.Policy, a Action) bool {
	switch scope := (*xast.Policy)(policy).Action.(type) {
	case xast.ScopeTypeEq:
		return scope.Entity == actionID(a)
	case xast.ScopeTypeInSet:
		for _, e := range scope.Entities {
			if e == actionID(a) {
				return true
			}
		}
		return false
	default:
		return true
	}
}

func actionID(a Action) types.EntityUID { return types.NewEntityUID("Action", types.String(a)) }
