import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.security.auth.login.Configuration;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.data.Stat;

/** Sessions of the Java client that authenticate by SASL; a line of JSON for each call. */
public final class Sasl {
    static String hosts;

    public static void main(String[] args) throws Exception {
        hosts = args[0];
        List<ACL> forBob = Arrays.asList(new ACL(Perms.ALL, new Id("sasl", "bob")));
        ZooKeeper bob = open("bob", "bobsecret");
        call("create", () -> bob.create("/bobs", bytes("x"), forBob, CreateMode.PERSISTENT));
        call("own", () -> bob.create("/own", bytes("x"), Ids.CREATOR_ALL_ACL, CreateMode.PERSISTENT));
        call("get", () -> new String(bob.getData("/bobs", false, null), StandardCharsets.UTF_8));
        call("acl", () -> bob.getACL("/own", new Stat()));
        call("who", () -> bob.whoAmI().stream().map(one -> one.getAuthScheme().equals("ip") ? "ip" : one.getAuthScheme() + ":" + one.getUser()).sorted().toList());
        ZooKeeper alice = open("alice", "alice secret, \\\"quoted\\\"");
        call("get of another", () -> new String(alice.getData("/bobs", false, null), StandardCharsets.UTF_8));
        call("create as another", () -> alice.create("/alices", bytes(""), forBob, CreateMode.PERSISTENT));
        call("close", () -> bob.close(5000));
        alice.close(5000);
        System.out.flush();
        System.exit(0);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** From now on clients are this one. */
    static void be(String user, String password) throws Exception {
        Path jaas = Files.createTempFile("jaas", ".conf");
        jaas.toFile().deleteOnExit();
        String module = "org.apache.zookeeper.server.auth.DigestLoginModule required";
        Files.writeString(jaas, "Client { " + module + " username=\"" + user + "\" password=\"" + password + "\"; };\n");
        System.setProperty("java.security.auth.login.config", jaas.toString());
        Configuration.setConfiguration(null);
    }

    static ZooKeeper open(String user, String password) throws Exception {
        be(user, password);
        CompletableFuture<Boolean> authenticated = new CompletableFuture<>();
        ZooKeeper zk = new ZooKeeper(hosts, 20_000, event -> {
            if (event.getState() == KeeperState.SaslAuthenticated) authenticated.complete(true);
        });
        authenticated.get(60, TimeUnit.SECONDS);
        return zk;
    }

    static void call(String name, Callable<Object> act) throws Exception {
        try {
            line(name, act.call());
        } catch (KeeperException error) {
            line(name, error.code());
        }
    }

    static void line(String name, Object found) {
        String text = String.valueOf(found).strip().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        System.out.println("{\"call\": \"" + name + "\", \"found\": \"" + text + "\"}");
    }
}
