// Answers each line of standard input, a group as JSON, with what Apache Kafka's own client assignor makes of it.
// Run as a single source file with kafka-clients and Jackson on the class path.
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.consumer.RoundRobinAssignor;
import org.apache.kafka.clients.consumer.StickyAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

public class AssignorsOracle {
    public static void main(String[] args) throws Exception {
        ObjectMapper json = new ObjectMapper();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(json.writeValueAsString(answer(json, json.readTree(line))));
            System.out.flush();
        }
    }

    static ObjectNode answer(ObjectMapper json, JsonNode request) {
        List<PartitionInfo> partitions = new ArrayList<>();
        request.get("topics").fields().forEachRemaining(topic -> {
            JsonNode racks = topic.getValue().get("racks");
            int count = topic.getValue().get("partitionCount").asInt();
            for (int p = 0; p < count; p++) {
                List<Node> replicas = new ArrayList<>();
                if (racks == null) {
                    replicas.add(new Node(0, "h", 1));
                } else {
                    int id = 0;
                    for (JsonNode rack : racks.get(p)) replicas.add(new Node(id++, "h", 1, rack.asText()));
                }
                Node[] nodes = replicas.toArray(new Node[0]);
                partitions.add(new PartitionInfo(topic.getKey(), p, nodes.length > 0 ? nodes[0] : null, nodes, nodes));
            }
        });
        Cluster cluster = new Cluster("c", List.of(new Node(0, "h", 1), new Node(1, "h", 1)), partitions, Collections.emptySet(), Collections.emptySet());
        Map<String, Subscription> subscriptions = new HashMap<>();
        for (JsonNode member : request.get("members")) {
            List<String> topics = new ArrayList<>();
            member.get("topics").forEach(topic -> topics.add(topic.asText()));
            List<TopicPartition> owned = new ArrayList<>();
            for (JsonNode entry : member.get("ownedPartitions"))
                for (JsonNode p : entry.get("partitions")) owned.add(new TopicPartition(entry.get("topic").asText(), p.asInt()));
            JsonNode data = member.get("userData");
            ByteBuffer userData = data == null || data.isNull() ? null : ByteBuffer.wrap(Base64.getDecoder().decode(data.asText()));
            JsonNode rack = member.get("rackId");
            Subscription subscription = new Subscription(topics, userData, owned, member.get("generationId").asInt(),
                rack == null || rack.isNull() ? Optional.empty() : Optional.of(rack.asText()));
            JsonNode instance = member.get("groupInstanceId");
            subscription.setGroupInstanceId(instance == null || instance.isNull() ? Optional.empty() : Optional.of(instance.asText()));
            subscriptions.put(member.get("memberId").asText(), subscription);
        }
        ConsumerPartitionAssignor assignor = switch (request.get("assignor").asText()) {
            case "range" -> new RangeAssignor();
            case "roundrobin" -> new RoundRobinAssignor();
            case "sticky" -> new StickyAssignor();
            case "cooperative-sticky" -> new CooperativeStickyAssignor();
            default -> throw new IllegalArgumentException(request.get("assignor").asText());
        };
        int rounds = request.has("rounds") ? request.get("rounds").asInt() : 1;
        ArrayNode times = json.createArrayNode();
        ConsumerPartitionAssignor.GroupAssignment result = null;
        for (int i = 0; i < rounds; i++) {
            long start = System.nanoTime();
            result = assignor.assign(cluster, new GroupSubscription(subscriptions));
            times.add((System.nanoTime() - start) / 1e6);
        }
        ObjectNode members = json.createObjectNode();
        for (var entry : new TreeMap<>(result.groupAssignment()).entrySet()) {
            TreeMap<String, TreeSet<Integer>> byTopic = new TreeMap<>();
            for (TopicPartition tp : entry.getValue().partitions()) byTopic.computeIfAbsent(tp.topic(), t -> new TreeSet<>()).add(tp.partition());
            ArrayNode list = members.putArray(entry.getKey());
            byTopic.forEach((topic, set) -> {
                ObjectNode item = list.addObject();
                item.put("topic", topic);
                ArrayNode numbers = item.putArray("partitions");
                set.forEach(numbers::add);
            });
        }
        ObjectNode out = json.createObjectNode();
        out.set("members", members);
        out.set("ms", times);
        return out;
    }
}
