package catalogue

import "testing"

func TestKeepTakesFromTheEarlierWhatTheSourceIsSilentOf(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, body, earlier string
		silent              []string
		want                string
	}{
		{"silent of what the earlier has", `{"a":"1"}`, `{"b":"2","c":"3"}`, []string{"b"}, `{"a":"1","b":"2"}`},
		{"silent, yet it says so itself", `{"a":"1","b":"x"}`, `{"b":"2"}`, []string{"b"}, `{"a":"1","b":"x"}`},
		{"silent of nothing", `{"a":"1"}`, `{"b":"2"}`, nil, `{"a":"1"}`},
		{"between, before and after", `{"c":"1"}`, `{"a":1.5,"b":["x","y"],"d":true,"e":"\"{,\\"}`, []string{"a", "b", "d", "e"}, `{"a":1.5,"b":["x","y"],"c":"1","d":true,"e":"\"{,\\"}`},
		{"an empty body", `{}`, `{"a":"1"}`, []string{"a"}, `{"a":"1"}`},
		{"an empty earlier", `{"a":"1"}`, `{}`, []string{"b"}, `{"a":"1"}`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := Keep([]byte(tt.body), []byte(tt.earlier), tt.silent)
			if err != nil || string(got) != tt.want {
				t.Errorf("got %s, %v; want %s", got, err, tt.want)
			}
		})
	}
	for _, bad := range []string{"", "{", `{"a"}`, `{"a":"1"} `, `[]`} {
		if _, err := Keep([]byte(bad), []byte(`{}`), nil); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

func TestChangeTakesFromTheLaterOfTwoBodiesOnlyWhatDiffersBetweenThem(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, body, before, after, want string }{
		{"nothing differs", `{"a":"by hand"}`, `{"a":"1"}`, `{"a":"1"}`, `{"a":"by hand"}`},
		{"one field differs", `{"a":"by hand","b":"1"}`, `{"a":"1","b":"1"}`, `{"a":"1","b":"2"}`, `{"a":"by hand","b":"2"}`},
		{"one field is blank now", `{"a":"1","b":"1"}`, `{"a":"1","b":"1"}`, `{"b":"1"}`, `{"b":"1"}`},
		{"one field was blank", `{"c":"1"}`, `{}`, `{"b":["x"]}`, `{"b":["x"],"c":"1"}`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := Change([]byte(tt.body), []byte(tt.before), []byte(tt.after))
			if err != nil || string(got) != tt.want {
				t.Errorf("got %s, %v; want %s", got, err, tt.want)
			}
		})
	}
	if _, err := Change([]byte("{"), []byte("{}"), []byte("{}")); err == nil {
		t.Error("what is no body is taken")
	}
}
