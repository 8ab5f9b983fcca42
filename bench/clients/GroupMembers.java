// Many members of one group in one JVM, stock consumers, a thread each: `java GroupMembers BOOTSTRAP TOPIC PARTITIONS`.
// Commands on standard input, an answer as JSON for each: start GROUP PROTOCOL COUNT, join, leave, watch MS, stop. The time of a change runs from the
// subscribe() of the new member, or the close() of the one that leaves, until the members' own callbacks say that every partition has one owner and
// nobody has two more than another, for good (nothing more for QUIET_MS).
import java.io.*;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.*;
import org.apache.kafka.clients.consumer.*;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

public class GroupMembers {
    static final long QUIET_MS = 1_500;
    static final long LIMIT_MS = 60_000;
    static String bootstrap, topic, group, protocol;
    static int[] owners;
    static final List<Member> members = new ArrayList<>();
    static int numbered, changes, doubles, failures;
    /** The longest that a thread with nothing to do but sleep came too late since the last command: what the machine, the collector or the compiler took. */
    static volatile long stalledMs;
    /** When the group became balanced, 0 while it is not. */
    static long balancedAt;

    static class Member extends Thread {
        final int number = numbered++;
        final Set<Integer> owned = new HashSet<>();
        final CountDownLatch ready = new CountDownLatch(1), go = new CountDownLatch(1);
        volatile KafkaConsumer<byte[], byte[]> consumer;
        volatile boolean running = true;

        public void run() {
            var config = new HashMap<String, Object>(Map.of("bootstrap.servers", bootstrap, "group.id", group, "client.id", "member-" + number, "group.protocol", protocol));
            if (protocol.equals("classic")) config.put("partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
            try {
                consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                ready.countDown();
                go.await();
                consumer.subscribe(List.of(topic), new ConsumerRebalanceListener() {
                    public void onPartitionsAssigned(Collection<TopicPartition> p) { moved(p, true); }
                    public void onPartitionsRevoked(Collection<TopicPartition> p) { moved(p, false); }
                });
                while (running) consumer.poll(Duration.ofMillis(100));
            } catch (WakeupException e) {
                // It is to leave.
            } catch (Exception e) {
                e.printStackTrace();
                synchronized (GroupMembers.class) { failures++; }
            }
            consumer.close();
        }

        void moved(Collection<TopicPartition> partitions, boolean come) {
            if (partitions.isEmpty()) return;
            synchronized (GroupMembers.class) {
                for (var tp : partitions) {
                    if (come ? !owned.add(tp.partition()) : !owned.remove(tp.partition())) continue;
                    if (come && owners[tp.partition()] > 0) doubles++;
                    owners[tp.partition()] += come ? 1 : -1;
                }
                changes++;
                look();
            }
        }
    }

    static void look() {
        int least = Integer.MAX_VALUE, most = 0, sum = 0;
        for (var member : members) {
            least = Math.min(least, member.owned.size());
            most = Math.max(most, member.owned.size());
            sum += member.owned.size();
        }
        boolean balanced = sum == owners.length && most - least <= 1;
        for (int p = 0; balanced && p < owners.length; p++) balanced = owners[p] == 1;
        balancedAt = balanced ? System.nanoTime() : 0;
    }

    static String settle(long begin, long cpuBegin) throws Exception {
        for (;;) {
            Thread.sleep(20);
            synchronized (GroupMembers.class) {
                long now = System.nanoTime();
                if (balancedAt != 0 && balancedAt > begin && now - balancedAt > QUIET_MS * 1_000_000) return answer((balancedAt - begin) / 1e6, cpuBegin);
                if (now - begin > LIMIT_MS * 1_000_000) {
                    long without = Arrays.stream(owners).filter(count -> count == 0).count();
                    return "{\"error\":\"not balanced within " + LIMIT_MS + " ms: " + without + " partitions without an owner, " + failures + " members failed\"}";
                }
            }
        }
    }

    static String answer(double ms, long cpuBegin) {
        return String.format(Locale.ROOT, "{\"ms\":%.1f,\"cpuMs\":%.0f,\"members\":%d,\"changes\":%d,\"doubles\":%d,\"failures\":%d,\"stalledMs\":%d}", ms, (cpu() - cpuBegin) / 1e6, members.size(), changes, doubles, failures, stalledMs);
    }

    static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    static Member add() throws Exception {
        var member = new Member();
        member.start();
        member.ready.await();
        return member;
    }

    public static void main(String[] args) throws Exception {
        bootstrap = args[0];
        topic = args[1];
        owners = new int[Integer.parseInt(args[2])];
        var watch = new Thread(() -> {
            for (;;) {
                long before = System.nanoTime();
                try { Thread.sleep(5); } catch (InterruptedException e) { return; }
                stalledMs = Math.max(stalledMs, (System.nanoTime() - before) / 1_000_000 - 5);
            }
        });
        watch.setDaemon(true);
        watch.start();
        var in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            String reply = "{}";
            long cpuBegin = cpu();
            stalledMs = 0;
            switch (words[0]) {
                case "start": {
                    group = words[1];
                    protocol = words[2];
                    var fresh = new ArrayList<Member>();
                    for (int i = Integer.parseInt(words[3]); i > 0; i--) fresh.add(add());
                    long begin = System.nanoTime();
                    synchronized (GroupMembers.class) { members.addAll(fresh); }
                    for (var member : fresh) member.go.countDown();
                    reply = settle(begin, cpuBegin);
                    break;
                }
                case "join": {
                    var member = add();
                    cpuBegin = cpu();
                    synchronized (GroupMembers.class) { members.add(member); changes = 0; balancedAt = 0; }
                    long begin = System.nanoTime();
                    member.go.countDown();
                    reply = settle(begin, cpuBegin);
                    break;
                }
                case "leave": {
                    // Not the leader, which came first: the newest.
                    Member member;
                    synchronized (GroupMembers.class) { member = members.remove(members.size() - 1); changes = 0; balancedAt = 0; }
                    long begin = System.nanoTime();
                    member.running = false;
                    member.consumer.wakeup();
                    reply = settle(begin, cpuBegin);
                    break;
                }
                case "watch": {
                    synchronized (GroupMembers.class) { changes = 0; }
                    Thread.sleep(Long.parseLong(words[1]));
                    synchronized (GroupMembers.class) { reply = answer(0, cpuBegin); }
                    break;
                }
                case "stop": {
                    for (var member : members) { member.running = false; member.consumer.wakeup(); }
                    for (var member : members) member.join();
                    members.clear();
                    Arrays.fill(owners, 0);
                    break;
                }
            }
            System.out.println(reply);
            System.out.flush();
        }
        System.exit(0);
    }
}
