// Answers each line of standard input, a JSON object, with a line of JSON: builds a record batch with Apache Kafka's own
// classes ("build"), says what Kafka's classes find in bytes ("describe"), or compacts a batch as Kafka's cleaner does
// ("retain"). Run as a single source file with kafka-clients and Jackson on the class path.
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.message.KRaftVersionRecord;
import org.apache.kafka.common.message.LeaderChangeMessage;
import org.apache.kafka.common.message.SnapshotFooterRecord;
import org.apache.kafka.common.message.SnapshotHeaderRecord;
import org.apache.kafka.common.message.VotersRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.EndTransactionMarker;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.utils.BufferSupplier;
import org.apache.kafka.common.utils.ByteBufferOutputStream;

public class RecordsOracle {
    static final ObjectMapper JSON = new ObjectMapper();

    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(JSON.writeValueAsString(answer(JSON.readTree(line))));
            System.out.flush();
        }
    }

    static JsonNode answer(JsonNode request) {
        ObjectNode answer = JSON.createObjectNode();
        try {
            switch (request.get("op").asText()) {
                case "build": answer.put("bytes", encode(build(request))); break;
                case "describe": answer.set("batches", describe(decode(request.get("bytes")))); break;
                case "retain": answer.put("bytes", encode(retain(request))); break;
                default: throw new IllegalArgumentException("unknown op");
            }
        } catch (Exception e) {
            answer.put("error", e.toString());
        }
        return answer;
    }

    static ByteBuffer build(JsonNode s) {
        if (s.has("empty")) {
            ByteBuffer buffer = ByteBuffer.allocate(DefaultRecordBatch.RECORD_BATCH_OVERHEAD);
            DefaultRecordBatch.writeEmptyHeader(buffer, RecordBatch.MAGIC_VALUE_V2, s.get("producerId").asLong(), (short) s.get("producerEpoch").asInt(),
                s.get("baseSequence").asInt(), s.get("baseOffset").asLong(), s.get("lastOffset").asLong(), s.get("partitionLeaderEpoch").asInt(),
                TimestampType.CREATE_TIME, s.get("timestamp").asLong(), s.get("isTransactional").asBoolean(), s.get("isControl").asBoolean());
            buffer.flip();
            return buffer;
        }
        ByteBufferOutputStream out = new ByteBufferOutputStream(512);
        MemoryRecordsBuilder builder = new MemoryRecordsBuilder(out, RecordBatch.CURRENT_MAGIC_VALUE, compression(s),
            s.has("logAppendTime") ? TimestampType.LOG_APPEND_TIME : TimestampType.CREATE_TIME, s.get("baseOffset").asLong(),
            s.has("logAppendTime") ? s.get("logAppendTime").asLong() : RecordBatch.NO_TIMESTAMP, s.get("producerId").asLong(),
            (short) s.get("producerEpoch").asInt(), s.get("baseSequence").asInt(), s.get("isTransactional").asBoolean(), s.get("isControl").asBoolean(),
            s.get("partitionLeaderEpoch").asInt(), Integer.MAX_VALUE,
            s.has("deleteHorizonMs") ? s.get("deleteHorizonMs").asLong() : RecordBatch.NO_TIMESTAMP);
        for (JsonNode r : s.get("records")) {
            long timestamp = r.get("timestamp").asLong();
            if (r.has("control")) appendControl(builder, timestamp, r.get("control"));
            else builder.append(timestamp, bytes(r.get("key")), bytes(r.get("value")), headers(r.get("headers")));
        }
        return builder.build().buffer();
    }

    static void appendControl(MemoryRecordsBuilder builder, long timestamp, JsonNode c) {
        short version = 0;
        switch (c.get("type").asText()) {
            case "ABORT":
            case "COMMIT":
                ControlRecordType type = ControlRecordType.valueOf(c.get("type").asText());
                builder.appendEndTxnMarker(timestamp, new EndTransactionMarker(type, c.get("coordinatorEpoch").asInt()));
                break;
            case "LEADER_CHANGE":
                builder.appendLeaderChangeMessage(timestamp, new LeaderChangeMessage().setVersion(version).setLeaderId(3)
                    .setVoters(List.of(new LeaderChangeMessage.Voter().setVoterId(3)))
                    .setGrantingVoters(List.of(new LeaderChangeMessage.Voter().setVoterId(3))));
                break;
            case "SNAPSHOT_HEADER":
                builder.appendSnapshotHeaderMessage(timestamp, new SnapshotHeaderRecord().setVersion(version).setLastContainedLogTimestamp(77));
                break;
            case "SNAPSHOT_FOOTER": builder.appendSnapshotFooterMessage(timestamp, new SnapshotFooterRecord().setVersion(version)); break;
            case "KRAFT_VERSION": builder.appendKRaftVersionMessage(timestamp, new KRaftVersionRecord().setVersion(version).setKRaftVersion((short) 1)); break;
            case "KRAFT_VOTERS":
                VotersRecord.EndpointCollection endpoints = new VotersRecord.EndpointCollection();
                endpoints.add(new VotersRecord.Endpoint().setName("CONTROLLER").setHost("localhost").setPort(9093));
                builder.appendVotersMessage(timestamp, new VotersRecord().setVersion(version).setVoters(List.of(
                    new VotersRecord.Voter().setVoterId(1).setVoterDirectoryId(new Uuid(1, 2)).setEndpoints(endpoints))));
                break;
            default: throw new IllegalArgumentException("unknown control type");
        }
    }

    static Compression compression(JsonNode s) {
        String name = s.get("compression").asText();
        if (!s.has("level")) return Compression.of(name).build();
        int level = s.get("level").asInt();
        switch (name) {
            case "gzip": return Compression.gzip().level(level).build();
            case "lz4": return Compression.lz4().level(level).build();
            case "zstd": return Compression.zstd().level(level).build();
            default: return Compression.of(name).build();
        }
    }

    static ByteBuffer retain(JsonNode request) {
        Set<Long> kept = new HashSet<>();
        for (JsonNode offset : request.get("keep")) kept.add(offset.asLong());
        long horizon = request.get("deleteHorizonMs").asLong();
        MemoryRecords.RecordFilter filter = new MemoryRecords.RecordFilter(horizon, 0) {
            @Override protected BatchRetentionResult checkBatchRetention(RecordBatch batch) {
                return new BatchRetentionResult(request.get("keepEmpty").asBoolean() ? BatchRetention.RETAIN_EMPTY : BatchRetention.DELETE_EMPTY, false);
            }
            @Override protected boolean shouldRetainRecord(RecordBatch batch, Record record) { return kept.contains(record.offset()); }
        };
        ByteBuffer out = ByteBuffer.allocate(16 * 1024 * 1024);
        MemoryRecords.FilterResult result = MemoryRecords.readableRecords(decode(request.get("bytes"))).filterTo(filter, out, BufferSupplier.NO_CACHING);
        ByteBuffer filtered = result.outputBuffer();
        filtered.flip();
        return filtered;
    }

    static ArrayNode describe(ByteBuffer buffer) {
        ArrayNode all = JSON.createArrayNode();
        for (MutableRecordBatch batch : MemoryRecords.readableRecords(buffer).batches()) {
            batch.ensureValid();
            ObjectNode b = all.addObject();
            b.put("baseOffset", batch.baseOffset());
            b.put("lastOffset", batch.lastOffset());
            b.put("sizeInBytes", batch.sizeInBytes());
            b.put("partitionLeaderEpoch", batch.partitionLeaderEpoch());
            b.put("magic", batch.magic());
            b.put("crc", batch.checksum());
            b.put("compression", batch.compressionType().name);
            b.put("timestampType", batch.timestampType().name);
            b.put("isTransactional", batch.isTransactional());
            b.put("isControl", batch.isControlBatch());
            if (batch.deleteHorizonMs().isPresent()) b.put("deleteHorizonMs", batch.deleteHorizonMs().getAsLong());
            else b.putNull("deleteHorizonMs");
            b.put("maxTimestamp", batch.maxTimestamp());
            b.put("producerId", batch.producerId());
            b.put("producerEpoch", batch.producerEpoch());
            b.put("baseSequence", batch.baseSequence());
            b.put("lastSequence", batch.lastSequence());
            b.put("recordCount", batch.countOrNull());
            ArrayNode records = b.putArray("records");
            for (Record record : batch) {
                record.ensureValid();
                ArrayNode r = records.addArray();
                r.add(record.offset());
                r.add(record.timestamp());
                r.add(text(record.key()));
                r.add(text(record.value()));
                ArrayNode headers = r.addArray();
                for (Header header : record.headers()) {
                    headers.add(header.key());
                    headers.add(header.value() == null ? null : Base64.getEncoder().encodeToString(header.value()));
                }
            }
        }
        return all;
    }

    static Header[] headers(JsonNode list) {
        Header[] headers = new Header[list.size()];
        for (int i = 0; i < headers.length; i++) headers[i] = new RecordHeader(list.get(i).get("key").asText(), bytes(list.get(i).get("value")));
        return headers;
    }

    static byte[] bytes(JsonNode text) {
        return text.isNull() ? null : Base64.getDecoder().decode(text.asText());
    }

    static ByteBuffer decode(JsonNode text) {
        return ByteBuffer.wrap(Base64.getDecoder().decode(text.asText()));
    }

    static String encode(ByteBuffer buffer) {
        byte[] all = new byte[buffer.remaining()];
        buffer.duplicate().get(all);
        return Base64.getEncoder().encodeToString(all);
    }

    static String text(ByteBuffer buffer) {
        return buffer == null ? null : encode(buffer);
    }
}
