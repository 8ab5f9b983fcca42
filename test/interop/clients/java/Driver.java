// Apache Kafka's own Java client behind the driver contract of ../README.md. Started as a single source file.
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.*;
import java.util.stream.*;
import com.fasterxml.jackson.databind.*;
import org.apache.kafka.clients.admin.*;
import org.apache.kafka.clients.consumer.*;
import org.apache.kafka.clients.producer.*;
import org.apache.kafka.common.*;
import org.apache.kafka.common.header.internals.*;
import org.apache.kafka.common.serialization.*;

public class Driver {
    static String bootstrap;
    static JsonNode arg;
    static String topic;
    static final long DEADLINE = System.currentTimeMillis() + 60_000;

    static Map<String, Object> base() {
        return new HashMap<>(Map.of("bootstrap.servers", bootstrap));
    }

    static List<TopicPartition> partitions(Admin admin) throws Exception {
        return admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().stream()
            .map(p -> new TopicPartition(topic, p.partition())).collect(Collectors.toList());
    }

    static void produce(String codec, List<ProducerRecord<String, String>> records) throws Exception {
        var config = base();
        config.put("compression.type", codec);
        config.put("linger.ms", 5);
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            var futures = new ArrayList<Future<RecordMetadata>>();
            for (var record : records) futures.add(producer.send(record));
            for (var future : futures) future.get(30, TimeUnit.SECONDS);
        }
    }

    static KafkaConsumer<String, String> consumer(String group) {
        var config = base();
        if (group != null) config.put("group.id", group);
        config.put("auto.offset.reset", "earliest");
        config.put("enable.auto.commit", false);
        config.put("session.timeout.ms", 10000);
        config.put("heartbeat.interval.ms", 300);
        config.put("fetch.max.wait.ms", 100);
        String protocol = arg.path("protocol").asText("classic");
        if (protocol.equals("consumer")) {
            config.put("group.protocol", "consumer");
            config.remove("session.timeout.ms");
            config.remove("heartbeat.interval.ms");
        } else if (arg.has("assignor")) config.put("partition.assignment.strategy", arg.get("assignor").asText());
        return new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer());
    }

    interface Done { boolean test(List<ConsumerRecord<String, String>> records); }

    static List<ConsumerRecord<String, String>> pollUntil(List<KafkaConsumer<String, String>> members, Done done) {
        var records = new ArrayList<ConsumerRecord<String, String>>();
        while (!done.test(records)) {
            if (System.currentTimeMillis() > DEADLINE)
                throw new RuntimeException("timed out with " + records.size() + " records, owned "
                    + members.stream().map(m -> m.assignment().size()).collect(Collectors.toList()));
            for (var member : members) member.poll(Duration.ofMillis(30)).forEach(records::add);
        }
        return records;
    }

    static String id(ConsumerRecord<?, ?> r) { return r.partition() + ":" + r.offset(); }

    static Map<String, Object> group(Admin admin) throws Exception {
        String name = arg.get("group").asText();
        int count = arg.get("count").asInt();
        int total = partitions(admin).size();
        var a = consumer(name);
        var b = consumer(name);
        a.subscribe(List.of(topic));
        b.subscribe(List.of(topic));
        // Two members in one thread: each join needs the other's poll to be answered.
        var seen = new HashMap<String, ConsumerRecord<String, String>>();
        Done gather = rs -> { rs.forEach(r -> seen.put(id(r), r)); return true; };
        pollUntil(List.of(a, b), rs -> { gather.test(rs); return a.assignment().size() > 0 && b.assignment().size() > 0 && a.assignment().size() + b.assignment().size() == total; });
        var owned = List.of(a.assignment().size(), b.assignment().size());
        pollUntil(List.of(a, b), rs -> { gather.test(rs); return seen.size() == count; });
        for (var member : List.of(a, b)) {
            var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
            for (var r : seen.values()) {
                var tp = new TopicPartition(r.topic(), r.partition());
                if (member.assignment().contains(tp))
                    offsets.merge(tp, new OffsetAndMetadata(r.offset() + 1), (x, y) -> x.offset() > y.offset() ? x : y);
            }
            member.commitSync(offsets);
        }
        b.close();
        pollUntil(List.of(a), rs -> a.assignment().size() == total);
        int after = a.assignment().size();
        a.close();
        var extra = new ArrayList<ProducerRecord<String, String>>();
        for (int i = 0; i < 6; i++) extra.add(new ProducerRecord<>(topic, "extra-" + i, "extra-" + i));
        produce("none", extra);
        try (var c = consumer(name)) {
            c.subscribe(List.of(topic));
            var resumed = pollUntil(List.of(c), rs -> rs.size() >= 6).stream().map(ConsumerRecord::value).sorted().collect(Collectors.toList());
            c.commitSync();
            return Map.of("owned", owned, "afterLeave", after, "read", seen.size(), "resumed", resumed);
        }
    }

    static Map<String, Object> read(Admin admin) throws Exception {
        int count = arg.get("count").asInt();
        try (var c = consumer(null)) {
            c.assign(partitions(admin));
            c.seekToBeginning(c.assignment());
            var lines = pollUntil(List.of(c), rs -> rs.size() >= count).stream().map(r -> {
                var header = r.headers().lastHeader("n");
                return r.key() + "\t" + r.value() + "\t" + (header == null ? "" : new String(header.value(), StandardCharsets.UTF_8)) + "\t" + r.timestamp() + "\n";
            }).sorted().collect(Collectors.toList());
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(String.join("", lines).getBytes(StandardCharsets.UTF_8));
            return Map.of("count", lines.size(), "digest", HexFormat.of().formatHex(digest));
        }
    }

    static Map<String, Object> run(String command, Admin admin) throws Exception {
        switch (command) {
            case "create":
                admin.createTopics(List.of(new NewTopic(topic, arg.get("partitions").asInt(), (short) 1))).all().get();
                return Map.of();
            case "produce": {
                String prefix = arg.get("prefix").asText();
                long timestamp = arg.get("timestamp").asLong();
                var records = new ArrayList<ProducerRecord<String, String>>();
                for (int i = 0; i < arg.get("count").asInt(); i++)
                    records.add(new ProducerRecord<>(topic, null, timestamp + i, prefix + "-key-" + i, prefix + "-value-" + i,
                        new RecordHeaders().add("n", Integer.toString(i).getBytes())));
                produce(arg.get("codec").asText(), records);
                return Map.of();
            }
            case "read": return read(admin);
            case "group": return group(admin);
            case "offsets": {
                var spec = new HashMap<TopicPartition, OffsetSpec>();
                for (var tp : partitions(admin)) spec.put(tp, OffsetSpec.forTimestamp(arg.get("timestamp").asLong()));
                var offsets = new TreeMap<String, Long>();
                admin.listOffsets(spec).all().get().forEach((tp, info) -> offsets.put(Integer.toString(tp.partition()), info.offset()));
                return Map.of("offsets", offsets);
            }
            case "describe": return Map.of("partitions", partitions(admin).size());
            case "delete":
                admin.deleteTopics(List.of(topic)).all().get();
                while (admin.listTopics().names().get().contains(topic)) Thread.sleep(20);
                return Map.of();
            default: return Map.of("unsupported", command);
        }
    }

    public static void main(String[] args) throws Exception {
        bootstrap = args[0];
        var mapper = new ObjectMapper();
        arg = mapper.readTree(args[2]);
        topic = arg.path("topic").asText();
        try (var admin = Admin.create(base())) {
            System.out.println(mapper.writeValueAsString(run(args[1], admin)));
        }
    }
}
