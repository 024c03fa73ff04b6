// Every call of go-zookeeper; a line of JSON for each.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"sort"
	"strings"
	"sync"
	"time"

	"github.com/go-zookeeper/zk"
)

type stat struct {
	Czxid          int64 `json:"czxid"`
	Mzxid          int64 `json:"mzxid"`
	Ctime          int64 `json:"ctime"`
	Mtime          int64 `json:"mtime"`
	Version        int32 `json:"version"`
	Cversion       int32 `json:"cversion"`
	Aversion       int32 `json:"aversion"`
	EphemeralOwner int64 `json:"ephemeralOwner"`
	DataLength     int32 `json:"dataLength"`
	NumChildren    int32 `json:"numChildren"`
	Pzxid          int64 `json:"pzxid"`
}

type event struct {
	Watch string `json:"watch"`
	Type  string `json:"type"`
	State string `json:"state"`
	Path  string `json:"path"`
}

func plain(value any) any {
	switch found := value.(type) {
	case *zk.Stat:
		if found == nil {
			return nil
		}
		return stat(*found)
	case []byte:
		return string(found)
	case []string:
		// Their order is promised nowhere.
		sorted := append([]string{}, found...)
		sort.Strings(sorted)
		return sorted
	case []zk.MultiResponse:
		all := []any{}
		for _, one := range found {
			all = append(all, []any{plain(one.Stat), one.String, fmt.Sprint(one.Error)})
		}
		return all
	case fmt.Stringer:
		return found.String()
	default:
		return value
	}
}

func line(call string, field string, value any) {
	text, err := json.Marshal(map[string]any{"call": call, field: value})
	if err != nil {
		panic(err)
	}
	fmt.Println(string(text))
}

func call(name string, err error, found ...any) {
	all := []any{}
	for _, one := range found {
		all = append(all, plain(one))
	}
	if err != nil {
		// What a multi found is told beside its error.
		line(name, "error", append([]any{err.Error()}, all...))
		return
	}
	line(name, "result", all)
}

// What came through a channel of a watch.
func told(name string, watches ...<-chan zk.Event) {
	events := []event{}
	for at, watch := range watches {
		select {
		case found := <-watch:
			events = append(events, event{fmt.Sprint(at), found.Type.String(), found.State.String(), found.Path})
		case <-time.After(5 * time.Second):
		}
	}
	line(name, "events", events)
}

func open(hosts []string) (*zk.Conn, <-chan zk.Event) {
	conn, events, err := zk.Connect(hosts, 10*time.Second, zk.WithLogInfo(false))
	if err != nil {
		panic(err)
	}
	for found := range events {
		if found.State == zk.StateHasSession {
			break
		}
	}
	return conn, events
}

func creates(conn *zk.Conn) {
	acl := zk.WorldACL(zk.PermAll)
	for _, flags := range []int32{zk.FlagPersistent, zk.FlagEphemeral, zk.FlagSequence, zk.FlagEphemeralSequential} {
		path := fmt.Sprintf("/flags%d-", flags)
		made, err := conn.Create(path, []byte("x"), flags, acl)
		call("Create "+path, err, made)
		made, err = conn.Create(path+"/c", nil, flags, acl)
		call("Create below "+path, err, made)
	}
	made, err := conn.CreateContainer("/container", []byte("x"), zk.FlagContainer, acl)
	call("CreateContainer", err, made)
	made, err = conn.CreateContainer("/container2", []byte("x"), 0, acl)
	call("CreateContainer by other flags", err, made)
	made, err = conn.CreateTTL("/ttl", []byte("x"), zk.FlagTTL, acl, 1000*time.Second)
	call("CreateTTL", err, made)
	made, err = conn.CreateTTL("/ttl-", []byte("x"), zk.FlagTTL|zk.FlagSequence, acl, 1000*time.Second)
	call("CreateTTL sequence", err, made)
	made, err = conn.CreateTTL("/ttl/none", []byte("x"), zk.FlagTTL, acl, 0)
	call("CreateTTL of nothing", err, made)
	made, err = conn.CreateProtectedEphemeralSequential("/flags0-/lock-", []byte("x"), acl)
	// Its name begins with a number of its own.
	call("CreateProtectedEphemeralSequential", err, strings.HasSuffix(made, "-lock-0000000001"))
	_ = conn.Delete(made, -1)
	made, err = conn.Create("/flags0-", nil, 0, acl)
	call("Create again", err, made)
	made, err = conn.Create("/none/c", nil, 0, acl)
	call("Create below nothing", err, made)
	made, err = conn.Create("/x/", nil, 0, acl)
	call("Create odd path", err, made)
	made, err = conn.Create("/x", nil, 0, nil)
	call("Create without acl", err, made)
	made, err = conn.Create("/é中文", []byte("é中文"), 0, acl)
	call("Create unicode", err, made)
}

func reads(conn *zk.Conn) {
	for _, path := range []string{"/", "/flags0-", "/flags1-", "/container", "/ttl", "/none", "/é中文", "/zookeeper"} {
		exists, found, err := conn.Exists(path)
		call("Exists "+path, err, exists, found)
		data, found, err := conn.Get(path)
		call("Get "+path, err, data, found)
		children, found, err := conn.Children(path)
		call("Children "+path, err, children, found)
		acl, found, err := conn.GetACL(path)
		call("GetACL "+path, err, acl, found)
	}
	synced, err := conn.Sync("/flags0-")
	call("Sync", err, synced)
	data, _, err := conn.Get("/zookeeper/config")
	call("Get config", err, data != nil)
}

func writes(conn *zk.Conn) {
	found, err := conn.Set("/flags0-", []byte("y"), 0)
	call("Set", err, found)
	found, err = conn.Set("/flags0-", nil, -1)
	call("Set nil", err, found)
	found, err = conn.Set("/flags0-", nil, 0)
	call("Set wrong version", err, found)
	found, err = conn.Set("/none", nil, -1)
	call("Set nothing", err, found)
	call("Delete with children", conn.Delete("/flags0-", -1))
	call("Delete wrong version", conn.Delete("/flags0-/c", 7))
	call("Delete", conn.Delete("/flags0-/c", 0))
	call("Delete nothing", conn.Delete("/flags0-/c", 0))
	found, err = conn.IncrementalReconfig([]string{"server.9=a:1:2;3"}, nil, -1)
	call("IncrementalReconfig", err, found)
	found, err = conn.Reconfig([]string{"server.9=a:1:2;3"}, -1)
	call("Reconfig", err, found)
}

func multis(conn *zk.Conn) {
	acl := zk.WorldACL(zk.PermAll)
	found, err := conn.Multi(
		&zk.CreateRequest{Path: "/m", Data: []byte("1"), Acl: acl, Flags: 0},
		&zk.CreateRequest{Path: "/m/s-", Data: nil, Acl: acl, Flags: zk.FlagEphemeral | zk.FlagSequence},
		&zk.SetDataRequest{Path: "/m", Data: []byte("2"), Version: 0},
		&zk.CheckVersionRequest{Path: "/m", Version: 1},
		&zk.DeleteRequest{Path: "/m/s-0000000000", Version: 0},
	)
	call("Multi", err, found)
	found, err = conn.Multi(
		&zk.SetDataRequest{Path: "/m", Data: []byte("3"), Version: -1},
		&zk.CheckVersionRequest{Path: "/m", Version: 9},
		&zk.DeleteRequest{Path: "/m", Version: -1},
	)
	call("Multi rolled back", err, found)
	found, err = conn.Multi()
	call("Multi of nothing", err, found)
}

func watches(conn *zk.Conn) {
	acl := zk.WorldACL(zk.PermAll)
	exists, found, watch, err := conn.ExistsW("/w")
	call("ExistsW", err, exists, found)
	made, err := conn.Create("/w", []byte("x"), 0, acl)
	call("Create", err, made)
	told("told of creation", watch)
	data, found, watch, err := conn.GetW("/w")
	call("GetW", err, data, found)
	children, found, listed, err := conn.ChildrenW("/w")
	call("ChildrenW", err, children, found)
	found, err = conn.Set("/w", []byte("y"), -1)
	call("Set", err, found)
	told("told of data", watch)
	made, err = conn.Create("/w/c", []byte("x"), 0, acl)
	call("Create below", err, made)
	told("told of children", listed)
	_, _, watch, err = conn.GetW("/w/c")
	call("GetW of c", err)
	_, _, listed, err = conn.ChildrenW("/w/c")
	call("ChildrenW of c", err)
	call("Delete", conn.Delete("/w/c", -1))
	told("told of deletion", watch, listed)
	_, _, _, err = conn.GetW("/none")
	call("GetW of nothing", err)
}

func access(conn *zk.Conn) {
	user := zk.DigestACL(zk.PermAll, "user", "pass")
	found, err := conn.SetACL("/w", user, 0)
	call("SetACL", err, found)
	_, _, err = conn.Get("/w")
	call("Get without", err)
	_, _, err = conn.Children("/w")
	call("Children without", err)
	_, err = conn.Set("/w", nil, -1)
	call("Set without", err)
	_, _, err = conn.GetACL("/w")
	call("GetACL without", err)
	_, err = conn.SetACL("/w", zk.WorldACL(zk.PermAll), -1)
	call("SetACL without", err)
	_, err = conn.Create("/auth", nil, 0, zk.AuthACL(zk.PermAll))
	call("Create of auth, nobody", err)
	call("AddAuth", conn.AddAuth("digest", []byte("user:pass")))
	data, found, err := conn.Get("/w")
	call("Get with", err, data, found)
	acl, found, err := conn.GetACL("/w")
	call("GetACL with", err, acl, found)
	made, err := conn.Create("/auth", nil, 0, zk.AuthACL(zk.PermAll))
	call("Create of auth", err, made)
	acl, found, err = conn.GetACL("/auth")
	call("GetACL of auth", err, acl, found)
	_, err = conn.SetACL("/w", user, 9)
	call("SetACL wrong version", err)
	_, err = conn.SetACL("/w", []zk.ACL{{Perms: zk.PermAll, Scheme: "nope", ID: "x"}}, -1)
	call("SetACL invalid", err)
	_, err = conn.SetACL("/w", []zk.ACL{{Perms: zk.PermAll, Scheme: "ip", ID: "10.0.0.0/8"}}, -1)
	call("SetACL of address", err)
	_, _, err = conn.Get("/w")
	call("Get from elsewhere", err)
}

func many(conn *zk.Conn) {
	made := make([]string, 100)
	var all sync.WaitGroup
	for at := range made {
		all.Add(1)
		go func() {
			made[at], _ = conn.Create("/m/n-", nil, zk.FlagSequence, zk.WorldACL(zk.PermAll))
			all.Done()
		}()
	}
	all.Wait()
	call("many at once", nil, made)
}

func locks(hosts []string, conn *zk.Conn) {
	other, _ := open(hosts)
	acl := zk.WorldACL(zk.PermAll)
	first, second := zk.NewLock(conn, "/lock", acl), zk.NewLock(other, "/lock", acl)
	call("Lock", first.Lock())
	call("Lock again", first.Lock())
	waited := make(chan error)
	go func() { waited <- second.LockWithData([]byte("second")) }()
	for {
		if children, _, _ := conn.Children("/lock"); len(children) == 2 {
			break
		}
		time.Sleep(5 * time.Millisecond)
	}
	call("Unlock", first.Unlock())
	call("LockWithData", <-waited)
	call("Unlock again", first.Unlock())
	call("Unlock second", second.Unlock())

	_, err := other.Create("/mine", nil, zk.FlagEphemeral, acl)
	call("Create ephemeral", err)
	_, err = conn.Sync("/mine")
	call("Sync", err)
	exists, found, watch, err := conn.ExistsW("/mine")
	call("ExistsW of another", err, exists, found, found.EphemeralOwner == other.SessionID())
	other.Close()
	told("told of its end", watch)
	// It closes in a goroutine of its own.
	for other.State() != zk.StateDisconnected {
		time.Sleep(time.Millisecond)
	}
	call("State closed", nil, other.State())
	_, _, err = other.Get("/")
	call("Get closed", err)
}

func main() {
	hosts := strings.Split(os.Args[1], ",")
	conn, _ := open(hosts)
	call("State", nil, conn.State(), conn.SessionID() != 0, strings.HasPrefix(conn.Server(), "127.0.0.1"))
	creates(conn)
	reads(conn)
	writes(conn)
	multis(conn)
	watches(conn)
	access(conn)
	many(conn)
	locks(hosts, conn)
	conn.Close()
}
