import java.util.Arrays;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.recipes.barriers.DistributedDoubleBarrier;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.locks.InterProcessLock;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.apache.curator.framework.recipes.locks.InterProcessReadWriteLock;
import org.apache.curator.framework.recipes.locks.InterProcessSemaphoreV2;
import org.apache.curator.framework.recipes.locks.Lease;
import org.apache.curator.framework.recipes.queue.SimpleDistributedQueue;
import org.apache.curator.retry.RetryOneTime;
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
        ledger(row -> {
            boolean bad = kind == 0 ? row[0] > 0 || row[1] > 0 || token <= row[5]
                : kind == 1 ? row[0] > 0 : row[2] >= 2;
            if (bad) row[4] += 1;
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

    public static void main(String[] args) throws Exception {
        int times = Integer.parseInt(args[2]);
        zk = CuratorFrameworkFactory.newClient(args[0], 30000, 30000, new RetryOneTime(100));
        zk.start();
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
                InterProcessSemaphoreV2 semaphore = new InterProcessSemaphoreV2(zk, "/contended", 2);
                for (int i = 0; i < times; i += 1) {
                    Lease lease = semaphore.acquire();
                    enter(2, 0);
                    leave(2);
                    semaphore.returnLease(lease);
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
                DistributedDoubleBarrier barrier = new DistributedDoubleBarrier(zk, "/contended", times);
                barrier.enter();
                System.out.println("in");
                barrier.leave();
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
