import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.WatcherType;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.admin.ZooKeeperAdmin;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.ClientInfo;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.data.Stat;

/** Every call of the Java client; a line of JSON for each. */
public final class Session {
    static String hosts;

    public static void main(String[] args) throws Exception {
        hosts = args[0];
        ZooKeeper zk = open();
        line("state", zk.getState().isConnected(), zk.getState(), zk.getSessionTimeout(), zk.getSessionPasswd().length);
        creates(zk);
        reads(zk);
        writes(zk);
        multis(zk);
        watches(zk);
        stays(zk);
        access(zk);
        asynchronous(zk);
        sessions(zk);
        admin();
        call("close", () -> zk.close(5000));
        call("after close", () -> zk.exists("/a", false));
        System.out.flush();
        System.exit(0);
    }

    static void creates(ZooKeeper zk) throws Exception {
        List<ACL> acl = Ids.OPEN_ACL_UNSAFE;
        for (CreateMode mode : CreateMode.values()) {
            String path = "/" + mode.name().toLowerCase();
            Stat stat = new Stat();
            if (mode.isTTL()) {
                call("create " + mode, () -> zk.create(path, bytes("x"), acl, mode, stat, 1_000_000L), stat);
                call("create below " + mode, () -> zk.create(path + "/c", bytes("x"), acl, mode, stat, 0L), stat);
            } else {
                call("create " + mode, () -> zk.create(path, bytes("x"), acl, mode, stat), stat);
                call("create below " + mode, () -> zk.create(path + "/c", null, acl, mode));
            }
        }
        call("create again", () -> zk.create("/persistent", bytes("x"), acl, CreateMode.PERSISTENT));
        call("create below nothing", () -> zk.create("/none/x", bytes("x"), acl, CreateMode.PERSISTENT));
        call("create without acl", () -> zk.create("/x", bytes("x"), List.of(), CreateMode.PERSISTENT));
        call("create without list", () -> zk.create("/x", bytes("x"), null, CreateMode.PERSISTENT));
        call("create odd path", () -> zk.create("/x/", bytes("x"), acl, CreateMode.PERSISTENT));
        call("create unicode", () -> zk.create("/é中文", bytes("é中文"), acl, CreateMode.PERSISTENT));
        call("create large", () -> zk.create("/large", new byte[900_000], acl, CreateMode.PERSISTENT));
        call("get large", () -> zk.getData("/large", false, null).length);
    }

    static void reads(ZooKeeper zk) throws Exception {
        for (String path : List.of("/", "/persistent", "/ephemeral", "/container", "/none", "/é中文", "/zookeeper", "/zookeeper/quota")) {
            Stat stat = new Stat();
            // What / has depends on how many came before; what it has in it does not.
            call("exists " + path, () -> zk.exists(path, false));
            call("getData " + path, () -> zk.getData(path, false, stat), stat);
            call("getChildren " + path, () -> sorted(zk.getChildren(path, false)));
            call("getChildren with stat " + path, () -> sorted(zk.getChildren(path, false, stat)), stat);
            call("getAllChildrenNumber " + path, () -> zk.getAllChildrenNumber(path));
            call("getACL " + path, () -> zk.getACL(path, stat), stat);
        }
        call("getEphemerals", () -> sorted(zk.getEphemerals()));
        call("getEphemerals below", () -> sorted(zk.getEphemerals("/persistent")));
        call("getConfig", () -> zk.getConfig(false, null) != null);
        call("whoAmI", () -> zk.whoAmI());
        call("sync", () -> { zk.sync("/persistent"); return null; });
        call("sync of nothing", () -> { zk.sync("/none"); return null; });
        call("getSaslClient", () -> zk.getSaslClient() == null);
    }

    static void writes(ZooKeeper zk) throws Exception {
        call("setData", () -> zk.setData("/persistent", bytes("y"), 0));
        call("setData null", () -> zk.setData("/persistent", null, -1));
        call("getData null", () -> zk.getData("/persistent", false, null));
        call("setData wrong version", () -> zk.setData("/persistent", bytes("y"), 0));
        call("setData nothing", () -> zk.setData("/none", bytes("y"), 0));
        call("delete with children", () -> { zk.delete("/persistent", -1); return null; });
        call("delete wrong version", () -> { zk.delete("/container/c", 3); return null; });
        call("delete", () -> { zk.delete("/persistent/c", 0); return null; });
        call("delete nothing", () -> { zk.delete("/none", -1); return null; });
        call("delete /", () -> { zk.delete("/", -1); return null; });
        call("delete /zookeeper", () -> { zk.delete("/zookeeper", -1); return null; });
        call("setData /zookeeper/config", () -> zk.setData("/zookeeper/config", bytes("x"), -1));
    }

    static void multis(ZooKeeper zk) throws Exception {
        List<ACL> acl = Ids.OPEN_ACL_UNSAFE;
        call("multi", () -> zk.multi(List.of(
            Op.create("/m", bytes("1"), acl, CreateMode.PERSISTENT),
            Op.create("/m/c", bytes("1"), acl, CreateMode.CONTAINER),
            Op.create("/m/e", bytes("1"), acl, CreateMode.EPHEMERAL_SEQUENTIAL),
            Op.create("/m/t", bytes("1"), acl, CreateMode.PERSISTENT_WITH_TTL, 1_000_000L),
            Op.setData("/m", bytes("2"), 0),
            Op.check("/m", 1),
            Op.delete("/m/c", 0))));
        call("multi rolled back", () -> zk.multi(List.of(
            Op.setData("/m", bytes("3"), -1), Op.check("/m", 77), Op.delete("/m", -1))));
        call("multi of reads", () -> zk.multi(List.of(
            Op.getData("/m"), Op.getChildren("/m"), Op.getData("/none"), Op.getChildren("/none"))));
        call("multi of nothing", () -> zk.multi(List.of()));
        call("multi mixed", () -> zk.multi(List.of(Op.getData("/m"), Op.delete("/m", -1))));
        call("transaction", () -> zk.transaction()
            .create("/m/x", bytes("x"), acl, CreateMode.PERSISTENT).check("/m/x", 0)
            .setData("/m/x", bytes("y"), 0).delete("/m/x", 1).commit());
        call("transaction rolled back", () -> zk.transaction()
            .create("/m/x", bytes("x"), acl, CreateMode.PERSISTENT).delete("/none", 1).commit());
        call("nothing of it", () -> zk.exists("/m/x", false));
    }

    static void watches(ZooKeeper zk) throws Exception {
        List<ACL> acl = Ids.OPEN_ACL_UNSAFE;
        Events events = new Events();
        call("exists watched", () -> zk.exists("/w", events.as("exists")));
        call("create", () -> zk.create("/w", bytes("x"), acl, CreateMode.PERSISTENT));
        events.told("told of creation", 1);
        call("getData watched", () -> zk.getData("/w", events.as("data"), null));
        call("getChildren watched", () -> zk.getChildren("/w", events.as("children")));
        call("getChildren with stat watched", () -> zk.getChildren("/w", events.as("children"), new Stat()));
        call("exists watched again", () -> zk.exists("/w", events.as("exists")));
        call("setData", () -> zk.setData("/w", bytes("y"), -1));
        events.told("told of data", 2);
        call("create below", () -> zk.create("/w/c", bytes("x"), acl, CreateMode.PERSISTENT));
        events.told("told of children", 2);
        call("getConfig watched", () -> zk.getConfig(events.as("config"), null) != null);
        call("getData of c watched", () -> zk.getData("/w/c", events.as("data"), null));
        call("multi of reads watched", () -> zk.multi(List.of(Op.getData("/w"))));
        call("delete", () -> { zk.delete("/w/c", -1); return null; });
        events.told("told of deletion", 1);

        Watcher data = events.as("data");
        Watcher children = events.as("children");
        call("watch", () -> List.of(bytes("").length, zk.getData("/w", data, null).length, zk.getChildren("/w", children).size()));
        call("removeWatches other", () -> { zk.removeWatches("/w", event -> { }, WatcherType.Data, false); return null; });
        call("removeWatches", () -> { zk.removeWatches("/w", data, WatcherType.Data, false); return null; });
        events.told("told of removal", 1);
        call("removeAllWatches", () -> { zk.removeAllWatches("/w", WatcherType.Any, false); return null; });
        events.told("told of all removed", 1);
        call("removeAllWatches of none", () -> { zk.removeAllWatches("/w", WatcherType.Any, false); return null; });
        call("setData unwatched", () -> zk.setData("/w", bytes("z"), -1));
        events.told("told nothing", 0);
    }

    static void stays(ZooKeeper zk) throws Exception {
        List<ACL> acl = Ids.OPEN_ACL_UNSAFE;
        Events events = new Events();
        Watcher persistent = events.as("persistent");
        Watcher recursive = events.as("recursive");
        call("addWatch", () -> { zk.addWatch("/stays", persistent, AddWatchMode.PERSISTENT); return null; });
        call("addWatch recursive", () -> { zk.addWatch("/deep", recursive, AddWatchMode.PERSISTENT_RECURSIVE); return null; });
        call("addWatch by default", () -> { zk.addWatch("/default", AddWatchMode.PERSISTENT); return null; });
        for (String root : List.of("/stays", "/deep")) {
            zk.create(root, bytes("x"), acl, CreateMode.PERSISTENT);
            zk.setData(root, bytes("y"), -1);
            zk.create(root + "/c", bytes("x"), acl, CreateMode.PERSISTENT);
            zk.create(root + "/c/d", bytes("x"), acl, CreateMode.PERSISTENT);
            zk.setData(root + "/c/d", bytes("y"), -1);
            zk.delete(root + "/c/d", -1);
            zk.delete(root + "/c", -1);
            events.told("told of " + root, root.equals("/deep") ? 7 : 4);
        }
        call("removeWatches persistent", () -> { zk.removeWatches("/stays", persistent, WatcherType.Persistent, false); return null; });
        call("removeWatches recursive", () -> { zk.removeWatches("/deep", recursive, WatcherType.PersistentRecursive, false); return null; });
        events.told("told of removal", 2);
        call("removeWatches again", () -> { zk.removeWatches("/deep", recursive, WatcherType.Any, false); return null; });
    }

    static void access(ZooKeeper zk) throws Exception {
        Stat stat = new Stat();
        ACL user = new ACL(Perms.ALL, new Id("digest", "user:smGaoVKd/cQkjm7b88GyorAUz20="));
        call("create of auth, nobody", () -> zk.create("/auth", bytes("x"), Ids.CREATOR_ALL_ACL, CreateMode.PERSISTENT));
        call("create closed", () -> zk.create("/acl", bytes("x"), Arrays.asList(user), CreateMode.PERSISTENT));
        call("getData without", () -> zk.getData("/acl", false, null));
        call("exists without", () -> zk.exists("/acl", false));
        call("getChildren without", () -> zk.getChildren("/acl", false));
        call("getACL without", () -> zk.getACL("/acl", null));
        call("setACL without", () -> zk.setACL("/acl", Ids.OPEN_ACL_UNSAFE, -1));
        call("setData without", () -> zk.setData("/acl", bytes("y"), -1));
        call("multi of reads without", () -> zk.multi(List.of(Op.getData("/acl"), Op.getChildren("/"))) .size());
        zk.addAuthInfo("digest", bytes("user:pass"));
        call("getData with", () -> zk.getData("/acl", false, null));
        call("getACL with", () -> zk.getACL("/acl", stat), stat);
        call("whoAmI with", () -> zk.whoAmI());
        call("create of auth", () -> zk.create("/auth", bytes("x"), Ids.CREATOR_ALL_ACL, CreateMode.PERSISTENT));
        call("getACL of auth", () -> zk.getACL("/auth", null));
        call("setACL wrong version", () -> zk.setACL("/acl", Ids.OPEN_ACL_UNSAFE, 9));
        call("setACL", () -> zk.setACL("/acl", Ids.READ_ACL_UNSAFE, 0));
        call("setData of read only", () -> zk.setData("/acl", bytes("y"), -1));
        call("setACL invalid", () -> zk.setACL("/auth", Arrays.asList(new ACL(Perms.ALL, new Id("nope", "x"))), -1));
        call("setACL of address", () -> zk.setACL("/auth", Arrays.asList(new ACL(Perms.ALL, new Id("ip", "127.0.0.0/8"))), -1));
        call("getData of address", () -> zk.getData("/auth", false, null));

        CountDownLatch failed = new CountDownLatch(1);
        List<String> states = new ArrayList<>();
        ZooKeeper thief = open();
        thief.register(event -> {
            states.add(event.getState().name());
            if (event.getState() == Watcher.Event.KeeperState.AuthFailed) failed.countDown();
        });
        thief.addAuthInfo("bogus", bytes("x"));
        line("auth refused", failed.await(5, TimeUnit.SECONDS), states.get(0));
        call("after refusal", () -> thief.exists("/a", false));
        thief.close();
    }

    /** The forms with a callback. */
    static void asynchronous(ZooKeeper zk) throws Exception {
        List<ACL> acl = Ids.OPEN_ACL_UNSAFE;
        Result result = new Result();
        zk.create("/async", bytes("x"), acl, CreateMode.PERSISTENT, (rc, path, ctx, name) -> result.is(rc, name), null);
        result.told("create async");
        zk.create("/async/2", bytes("x"), acl, CreateMode.PERSISTENT, (rc, path, ctx, name, stat) -> result.is(rc, name, stat), null);
        result.told("create2 async");
        zk.create("/async/t", bytes("x"), acl, CreateMode.PERSISTENT_WITH_TTL, (rc, path, ctx, name, stat) -> result.is(rc, name, stat), null, 1_000_000L);
        result.told("create ttl async");
        zk.exists("/async", false, (rc, path, ctx, stat) -> result.is(rc, stat), null);
        result.told("exists async");
        zk.exists("/none", false, (rc, path, ctx, stat) -> result.is(rc, stat), null);
        result.told("exists nothing async");
        zk.getData("/async", false, (rc, path, ctx, data, stat) -> result.is(rc, data, stat), null);
        result.told("getData async");
        zk.getConfig(false, (rc, path, ctx, data, stat) -> result.is(rc, data != null), null);
        result.told("getConfig async");
        zk.setData("/async", bytes("y"), 0, (rc, path, ctx, stat) -> result.is(rc, stat), null);
        result.told("setData async");
        zk.getACL("/async", new Stat(), (rc, path, ctx, list, stat) -> result.is(rc, list, stat), null);
        result.told("getACL async");
        zk.setACL("/async", acl, -1, (rc, path, ctx, stat) -> result.is(rc, stat), null);
        result.told("setACL async");
        zk.getChildren("/async", false, (rc, path, ctx, children) -> result.is(rc, sorted(children)), null);
        result.told("getChildren async");
        zk.getChildren("/async", false, (rc, path, ctx, children, stat) -> result.is(rc, sorted(children), stat), null);
        result.told("getChildren2 async");
        zk.getAllChildrenNumber("/async", (rc, path, ctx, number) -> result.is(rc, number), null);
        result.told("getAllChildrenNumber async");
        zk.getEphemerals((rc, ctx, paths) -> result.is(rc, sorted(paths)), null);
        result.told("getEphemerals async");
        zk.getEphemerals("/async", (rc, ctx, paths) -> result.is(rc, sorted(paths)), null);
        result.told("getEphemerals below async");
        zk.sync("/async", (rc, path, ctx) -> result.is(rc, path), null);
        result.told("sync async");
        zk.multi(List.of(Op.check("/async", 1), Op.delete("/none", 1)), (rc, path, ctx, results) -> result.is(rc, results), null);
        result.told("multi async");
        Watcher watcher = event -> { };
        zk.addWatch("/async", watcher, AddWatchMode.PERSISTENT, (rc, path, ctx) -> result.is(rc, path), null);
        result.told("addWatch async");
        zk.removeWatches("/async", watcher, WatcherType.Any, false, (rc, path, ctx) -> result.is(rc, path), null);
        result.told("removeWatches async");
        zk.delete("/async", 7, (rc, path, ctx) -> result.is(rc, path), null);
        result.told("delete async");

        // Many at once are answered in their order.
        List<Integer> order = new ArrayList<>();
        CountDownLatch all = new CountDownLatch(300);
        for (int i = 0; i < 100; i += 1) {
            int number = i;
            zk.create("/async/2/s-", bytes("x"), acl, CreateMode.PERSISTENT_SEQUENTIAL, (rc, path, ctx, name) -> {
                order.add(Integer.parseInt(name.substring(name.length() - 10)));
                all.countDown();
            }, null);
            zk.getData("/async/2", false, (rc, path, ctx, data, stat) -> { order.add(stat.getNumChildren()); all.countDown(); }, null);
            zk.setData("/async/2", bytes("z"), number, (rc, path, ctx, stat) -> { order.add(stat.getVersion()); all.countDown(); }, null);
        }
        line("many at once", all.await(10, TimeUnit.SECONDS), order.size(), order.hashCode());
    }

    static void sessions(ZooKeeper zk) throws Exception {
        Events events = new Events();
        ZooKeeper one = open();
        one.create("/mine", bytes("x"), Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
        zk.sync("/mine");
        call("owned", () -> zk.exists("/mine", events.as("exists")).getEphemeralOwner() == one.getSessionId());
        call("updateServerList", () -> { one.updateServerList(hosts); return null; });
        CountDownLatch up = new CountDownLatch(1);
        ZooKeeper again = new ZooKeeper(hosts, 10_000, event -> {
            if (event.getState() == Watcher.Event.KeeperState.SyncConnected) up.countDown();
        }, one.getSessionId(), one.getSessionPasswd());
        line("taken up", up.await(10, TimeUnit.SECONDS), again.getSessionId() == one.getSessionId());
        again.close();
        events.told("told of the end", 1);
        call("owned no more", () -> { zk.sync("/"); return zk.exists("/mine", false); });

        CountDownLatch expired = new CountDownLatch(1);
        ZooKeeper late = new ZooKeeper(hosts, 10_000, event -> {
            if (event.getState() == Watcher.Event.KeeperState.Expired) expired.countDown();
        }, zk.getSessionId(), new byte[16]);
        line("wrong password", expired.await(10, TimeUnit.SECONDS), late.getState());
        late.close();

        ZooKeeper rooted = new ZooKeeper(hosts + "/m", 10_000, event -> { });
        call("in a root", () -> { rooted.sync("/"); return sorted(rooted.getChildren("/", false)); });
        call("create in a root", () -> rooted.create("/r", bytes("x"), Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL));
        rooted.close();
        ZooKeeper reader = new ZooKeeper(hosts, 10_000, event -> { }, true);
        call("may be read only", () -> { reader.sync("/"); return List.of(reader.exists("/m", false), reader.getState()); });
        reader.close();
    }

    static void admin() throws Exception {
        ZooKeeperAdmin admin = new ZooKeeperAdmin(hosts, 10_000, event -> { });
        String joining = "server.9=127.0.0.1:1:2;3";
        call("reconfigure", () -> admin.reconfigure(joining, null, null, -1, new Stat()));
        call("reconfigure by lists", () -> admin.reconfigure(null, null, List.of(joining), -1, new Stat()));
        admin.close();
    }

    static ZooKeeper open() throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeper zk = new ZooKeeper(hosts, 10_000, event -> {
            if (event.getState() == Watcher.Event.KeeperState.SyncConnected) connected.countDown();
        });
        if (!connected.await(30, TimeUnit.SECONDS)) throw new IllegalStateException("no connection");
        return zk;
    }

    /** What watchers were told. */
    static final class Events {
        final List<Object> seen = new ArrayList<>();

        Watcher as(String name) {
            return event -> {
                // Whether the connection is up or not is told to all, at some time.
                if (event.getType() == Watcher.Event.EventType.None) return;
                synchronized (seen) {
                    Map<String, Object> told = new LinkedHashMap<>();
                    told.put("watch", name);
                    told.put("type", event.getType());
                    told.put("state", event.getState());
                    told.put("path", event.getPath());
                    seen.add(told);
                    seen.notifyAll();
                }
            };
        }

        void told(String call, int count) throws InterruptedException {
            synchronized (seen) {
                long until = System.nanoTime() + 5_000_000_000L;
                while (seen.size() < count && System.nanoTime() < until) seen.wait(100);
                print(call, "events", seen);
                seen.clear();
            }
        }
    }

    /** The answer to a call with a callback. */
    static final class Result {
        CompletableFuture<Object> found = new CompletableFuture<>();

        void is(int rc, Object... values) {
            List<Object> all = new ArrayList<>();
            all.add(KeeperException.Code.get(rc));
            all.addAll(Arrays.asList(values));
            found.complete(all);
        }

        void told(String call) throws Exception {
            print(call, "result", found.get(10, TimeUnit.SECONDS));
            found = new CompletableFuture<>();
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Their order is promised nowhere. */
    static List<String> sorted(List<String> found) {
        return found == null ? null : new ArrayList<>(new TreeSet<>(found));
    }

    static void call(String name, Callable<?> act) {
        call(name, act, null);
    }

    static void call(String name, Callable<?> act, Stat stat) {
        try {
            Object result = act.call();
            print(name, "result", stat == null ? result : Arrays.asList(result, stat));
        } catch (KeeperException error) {
            print(name, "error", Arrays.asList(error.code(), error.getPath(), error.getResults()));
        } catch (Exception error) {
            print(name, "error", error.getClass().getSimpleName());
        }
    }

    static void line(String name, Object... values) {
        print(name, "result", Arrays.asList(values));
    }

    static void print(String call, String field, Object value) {
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("call", call);
        found.put(field, value);
        System.out.println(json(found));
    }

    static String json(Object value) {
        if (value == null || value instanceof Boolean || value instanceof Number) return String.valueOf(value);
        if (value instanceof byte[] data) return json(new String(data, StandardCharsets.UTF_8));
        if (value instanceof Stat stat) return json(fields(stat));
        if (value instanceof ACL acl) return json(List.of(acl.getPerms(), acl.getId().getScheme(), acl.getId().getId()));
        if (value instanceof ClientInfo info) return json(List.of(info.getAuthScheme(), info.getUser()));
        if (value instanceof OpResult result) return json(fields(result));
        if (value instanceof Map<?, ?> map) {
            List<String> all = new ArrayList<>();
            map.forEach((key, field) -> all.add(json(key) + ":" + json(field)));
            return "{" + String.join(",", all) + "}";
        }
        if (value instanceof Iterable<?> list) {
            List<String> all = new ArrayList<>();
            list.forEach(one -> all.add(json(one)));
            return "[" + String.join(",", all) + "]";
        }
        StringBuilder text = new StringBuilder("\"");
        for (char letter : String.valueOf(value).toCharArray()) {
            if (letter == '"' || letter == '\\' || letter < ' ') text.append(String.format("\\u%04x", (int) letter));
            else text.append(letter);
        }
        return text.append('"').toString();
    }

    static Map<String, Object> fields(Stat stat) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("czxid", stat.getCzxid());
        all.put("mzxid", stat.getMzxid());
        all.put("ctime", stat.getCtime());
        all.put("mtime", stat.getMtime());
        all.put("version", stat.getVersion());
        all.put("cversion", stat.getCversion());
        all.put("aversion", stat.getAversion());
        all.put("ephemeralOwner", stat.getEphemeralOwner());
        all.put("dataLength", stat.getDataLength());
        all.put("numChildren", stat.getNumChildren());
        all.put("pzxid", stat.getPzxid());
        return all;
    }

    static List<Object> fields(OpResult result) {
        List<Object> all = new ArrayList<>(List.of(result.getType()));
        if (result instanceof OpResult.CreateResult created) all.addAll(Arrays.asList(created.getPath(), created.getStat()));
        if (result instanceof OpResult.SetDataResult set) all.add(set.getStat());
        if (result instanceof OpResult.ErrorResult failed) all.add(failed.getErr());
        if (result instanceof OpResult.GetDataResult got) all.addAll(Arrays.asList(got.getData(), got.getStat()));
        if (result instanceof OpResult.GetChildrenResult got) all.add(sorted(got.getChildren()));
        return all;
    }
}
