import java.util.Arrays;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.recipes.atomic.DistributedAtomicLong;
import org.apache.curator.framework.recipes.barriers.DistributedDoubleBarrier;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.leader.LeaderSelector;
import org.apache.curator.framework.recipes.leader.LeaderSelectorListenerAdapter;
import org.apache.curator.framework.recipes.locks.InterProcessLock;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.apache.curator.framework.recipes.locks.InterProcessReadWriteLock;
import org.apache.curator.framework.recipes.locks.InterProcessSemaphoreV2;
import org.apache.curator.framework.recipes.locks.Lease;
import org.apache.curator.framework.recipes.locks.Revoker;
import org.apache.curator.framework.recipes.nodes.GroupMember;
import org.apache.curator.framework.recipes.queue.SimpleDistributedQueue;
import org.apache.curator.retry.RetryForever;
import org.apache.curator.retry.RetryOneTime;
import org.apache.curator.x.discovery.ServiceDiscovery;
import org.apache.curator.x.discovery.ServiceDiscoveryBuilder;
import org.apache.curator.x.discovery.ServiceInstance;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;

/** Contends by Curator's recipes: hosts, what for, how often. */
public final class Contend {
    static CuratorFramework zk;

    interface Change {
        void on(long[] row);
    }

    static void ledger(Change change) throws Exception {
        while (true) {
            Stat stat = new Stat();
            String text = new String(zk.getData().storingStatIn(stat).forPath("/ledger"));
            long[] row = Arrays.stream(text.split(" ")).mapToLong(Long::parseLong).toArray();
            change.on(row);
            StringBuilder made = new StringBuilder();
            for (long word : row) made.append(made.length() == 0 ? "" : " ").append(word);
            try {
                zk.setData().withVersion(stat.getVersion()).forPath("/ledger", made.toString().getBytes());
                return;
            } catch (KeeperException.BadVersionException again) {
                // Somebody else was quicker.
            }
        }
    }

    static void enter(int kind, long token) throws Exception {
        int[] looks = {0};
        boolean[] bad = {false};
        ledger(row -> {
            looks[0] += 1;
            // Once seen it stays so. And whoever is alone writes at the first attempt.
            bad[0] |= kind == 0 ? row[0] > 0 || row[1] > 0 || token <= row[5] || looks[0] > 1
                : kind == 1 ? row[0] > 0 : row[2] > 0 || looks[0] > 1;
            if (bad[0]) row[4] += 1;
            if (kind == 0) row[5] = Math.max(row[5], token);
            row[kind] += 1;
            row[3] += 1;
        });
    }

    static void leave(int kind) throws Exception {
        ledger(row -> row[kind] -= 1);
    }

    /** The first of the claims that have such a mark, whose turn it is. */
    static long holder(String mark) throws Exception {
        String first = zk.getChildren().forPath("/contended").stream()
            .filter(name -> name.contains(mark))
            .min((a, b) -> a.substring(a.length() - 10).compareTo(b.substring(b.length() - 10))).get();
        return zk.checkExists().forPath("/contended/" + first).getCzxid();
    }

    /** Waits until all are there, where they are to begin or to end together. */
    static void together() throws Exception {
        if (zk.checkExists().forPath("/stay") == null) return;
        zk.create().forPath("/seen/curator");
        while (zk.checkExists().forPath("/stay") != null) Thread.sleep(20);
    }

    public static void main(String[] args) throws Exception {
        int times = Integer.parseInt(args[2]);
        zk = CuratorFrameworkFactory.newClient(args[0], 30000, 30000, new RetryOneTime(100));
        zk.start();
        if (!args[1].equals("join") && !args[1].equals("discover")) together();
        switch (args[1]) {
            case "lock" -> {
                InterProcessMutex mutex = new InterProcessMutex(zk, "/contended");
                for (int i = 0; i < times; i += 1) {
                    mutex.acquire();
                    enter(0, holder("lock-"));
                    leave(0);
                    mutex.release();
                }
            }
            case "read-write" -> {
                InterProcessReadWriteLock lock = new InterProcessReadWriteLock(zk, "/contended");
                for (int i = 0; i < times; i += 1) {
                    boolean writes = i % 2 == 0;
                    InterProcessLock either = writes ? lock.writeLock() : lock.readLock();
                    either.acquire();
                    enter(writes ? 0 : 1, writes ? holder("__WRIT__") : 0);
                    leave(writes ? 0 : 1);
                    either.release();
                }
            }
            case "semaphore" -> {
                InterProcessSemaphoreV2 semaphore = new InterProcessSemaphoreV2(zk, "/contended", 1);
                for (int i = 0; i < times; i += 1) {
                    Lease lease = semaphore.acquire();
                    enter(2, 0);
                    leave(2);
                    semaphore.returnLease(lease);
                }
            }
            case "election" -> {
                CountDownLatch left = new CountDownLatch(times);
                try (LeaderSelector selector = new LeaderSelector(zk, "/contended",
                    new LeaderSelectorListenerAdapter() {
                        @Override
                        public void takeLeadership(CuratorFramework client) throws Exception {
                            // It stands again before it can be told not to.
                            if (left.getCount() == 0) return;
                            enter(0, holder("lock-"));
                            leave(0);
                            left.countDown();
                        }
                    })) {
                    selector.autoRequeue();
                    selector.start();
                    left.await();
                }
            }
            case "latch" -> {
                for (int i = 0; i < times; i += 1) {
                    try (LeaderLatch latch = new LeaderLatch(zk, "/contended", "curator")) {
                        latch.start();
                        latch.await();
                        enter(0, holder("latch-"));
                        leave(0);
                    }
                }
            }
            case "meeting" -> {
                for (int i = 0; i < times; i += 1) {
                    DistributedDoubleBarrier barrier =
                        new DistributedDoubleBarrier(zk, "/contended/" + i, 3);
                    zk.create().forPath("/came/" + i + "/curator");
                    barrier.enter();
                    if (zk.getChildren().forPath("/came/" + i).size() != 3) {
                        throw new IllegalStateException("let in before all had come");
                    }
                    zk.create().forPath("/met/" + i + "/curator");
                    while (zk.getChildren().forPath("/met/" + i).size() != 3) Thread.sleep(1);
                    barrier.leave();
                }
            }
            case "count" -> {
                DistributedAtomicLong sum =
                    new DistributedAtomicLong(zk, "/contended", new RetryForever(1));
                for (int i = 0; i < times; i += 1) sum.increment();
            }
            case "revoke" -> {
                for (String name : zk.getChildren().forPath("/contended")) {
                    Revoker.attemptRevoke(zk, "/contended/" + name);
                }
            }
            case "join" -> {
                GroupMember member = new GroupMember(zk, "/contended", "curator");
                member.start();
                while (member.getCurrentMembers().size() < times) Thread.sleep(50);
                new TreeSet<>(member.getCurrentMembers().keySet()).forEach(System.out::println);
                together();
                member.close();
            }
            case "discover" -> {
                ServiceInstance<Void> own = ServiceInstance.<Void>builder()
                    .name("print").id("curator").address("10.0.0.2").port(9).build();
                ServiceDiscovery<Void> discovery = ServiceDiscoveryBuilder.builder(Void.class)
                    .client(zk).basePath("/contended").thisInstance(own).build();
                discovery.start();
                for (ServiceInstance<Void> each : discovery.queryForInstances("print")) {
                    System.out.println(each.getId() + " " + each.getAddress() + " " + each.getPort());
                }
                together();
                discovery.close();
            }
            case "put" -> {
                SimpleDistributedQueue queue = new SimpleDistributedQueue(zk, "/contended");
                for (int i = 0; i < times; i += 1) queue.offer(("curator " + i).getBytes());
            }
            case "take" -> {
                SimpleDistributedQueue queue = new SimpleDistributedQueue(zk, "/contended");
                for (int i = 0; i < times; i += 1) System.out.println(new String(queue.take()));
            }
            default -> throw new IllegalArgumentException(args[1]);
        }
        zk.close();
    }
}
