// Apache Kafka's own Java consumer as one member of a group: see "A member of a group" in ../README.md.
import java.time.Duration;
import java.util.*;
import java.util.stream.*;
import com.fasterxml.jackson.databind.*;
import org.apache.kafka.clients.consumer.*;
import org.apache.kafka.common.*;
import org.apache.kafka.common.serialization.*;

public class Member {
    static volatile boolean running = true;

    static synchronized void say(String event, String fields) {
        System.out.println("{\"t\":" + System.currentTimeMillis() + ",\"event\":\"" + event + "\"" + fields + "}");
        System.out.flush();
    }

    static String numbers(Collection<TopicPartition> partitions) {
        return ",\"partitions\":" + partitions.stream().map(TopicPartition::partition).collect(Collectors.toList());
    }

    public static void main(String[] args) throws Exception {
        JsonNode arg = new ObjectMapper().readTree(args[1]);
        String topic = arg.get("topic").asText();
        var config = new HashMap<String, Object>(Map.of("bootstrap.servers", args[0], "group.id", arg.get("group").asText(), "client.id", "member-java",
            "auto.offset.reset", "earliest", "enable.auto.commit", false, "fetch.max.wait.ms", 100));
        if (arg.has("instance")) config.put("group.instance.id", arg.get("instance").asText());
        if (arg.path("protocol").asText().equals("consumer")) config.put("group.protocol", "consumer");
        else {
            String p = "org.apache.kafka.clients.consumer.";
            var classes = Map.of("range", p + "RangeAssignor", "roundrobin", p + "RoundRobinAssignor", "sticky", p + "StickyAssignor",
                "cooperative-sticky", p + "CooperativeStickyAssignor");
            config.put("partition.assignment.strategy", Stream.of(arg.get("assignor").asText().split(",")).map(classes::get).collect(Collectors.joining(",")));
            if (arg.has("sessionMs")) config.put("session.timeout.ms", arg.get("sessionMs").asInt());
            if (arg.has("heartbeatMs")) config.put("heartbeat.interval.ms", arg.get("heartbeatMs").asInt());
        }
        var listener = new Thread(() -> {
            try {
                System.in.read();
            } catch (java.io.IOException ignored) {
                // The other end is gone: leave.
            }
            running = false;
        });
        listener.setDaemon(true);
        listener.start();
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            say("joining", "");
            consumer.subscribe(List.of(topic), new ConsumerRebalanceListener() {
                public void onPartitionsAssigned(Collection<TopicPartition> p) { say("assigned", numbers(p) + ",\"generation\":" + consumer.groupMetadata().generationId()); }
                public void onPartitionsRevoked(Collection<TopicPartition> p) { say("revoked", numbers(p)); }
                public void onPartitionsLost(Collection<TopicPartition> p) { say("lost", numbers(p)); }
            });
            while (running) {
                var records = consumer.poll(Duration.ofMillis(50));
                var ends = new HashMap<TopicPartition, OffsetAndMetadata>();
                for (var tp : records.partitions()) {
                    var list = records.records(tp);
                    long to = list.get(list.size() - 1).offset() + 1;
                    say("processed", ",\"partition\":" + tp.partition() + ",\"from\":" + list.get(0).offset() + ",\"to\":" + to);
                    ends.put(tp, new OffsetAndMetadata(to));
                }
                try {
                    if (!ends.isEmpty()) consumer.commitSync(ends);
                } catch (KafkaException error) {
                    say("commitFailed", ",\"message\":" + new ObjectMapper().writeValueAsString(error.toString()));
                }
            }
        }
        say("left", "");
    }
}
