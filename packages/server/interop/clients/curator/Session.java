import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.api.BackgroundCallback;
import org.apache.curator.framework.api.CuratorEvent;
import org.apache.curator.framework.api.CuratorWatcher;
import org.apache.curator.framework.api.transaction.CuratorTransactionResult;
import org.apache.curator.framework.recipes.atomic.AtomicValue;
import org.apache.curator.framework.recipes.atomic.CachedAtomicLong;
import org.apache.curator.framework.recipes.atomic.DistributedAtomicInteger;
import org.apache.curator.framework.recipes.atomic.DistributedAtomicLong;
import org.apache.curator.framework.recipes.atomic.DistributedAtomicValue;
import org.apache.curator.framework.recipes.barriers.DistributedBarrier;
import org.apache.curator.framework.recipes.barriers.DistributedDoubleBarrier;
import org.apache.curator.framework.recipes.cache.ChildData;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.apache.curator.framework.recipes.cache.NodeCache;
import org.apache.curator.framework.recipes.cache.PathChildrenCache;
import org.apache.curator.framework.recipes.cache.TreeCache;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.leader.LeaderSelector;
import org.apache.curator.framework.recipes.leader.LeaderSelectorListenerAdapter;
import org.apache.curator.framework.recipes.locks.InterProcessLock;
import org.apache.curator.framework.recipes.locks.InterProcessMultiLock;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.apache.curator.framework.recipes.locks.InterProcessReadWriteLock;
import org.apache.curator.framework.recipes.locks.InterProcessSemaphoreMutex;
import org.apache.curator.framework.recipes.locks.InterProcessSemaphoreV2;
import org.apache.curator.framework.recipes.locks.Lease;
import org.apache.curator.framework.recipes.locks.Revoker;
import org.apache.curator.framework.recipes.nodes.GroupMember;
import org.apache.curator.framework.recipes.nodes.PersistentNode;
import org.apache.curator.framework.recipes.nodes.PersistentTtlNode;
import org.apache.curator.framework.recipes.queue.DistributedDelayQueue;
import org.apache.curator.framework.recipes.queue.DistributedIdQueue;
import org.apache.curator.framework.recipes.queue.DistributedPriorityQueue;
import org.apache.curator.framework.recipes.queue.DistributedQueue;
import org.apache.curator.framework.recipes.queue.QueueBuilder;
import org.apache.curator.framework.recipes.queue.QueueConsumer;
import org.apache.curator.framework.recipes.queue.QueueSerializer;
import org.apache.curator.framework.recipes.queue.SimpleDistributedQueue;
import org.apache.curator.framework.recipes.shared.SharedCount;
import org.apache.curator.framework.recipes.shared.SharedValue;
import org.apache.curator.framework.recipes.watch.PersistentWatcher;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.retry.RetryOneTime;
import org.apache.curator.x.discovery.ServiceCache;
import org.apache.curator.x.discovery.ServiceDiscovery;
import org.apache.curator.x.discovery.ServiceDiscoveryBuilder;
import org.apache.curator.x.discovery.ServiceInstance;
import org.apache.curator.x.discovery.ServiceProvider;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.WatcherType;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.data.Stat;

/** Every builder of Curator's framework, and its recipes; a line of JSON for each. */
public final class Session {
    static String hosts;
    static final ExecutorService others = Executors.newCachedThreadPool();

    public static void main(String[] args) throws Exception {
        hosts = args[0];
        CuratorFramework one = open();
        CuratorFramework other = open();
        basics(one);
        transactions(one);
        watches(one);
        access(one);
        background(one);
        caches(one, other);
        locks(one, other);
        leaders(one, other);
        barriers(one, other);
        atomics(one, other);
        queues(one);
        nodes(one, other);
        discovery(one, other);
        namespaces(one);
        other.close();
        one.close();
        System.out.flush();
        System.exit(0);
    }

    static CuratorFramework open() throws Exception {
        CuratorFramework client = builder().build();
        client.start();
        if (!client.blockUntilConnected(30, TimeUnit.SECONDS)) throw new IllegalStateException("no connection");
        return client;
    }

    static CuratorFrameworkFactory.Builder builder() {
        return CuratorFrameworkFactory.builder().connectString(hosts).sessionTimeoutMs(10_000)
            .connectionTimeoutMs(10_000).retryPolicy(new RetryOneTime(100)).defaultData(bytes("default"));
    }

    static void basics(CuratorFramework zk) throws Exception {
        call("state", () -> List.of(zk.getState(), zk.isStarted(), zk.getZookeeperClient().isConnected()));
        for (CreateMode mode : CreateMode.values()) {
            String path = "/" + mode.name().toLowerCase();
            Stat stat = new Stat();
            if (mode.isTTL()) call("create " + mode, () -> zk.create().withTtl(1_000_000).storingStatIn(stat).withMode(mode).forPath(path, bytes("x")), stat);
            else call("create " + mode, () -> zk.create().storingStatIn(stat).withMode(mode).forPath(path, bytes("x")), stat);
        }
        call("create default data", () -> zk.create().forPath("/default"));
        call("create parents", () -> zk.create().creatingParentsIfNeeded().forPath("/p/q/r", bytes("x")));
        call("create containers", () -> zk.create().creatingParentContainersIfNeeded().forPath("/k/l/m", bytes("x")));
        call("create protected", () -> zk.create().withProtection().withMode(CreateMode.EPHEMERAL_SEQUENTIAL).forPath("/p/lock-"));
        call("create or set", () -> zk.create().orSetData().forPath("/p", bytes("set")));
        call("create or set new", () -> zk.create().orSetData().forPath("/p/new", bytes("created")));
        call("create idempotent", () -> zk.create().idempotent().forPath("/p/new", bytes("created")));
        call("create idempotent otherwise", () -> zk.create().idempotent().forPath("/p/new", bytes("other")));
        call("create compressed", () -> zk.create().compressed().forPath("/z", bytes("compressed")));
        call("create again", () -> zk.create().forPath("/p"));
        call("create below nothing", () -> zk.create().forPath("/none/c"));
        for (String path : List.of("/", "/persistent", "/ephemeral", "/none", "/k/l")) {
            Stat stat = new Stat();
            call("checkExists " + path, () -> zk.checkExists().forPath(path));
            call("getData " + path, () -> zk.getData().storingStatIn(stat).forPath(path), stat);
            call("getChildren " + path, () -> sorted(zk.getChildren().storingStatIn(stat).forPath(path)), stat);
            call("getACL " + path, () -> zk.getACL().storingStatIn(stat).forPath(path), stat);
        }
        call("checkExists making parents", () -> zk.checkExists().creatingParentsIfNeeded().forPath("/e/f/g"));
        call("made", () -> zk.checkExists().forPath("/e/f"));
        call("getData decompressed", () -> zk.getData().decompressed().forPath("/z"));
        call("setData", () -> zk.setData().withVersion(0).forPath("/persistent", bytes("y")));
        call("setData wrong version", () -> zk.setData().withVersion(0).forPath("/persistent", bytes("y")));
        call("setData compressed", () -> zk.setData().compressed().forPath("/z", bytes("again")));
        call("setData idempotent", () -> zk.setData().idempotent().withVersion(0).forPath("/persistent", bytes("y")));
        call("sync", () -> { zk.sync().forPath("/"); return null; });
        call("getConfig", () -> zk.getConfig().forEnsemble() != null);
        call("reconfig", () -> zk.reconfig().joining("server.9=127.0.0.1:1:2;3").forEnsemble());
        call("delete with children", () -> zk.delete().forPath("/k"));
        call("delete wrong version", () -> zk.delete().withVersion(9).forPath("/z"));
        call("delete guaranteed", () -> zk.delete().guaranteed().deletingChildrenIfNeeded().forPath("/k"));
        call("delete quietly", () -> zk.delete().quietly().forPath("/k"));
        call("delete idempotent", () -> zk.delete().idempotent().forPath("/k"));
        call("delete nothing", () -> zk.delete().forPath("/k"));
    }

    static void transactions(CuratorFramework zk) throws Exception {
        call("transaction", () -> zk.transaction().forOperations(
            zk.transactionOp().create().withMode(CreateMode.PERSISTENT).forPath("/t", bytes("1")),
            zk.transactionOp().create().withTtl(1_000_000).withMode(CreateMode.PERSISTENT_WITH_TTL).forPath("/t/t", bytes("1")),
            zk.transactionOp().create().withMode(CreateMode.CONTAINER).forPath("/t/c"),
            zk.transactionOp().setData().withVersion(0).forPath("/t", bytes("2")),
            zk.transactionOp().check().withVersion(1).forPath("/t"),
            zk.transactionOp().delete().forPath("/t/c")));
        call("transaction rolled back", () -> zk.transaction().forOperations(
            zk.transactionOp().setData().forPath("/t", bytes("3")), zk.transactionOp().check().withVersion(9).forPath("/t")));
        call("nothing of it", () -> zk.getData().forPath("/t"));
    }

    static void watches(CuratorFramework zk) throws Exception {
        Events events = new Events();
        call("checkExists watched", () -> zk.checkExists().usingWatcher(events.as("exists")).forPath("/w"));
        call("create", () -> zk.create().forPath("/w", bytes("x")));
        events.told("told of creation", 1);
        call("getData watched", () -> zk.getData().usingWatcher(events.as("data")).forPath("/w"));
        call("getChildren watched", () -> zk.getChildren().usingWatcher(events.as("children")).forPath("/w"));
        call("setData", () -> zk.setData().forPath("/w", bytes("y")));
        events.told("told of data", 1);
        call("create below", () -> zk.create().forPath("/w/c"));
        events.told("told of children", 1);
        CuratorWatcher stays = events.as("stays");
        call("watches add", () -> { zk.watchers().add().withMode(AddWatchMode.PERSISTENT_RECURSIVE).usingWatcher(stays).forPath("/w"); return null; });
        call("setData below", () -> zk.setData().forPath("/w/c", bytes("y")));
        call("delete below", () -> zk.delete().forPath("/w/c"));
        events.told("told what stays", 2);
        call("watches remove", () -> { zk.watchers().remove(stays).ofType(WatcherType.Any).forPath("/w"); return null; });
        events.told("told of removal", 1);
        call("watches remove all", () -> { zk.watchers().removeAll().ofType(WatcherType.Any).forPath("/w"); return null; });
        call("watches remove quietly", () -> { zk.watchers().removeAll().quietly().forPath("/w"); return null; });
        PersistentWatcher watcher = new PersistentWatcher(zk, "/w", false);
        watcher.getListenable().addListener(event -> events.note("persistent", event));
        watcher.start();
        Thread.sleep(100);
        call("setData persistent", () -> zk.setData().forPath("/w", bytes("1")));
        call("setData persistent again", () -> zk.setData().forPath("/w", bytes("2")));
        events.told("told by PersistentWatcher", 2);
        watcher.close();
    }

    static void access(CuratorFramework zk) throws Exception {
        List<ACL> closed = Arrays.asList(new ACL(Perms.ALL, new Id("digest", "user:smGaoVKd/cQkjm7b88GyorAUz20=")));
        call("create closed", () -> zk.create().withACL(closed).forPath("/acl"));
        call("getData without", () -> zk.getData().forPath("/acl"));
        call("getChildren without", () -> zk.getChildren().forPath("/acl"));
        call("setACL without", () -> zk.setACL().withACL(Ids.OPEN_ACL_UNSAFE).forPath("/acl"));
        CuratorFramework user = builder().authorization("digest", bytes("user:pass")).build();
        user.start();
        user.sync().forPath("/");
        call("getData with", () -> user.getData().forPath("/acl"));
        call("setACL", () -> user.setACL().withVersion(0).withACL(Ids.READ_ACL_UNSAFE).forPath("/acl"));
        call("create of auth", () -> user.create().withACL(Ids.CREATOR_ALL_ACL).forPath("/auth"));
        call("getACL of auth", () -> user.getACL().forPath("/auth"));
        user.close();
        zk.sync().forPath("/");
        call("setData read only", () -> zk.setData().forPath("/acl", bytes("x")));
    }

    static void background(CuratorFramework zk) throws Exception {
        Answer answer = new Answer();
        zk.create().inBackground(answer).forPath("/back", bytes("x"));
        answer.told("create in background");
        zk.checkExists().inBackground(answer).forPath("/back");
        answer.told("checkExists in background");
        zk.getData().inBackground(answer).forPath("/back");
        answer.told("getData in background");
        zk.setData().inBackground(answer).forPath("/back", bytes("y"));
        answer.told("setData in background");
        zk.getChildren().inBackground(answer).forPath("/back");
        answer.told("getChildren in background");
        zk.getACL().inBackground(answer).forPath("/back");
        answer.told("getACL in background");
        zk.setACL().withACL(Ids.OPEN_ACL_UNSAFE).inBackground(answer).forPath("/back");
        answer.told("setACL in background");
        zk.sync().inBackground(answer).forPath("/back");
        answer.told("sync in background");
        zk.transaction().inBackground(answer).forOperations(zk.transactionOp().check().withVersion(1).forPath("/back"));
        answer.told("transaction in background");
        zk.delete().inBackground(answer).forPath("/back");
        answer.told("delete in background");
        zk.getData().inBackground(answer).forPath("/back");
        answer.told("getData of nothing in background");
    }

    static void caches(CuratorFramework zk, CuratorFramework other) throws Exception {
        zk.create().forPath("/cache", bytes("0"));
        List<Object> heard = new ArrayList<>();
        CuratorCache cache = CuratorCache.build(zk, "/cache");
        cache.listenable().addListener((type, before, after) -> {
            synchronized (heard) { heard.add(Arrays.asList(type, shown(before), shown(after))); }
        });
        NodeCache node = new NodeCache(zk, "/cache");
        PathChildrenCache children = new PathChildrenCache(zk, "/cache", true);
        TreeCache tree = new TreeCache(zk, "/cache");
        CountDownLatch ready = new CountDownLatch(1);
        tree.getListenable().addListener((client, event) -> {
            if (event.getType() == org.apache.curator.framework.recipes.cache.TreeCacheEvent.Type.INITIALIZED) ready.countDown();
        });
        cache.start();
        node.start(true);
        children.start(PathChildrenCache.StartMode.BUILD_INITIAL_CACHE);
        tree.start();
        ready.await(10, TimeUnit.SECONDS);
        until(() -> size(heard) == 1);
        other.sync().forPath("/");
        other.create().forPath("/cache/a", bytes("1"));
        until(() -> size(heard) == 2);
        other.setData().forPath("/cache/a", bytes("2"));
        until(() -> size(heard) == 3);
        other.setData().forPath("/cache", bytes("3"));
        until(() -> size(heard) == 4);
        other.create().forPath("/cache/a/b", bytes("4"));
        until(() -> size(heard) == 5);
        until(() -> "3".equals(text(node.getCurrentData())) && "2".equals(text(children.getCurrentData("/cache/a"))));
        until(() -> "4".equals(text(tree.getCurrentData("/cache/a/b"))));
        print("caches", "result", Arrays.asList(shown(node.getCurrentData()), shown(children.getCurrentData("/cache/a")),
            shown(tree.getCurrentData("/cache/a/b")), shown(cache.get("/cache/a").orElse(null))));
        other.delete().deletingChildrenIfNeeded().forPath("/cache/a");
        until(() -> size(heard) == 7 && tree.getCurrentData("/cache/a") == null);
        print("CuratorCache", "result", heard);
        tree.close();
        children.close();
        node.close();
        cache.close();
    }

    static void locks(CuratorFramework zk, CuratorFramework other) throws Exception {
        List<String> ways = List.of("InterProcessMutex", "InterProcessSemaphoreMutex", "InterProcessMultiLock");
        for (String way : ways) {
            InterProcessLock first = lock(way, zk), second = lock(way, other);
            call(way + " acquire", () -> { first.acquire(); return first.isAcquiredInThisProcess(); });
            other.sync().forPath("/");
            call(way + " held", () -> second.acquire(100, TimeUnit.MILLISECONDS));
            java.util.concurrent.Future<Boolean> waits = others.submit(() -> {
                boolean got = second.acquire(10, TimeUnit.SECONDS);
                second.release();
                return got;
            });
            Thread.sleep(50);
            call(way + " release", () -> { first.release(); return first.isAcquiredInThisProcess(); });
            call(way + " handed over", () -> waits.get(10, TimeUnit.SECONDS));
        }
        InterProcessMutex again = new InterProcessMutex(zk, "/again");
        CountDownLatch revoked = new CountDownLatch(1);
        again.makeRevocable(lock -> revoked.countDown());
        call("mutex twice", () -> { again.acquire(); again.acquire(); again.release(); return again.isAcquiredInThisProcess(); });
        call("mutex participants", () -> again.getParticipantNodes().size());
        String holder = again.getParticipantNodes().iterator().next();
        call("Revoker", () -> { other.sync().forPath("/"); Revoker.attemptRevoke(other, holder); return revoked.await(5, TimeUnit.SECONDS); });
        again.release();
        InterProcessReadWriteLock rw = new InterProcessReadWriteLock(zk, "/rw");
        InterProcessReadWriteLock theirs = new InterProcessReadWriteLock(other, "/rw");
        call("readLock", () -> { rw.readLock().acquire(); return rw.readLock().isAcquiredInThisProcess(); });
        other.sync().forPath("/");
        call("readLock shared", () -> theirs.readLock().acquire(5, TimeUnit.SECONDS));
        call("writeLock held", () -> others.submit(() -> theirs.writeLock().acquire(100, TimeUnit.MILLISECONDS)).get());
        call("readLock release", () -> { rw.readLock().release(); theirs.readLock().release(); return null; });
        call("writeLock", () -> { other.sync().forPath("/"); return theirs.writeLock().acquire(5, TimeUnit.SECONDS); });
        call("writeLock to readLock", () -> { theirs.readLock().acquire(); theirs.writeLock().release(); theirs.readLock().release(); return null; });
        InterProcessSemaphoreV2 semaphore = new InterProcessSemaphoreV2(zk, "/semaphore", 2);
        Collection<Lease> leases = semaphore.acquire(2);
        call("semaphore", () -> List.of(leases.size(), semaphore.getParticipantNodes().size()));
        call("semaphore full", () -> semaphore.acquire(100, TimeUnit.MILLISECONDS) == null);
        semaphore.returnAll(leases);
        call("semaphore returned", () -> semaphore.acquire(5, TimeUnit.SECONDS) != null);
    }

    static InterProcessLock lock(String way, CuratorFramework zk) {
        return switch (way) {
            case "InterProcessMutex" -> new InterProcessMutex(zk, "/mutex");
            case "InterProcessSemaphoreMutex" -> new InterProcessSemaphoreMutex(zk, "/semaphoremutex");
            default -> new InterProcessMultiLock(zk, List.of("/multi/1", "/multi/2"));
        };
    }

    static void leaders(CuratorFramework zk, CuratorFramework other) throws Exception {
        LeaderLatch first = new LeaderLatch(zk, "/latch", "first"), second = new LeaderLatch(other, "/latch", "second");
        first.start();
        call("LeaderLatch", () -> first.await(10, TimeUnit.SECONDS));
        second.start();
        until(() -> { try { return first.getParticipants().size() == 2; } catch (Exception error) { return false; } });
        call("LeaderLatch leader", () -> List.of(first.getLeader().getId(), first.hasLeadership(), second.hasLeadership()));
        first.close();
        call("LeaderLatch next", () -> List.of(second.await(10, TimeUnit.SECONDS), second.getLeader().getId()));
        second.close();
        List<String> led = new ArrayList<>();
        CountDownLatch both = new CountDownLatch(2);
        List<LeaderSelector> selectors = new ArrayList<>();
        for (CuratorFramework each : List.of(zk, other)) {
            LeaderSelector selector = new LeaderSelector(each, "/selector", new LeaderSelectorListenerAdapter() {
                @Override
                public void takeLeadership(CuratorFramework client) {
                    synchronized (led) { led.add(client == zk ? "one" : "other"); }
                    both.countDown();
                }
            });
            selector.setId(each == zk ? "one" : "other");
            selector.start();
            selectors.add(selector);
        }
        print("LeaderSelector", "result", List.of(both.await(10, TimeUnit.SECONDS), new TreeSet<>(led)));
        selectors.forEach(LeaderSelector::close);
    }

    static void barriers(CuratorFramework zk, CuratorFramework other) throws Exception {
        DistributedBarrier barrier = new DistributedBarrier(zk, "/barrier");
        barrier.setBarrier();
        other.sync().forPath("/");
        java.util.concurrent.Future<Boolean> waits = others.submit(() -> new DistributedBarrier(other, "/barrier").waitOnBarrier(10, TimeUnit.SECONDS));
        Thread.sleep(50);
        call("DistributedBarrier", () -> { barrier.removeBarrier(); return waits.get(); });
        DistributedDoubleBarrier mine = new DistributedDoubleBarrier(zk, "/double", 2), theirs = new DistributedDoubleBarrier(other, "/double", 2);
        java.util.concurrent.Future<Boolean> entered = others.submit(() -> theirs.enter(10, TimeUnit.SECONDS) && theirs.leave(10, TimeUnit.SECONDS));
        call("DistributedDoubleBarrier", () -> List.of(mine.enter(10, TimeUnit.SECONDS), mine.leave(10, TimeUnit.SECONDS), entered.get()));
    }

    static void atomics(CuratorFramework zk, CuratorFramework other) throws Exception {
        DistributedAtomicLong number = new DistributedAtomicLong(zk, "/long", new RetryOneTime(10));
        call("DistributedAtomicLong", () -> List.of(value(number.increment()), value(number.add(5L)), value(number.decrement()), value(number.subtract(2L)), value(number.get())));
        call("DistributedAtomicLong compare", () -> List.of(value(number.compareAndSet(3L, 9L)), value(number.compareAndSet(3L, 9L)), number.initialize(1L)));
        DistributedAtomicInteger small = new DistributedAtomicInteger(zk, "/int", new RetryOneTime(10));
        call("DistributedAtomicInteger", () -> { small.forceSet(7); return List.of(value(small.increment()), value(small.trySet(2))); });
        DistributedAtomicValue any = new DistributedAtomicValue(zk, "/value", new RetryOneTime(10));
        call("DistributedAtomicValue", () -> { any.forceSet(bytes("x")); return List.of(any.trySet(bytes("y")).succeeded(), any.get().postValue()); });
        CachedAtomicLong cached = new CachedAtomicLong(number, 10);
        call("CachedAtomicLong", () -> List.of(value(cached.next()), value(cached.next())));
        SharedCount count = new SharedCount(zk, "/count", 3), theirs = new SharedCount(other, "/count", 3);
        count.start();
        other.sync().forPath("/");
        theirs.start();
        call("SharedCount", () -> { count.setCount(4); return List.of(count.trySetCount(count.getVersionedValue(), 5), count.getCount()); });
        until(() -> theirs.getCount() == 5);
        call("SharedCount of the other", () -> theirs.getCount());
        count.close();
        theirs.close();
        SharedValue value = new SharedValue(zk, "/shared", bytes("a"));
        value.start();
        call("SharedValue", () -> { value.setValue(bytes("b")); return List.of(value.trySetValue(value.getVersionedValue(), bytes("c")), value.getValue()); });
        value.close();
    }

    static List<Object> value(AtomicValue<?> found) {
        return Arrays.asList(found.succeeded(), found.preValue(), found.postValue());
    }

    static void queues(CuratorFramework zk) throws Exception {
        List<Object> taken = java.util.Collections.synchronizedList(new ArrayList<>());
        QueueConsumer<String> consumer = new QueueConsumer<>() {
            @Override
            public void consumeMessage(String message) { taken.add(message); }

            @Override
            public void stateChanged(CuratorFramework client, ConnectionState state) { }
        };
        QueueSerializer<String> serializer = new QueueSerializer<>() {
            @Override
            public byte[] serialize(String item) { return bytes(item); }

            @Override
            public String deserialize(byte[] data) { return new String(data, StandardCharsets.UTF_8); }
        };
        try (DistributedQueue<String> queue = QueueBuilder.builder(zk, consumer, serializer, "/queue").lockPath("/queuelock").buildQueue()) {
            queue.start();
            queue.put("a");
            queue.put("b");
            until(() -> taken.size() == 2);
        }
        try (DistributedPriorityQueue<String> queue = QueueBuilder.builder(zk, null, serializer, "/priority").buildPriorityQueue(0)) {
            queue.start();
            queue.put("low", 9);
            queue.put("high", 1);
            queue.flushPuts(5, TimeUnit.SECONDS);
        }
        print("DistributedPriorityQueue", "result", zk.getChildren().forPath("/priority").size());
        try (DistributedDelayQueue<String> queue = QueueBuilder.builder(zk, consumer, serializer, "/delay").buildDelayQueue()) {
            queue.start();
            queue.put("late", System.currentTimeMillis() + 50);
            until(() -> taken.size() == 3);
        }
        try (DistributedIdQueue<String> queue = QueueBuilder.builder(zk, null, serializer, "/ids").buildIdQueue()) {
            queue.start();
            queue.put("x", "id");
            queue.flushPuts(5, TimeUnit.SECONDS);
            print("DistributedIdQueue", "result", queue.remove("id"));
        }
        SimpleDistributedQueue simple = new SimpleDistributedQueue(zk, "/simple");
        simple.offer(bytes("1"));
        simple.offer(bytes("2"));
        call("SimpleDistributedQueue", () -> Arrays.asList(simple.peek(), simple.poll(), simple.take(), simple.poll(50, TimeUnit.MILLISECONDS)));
        print("queues", "result", taken);
    }

    static void nodes(CuratorFramework zk, CuratorFramework other) throws Exception {
        PersistentNode node = new PersistentNode(zk, CreateMode.EPHEMERAL, false, "/own", bytes("x"));
        node.start();
        call("PersistentNode", () -> List.of(node.waitForInitialCreate(10, TimeUnit.SECONDS), zk.getData().forPath("/own")));
        Stat before = zk.checkExists().forPath("/own");
        other.sync().forPath("/");
        other.delete().forPath("/own");
        until(() -> {
            try {
                Stat after = zk.checkExists().forPath("/own");
                return after != null && after.getCzxid() > before.getCzxid();
            } catch (Exception error) { return false; }
        });
        call("PersistentNode again", () -> zk.getData().forPath("/own"));
        node.close();
        PersistentTtlNode mortal = new PersistentTtlNode(zk, "/ttlnode", 1_000_000, bytes("x"));
        mortal.start();
        call("PersistentTtlNode", () -> List.of(mortal.waitForInitialCreate(10, TimeUnit.SECONDS), zk.getData().forPath("/ttlnode")));
        mortal.close();
        GroupMember member = new GroupMember(zk, "/group", "one", bytes("1")), guest = new GroupMember(other, "/group", "two", bytes("2"));
        member.start();
        guest.start();
        until(() -> member.getCurrentMembers().size() == 2 && member.getCurrentMembers().get("two") != null);
        print("GroupMember", "result", new TreeMap<>(member.getCurrentMembers()));
        guest.close();
        until(() -> member.getCurrentMembers().size() == 1);
        print("GroupMember left", "result", new TreeMap<>(member.getCurrentMembers()));
        member.close();
    }

    static void discovery(CuratorFramework zk, CuratorFramework other) throws Exception {
        ServiceInstance<Void> instance = ServiceInstance.<Void>builder().name("web").id("id").address("127.0.0.1").port(80).build();
        ServiceDiscovery<Void> mine = ServiceDiscoveryBuilder.builder(Void.class).client(zk).basePath("/services").thisInstance(instance).build();
        ServiceDiscovery<Void> theirs = ServiceDiscoveryBuilder.builder(Void.class).client(other).basePath("/services").build();
        mine.start();
        other.sync().forPath("/");
        theirs.start();
        ServiceCache<Void> cache = theirs.serviceCacheBuilder().name("web").build();
        ServiceProvider<Void> provider = theirs.serviceProviderBuilder().serviceName("web").build();
        cache.start();
        provider.start();
        call("queryForNames", () -> theirs.queryForNames());
        call("queryForInstances", () -> theirs.queryForInstances("web").stream().map(ServiceInstance::getPort).toList());
        call("queryForInstance", () -> theirs.queryForInstance("web", "id").getAddress());
        call("ServiceProvider", () -> provider.getInstance().getId());
        mine.unregisterService(instance);
        until(() -> cache.getInstances().isEmpty());
        call("ServiceCache", () -> cache.getInstances());
        provider.close();
        cache.close();
        theirs.close();
        mine.close();
    }

    static void namespaces(CuratorFramework zk) throws Exception {
        CuratorFramework inside = zk.usingNamespace("space");
        call("usingNamespace", () -> inside.create().creatingParentsIfNeeded().forPath("/a/b", bytes("x")));
        call("beside it", () -> zk.getData().forPath("/space/a/b"));
        CuratorFramework readable = builder().canBeReadOnly(true).build();
        readable.start();
        call("canBeReadOnly", () -> { readable.sync().forPath("/"); return readable.getData().forPath("/space/a/b"); });
        readable.close();
        call("closed", () -> readable.getState());
    }

    /** What watchers were told. */
    static final class Events {
        final List<Object> seen = new ArrayList<>();

        CuratorWatcher as(String name) {
            return event -> note(name, event);
        }

        void note(String name, org.apache.zookeeper.WatchedEvent event) {
            if (event.getPath() == null) return;
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("watch", name);
            told.put("type", event.getType());
            told.put("path", event.getPath());
            synchronized (seen) { seen.add(told); }
        }

        void told(String call, int count) {
            until(() -> size(seen) >= count);
            synchronized (seen) {
                print(call, "events", seen);
                seen.clear();
            }
        }
    }

    /** The answer to a call in the background. */
    static final class Answer implements BackgroundCallback {
        CompletableFuture<Object> found = new CompletableFuture<>();

        @Override
        public void processResult(CuratorFramework client, CuratorEvent event) {
            found.complete(Arrays.asList(event.getType(), KeeperException.Code.get(event.getResultCode()), event.getPath(),
                event.getName(), event.getData(), event.getStat(), sorted(event.getChildren()), event.getACLList(), event.getOpResults()));
        }

        void told(String call) throws Exception {
            print(call, "result", found.get(10, TimeUnit.SECONDS));
            found = new CompletableFuture<>();
        }
    }

    static int size(List<?> list) {
        synchronized (list) { return list.size(); }
    }

    static void until(BooleanSupplier holds) {
        long end = System.nanoTime() + 10_000_000_000L;
        try {
            while (!holds.getAsBoolean() && System.nanoTime() < end) Thread.sleep(5);
        } catch (InterruptedException error) {
            Thread.currentThread().interrupt();
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(ChildData data) {
        return data == null || data.getData() == null ? null : new String(data.getData(), StandardCharsets.UTF_8);
    }

    /** How many children there were when a cache last looked depends on when that was. */
    static Object shown(ChildData data) {
        return data == null ? null : Arrays.asList(data.getPath(), data.getData(), data.getStat().getVersion());
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
            print(name, "error", Arrays.asList(error.code(), error.getPath()));
        } catch (Exception error) {
            print(name, "error", error.getClass().getSimpleName());
        }
    }

    static synchronized void print(String call, String field, Object value) {
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("call", call);
        found.put(field, value);
        System.out.println(json(found));
    }

    static String json(Object value) {
        if (value == null || value instanceof Boolean || value instanceof Number) return String.valueOf(value);
        if (value instanceof byte[] data) return json(new String(data, StandardCharsets.ISO_8859_1));
        if (value instanceof Stat stat) return json(fields(stat));
        if (value instanceof ACL acl) return json(List.of(acl.getPerms(), acl.getId().getScheme(), acl.getId().getId()));
        if (value instanceof CuratorTransactionResult result) {
            return json(Arrays.asList(result.getType(), result.getForPath(), result.getResultPath(), result.getResultStat(), result.getError()));
        }
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
}
