// Apache Kafka's own Java client as one process of the chaos runs: a producer or a member of a group. The twin of scripts/chaos/worker.mjs, which says
// what it is told and what it tells.
import java.time.Duration;
import java.util.*;
import com.fasterxml.jackson.databind.*;
import org.apache.kafka.clients.consumer.*;
import org.apache.kafka.clients.producer.*;
import org.apache.kafka.common.*;
import org.apache.kafka.common.errors.*;
import org.apache.kafka.common.serialization.*;

public class Chaos {
    static volatile boolean running = true;
    static int process;
    static final ObjectMapper json = new ObjectMapper();

    static synchronized void say(String fields) {
        System.out.println("{\"process\":" + process + ",\"t\":" + System.currentTimeMillis() + "," + fields + "}");
        System.out.flush();
    }

    static String error(Throwable e) {
        try {
            return ",\"error\":" + json.writeValueAsString(String.valueOf(e));
        } catch (Exception x) {
            return "";
        }
    }

    public static void main(String[] args) throws Exception {
        JsonNode arg = json.readTree(args[1]);
        process = arg.get("process").asInt();
        System.setOut(new java.io.PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), false));
        var listener = new Thread(() -> {
            try {
                System.in.read();
            } catch (java.io.IOException ignored) {
                // The other end is gone: stop.
            }
            running = false;
        });
        listener.setDaemon(true);
        listener.start();
        try {
            if (arg.get("role").asText().equals("producer")) produce(args[0], arg);
            else consume(args[0], arg);
            say("\"note\":\"done\"");
        } catch (Throwable e) {
            say("\"note\":\"failed\"" + error(e));
        }
        System.exit(0);
    }

    static void produce(String bootstrap, JsonNode arg) throws Exception {
        String topic = arg.get("topic").asText();
        int partitions = arg.get("partitions").asInt();
        int perSecond = arg.path("perSecond").asInt(300);
        int inFlight = arg.path("inFlight").asInt(100);
        String acks = arg.path("acks").asText("all");
        var config = new HashMap<String, Object>(Map.of("bootstrap.servers", bootstrap, "client.id", "chaos-" + process, "acks", acks.isEmpty() ? "all" : acks,
            "enable.idempotence", arg.path("idempotence").asBoolean(true), "linger.ms", 2, "request.timeout.ms", 5000, "delivery.timeout.ms", 120000, "max.block.ms", 60000));
        var room = new java.util.concurrent.Semaphore(inFlight);
        int i = 0;
        try (var producer = new KafkaProducer<byte[], String>(config, new ByteArraySerializer(), new StringSerializer())) {
            while (running) {
                for (int n = 0; n < 20 && running && room.tryAcquire(); n++) {
                    int id = i++;
                    int partition = id % partitions;
                    String value = process + ":" + id;
                    say("\"type\":\"invoke\",\"i\":" + id + ",\"f\":\"send\",\"key\":\"" + topic + "-" + partition + "\",\"value\":\"" + value + "\"");
                    try {
                        producer.send(new ProducerRecord<>(topic, partition, null, value), (metadata, e) -> {
                            room.release();
                            if (e == null) say("\"type\":\"ok\",\"i\":" + id + ",\"offset\":" + (metadata.hasOffset() ? "" + metadata.offset() : "null"));
                            else say("\"type\":\"info\",\"i\":" + id + error(e));
                        });
                    } catch (KafkaException e) {
                        say("\"note\":\"send\"" + error(e));
                    }
                }
                Thread.sleep(20 * 1000 / perSecond);
            }
            producer.flush();
        }
    }

    static void consume(String bootstrap, JsonNode arg) throws Exception {
        String topic = arg.get("topic").asText();
        String group = arg.get("group").asText();
        boolean consumerProtocol = arg.get("protocol").asText().equals("consumer");
        boolean autoCommit = arg.path("autoCommit").asBoolean(false);
        int thinkMs = arg.path("thinkMs").asInt(5);
        var config = new HashMap<String, Object>(Map.of("bootstrap.servers", bootstrap, "group.id", group, "client.id", "chaos-" + process, "auto.offset.reset", "earliest",
            "enable.auto.commit", autoCommit, "auto.commit.interval.ms", 300, "fetch.max.wait.ms", 100, "max.poll.records", 200, "request.timeout.ms", 5000, "default.api.timeout.ms", 15000));
        if (consumerProtocol) config.put("group.protocol", "consumer");
        else {
            String p = "org.apache.kafka.clients.consumer.";
            config.put("partition.assignment.strategy", arg.get("assignor").asText().equals("range") ? p + "RangeAssignor" : p + "CooperativeStickyAssignor");
            config.put("session.timeout.ms", arg.path("sessionMs").asInt(6000));
            config.put("heartbeat.interval.ms", arg.path("heartbeatMs").asInt(500));
        }
        int[] next = {0};
        var owned = new HashMap<Integer, Integer>();
        var rebalanced = new LinkedHashSet<String>();
        try (var consumer = new KafkaConsumer<byte[], String>(config, new ByteArrayDeserializer(), new StringDeserializer())) {
            say("\"type\":\"ok\",\"f\":\"subscribe\"");
            consumer.subscribe(List.of(topic), new ConsumerRebalanceListener() {
                public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                    for (var tp : partitions) {
                        rebalanced.add(tp.toString());
                        owned.put(tp.partition(), next[0]);
                        say("\"type\":\"invoke\",\"i\":" + next[0]++ + ",\"f\":\"own\",\"key\":\"" + tp + "\",\"group\":\"" + group + "\",\"generation\":" + consumer.groupMetadata().generationId());
                    }
                }
                public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                    for (var tp : partitions) {
                        rebalanced.add(tp.toString());
                        Integer id = owned.remove(tp.partition());
                        if (id != null) say("\"type\":\"ok\",\"i\":" + id);
                    }
                }
            });
            while (running) {
                long t0 = System.currentTimeMillis();
                ConsumerRecords<byte[], String> records;
                try {
                    records = consumer.poll(Duration.ofMillis(50));
                } catch (KafkaException e) {
                    say("\"note\":\"poll\"" + error(e));
                    Thread.sleep(20);
                    continue;
                }
                if (records.isEmpty()) continue;
                var poll = new StringJoiner(",", "{", "}");
                var processed = new StringJoiner(",", "[", "]");
                var ends = new LinkedHashMap<TopicPartition, Long>();
                for (var tp : records.partitions()) {
                    var list = new StringJoiner(",", "[", "]");
                    var of = records.records(tp);
                    for (var r : of) list.add("[" + r.offset() + ",\"" + r.value() + "\"]");
                    poll.add("\"" + tp + "\":" + list);
                    long to = of.get(of.size() - 1).offset() + 1;
                    processed.add("{\"key\":\"" + tp + "\",\"from\":" + of.get(0).offset() + ",\"to\":" + to + "}");
                    ends.put(tp, to);
                }
                String changed = "";
                if (!rebalanced.isEmpty()) changed = ",\"rebalanced\":" + json.writeValueAsString(rebalanced);
                rebalanced.clear();
                say("\"type\":\"ok\",\"f\":\"poll\",\"t0\":" + t0 + ",\"poll\":" + poll + changed);
                Thread.sleep(thinkMs);
                say("\"processed\":" + processed);
                if (autoCommit) continue;
                var ids = new ArrayList<Integer>();
                var commit = new HashMap<TopicPartition, OffsetAndMetadata>();
                String generation = consumerProtocol || consumer.groupMetadata().generationId() < 0 ? "" : ",\"generation\":" + consumer.groupMetadata().generationId();
                for (var end : ends.entrySet()) {
                    say("\"type\":\"invoke\",\"i\":" + next[0] + ",\"f\":\"commit\",\"key\":\"" + end.getKey() + "\",\"offset\":" + end.getValue() + ",\"unfinished\":" + end.getValue()
                        + ",\"group\":\"" + group + "\"" + generation);
                    ids.add(next[0]++);
                    commit.put(end.getKey(), new OffsetAndMetadata(end.getValue()));
                }
                String type = "ok";
                String failure = "";
                try {
                    consumer.commitSync(commit);
                } catch (CommitFailedException | RebalanceInProgressException | FencedInstanceIdException e) {
                    type = "fail";
                    failure = error(e);
                } catch (KafkaException e) {
                    type = "info";
                    failure = error(e);
                }
                for (int id : ids) say("\"type\":\"" + type + "\",\"i\":" + id + failure);
            }
        }
    }
}
