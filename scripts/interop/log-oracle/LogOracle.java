// Apache Kafka's own log, driven line by line: a JSON object in, a JSON object out. Time stands where the driver sets it.

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Supplier;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.server.common.RequestLocal;
import org.apache.kafka.server.storage.log.FetchIsolation;
import org.apache.kafka.server.util.Scheduler;
import org.apache.kafka.storage.internals.log.AppendOrigin;
import org.apache.kafka.storage.internals.log.Cleaner;
import org.apache.kafka.storage.internals.log.FetchDataInfo;
import org.apache.kafka.storage.internals.log.LogAppendInfo;
import org.apache.kafka.storage.internals.log.LogConfig;
import org.apache.kafka.storage.internals.log.LogDirFailureChannel;
import org.apache.kafka.storage.internals.log.LogStartOffsetIncrementReason;
import org.apache.kafka.storage.internals.log.LogToClean;
import org.apache.kafka.storage.internals.log.ProducerStateManagerConfig;
import org.apache.kafka.storage.internals.log.RecordValidationException;
import org.apache.kafka.storage.internals.log.SkimpyOffsetMap;
import org.apache.kafka.storage.internals.log.UnifiedLog;
import org.apache.kafka.storage.internals.log.VerificationGuard;
import org.apache.kafka.storage.internals.utils.Throttler;
import org.apache.kafka.storage.log.metrics.BrokerTopicStats;

public class LogOracle {
    static final ObjectMapper json = new ObjectMapper();
    static long now = 0;

    static class SetTime implements Time {
        public long milliseconds() { return now; }
        public long nanoseconds() { return now * 1_000_000L; }
        public void sleep(long ms) { now += ms; }
        public void waitObject(Object object, Supplier<Boolean> condition, long deadline) { }
    }

    /** Work that Kafka would do in a moment is done at once, what it would do later is not done. */
    static class AtOnce implements Scheduler {
        public void startup() { }
        public void shutdown() { }
        public void resizeThreadPool(int size) { }
        public ScheduledFuture<?> schedule(String name, Runnable task, long delayMs, long periodMs) {
            if (delayMs <= 0 && periodMs < 0) task.run();
            return (ScheduledFuture<?>) java.lang.reflect.Proxy.newProxyInstance(LogOracle.class.getClassLoader(), new Class<?>[] {ScheduledFuture.class},
                (proxy, method, arguments) -> method.getReturnType() == boolean.class ? false : null);
        }
    }

    static UnifiedLog open(JsonNode q) throws Exception {
        Map<String, Object> config = new HashMap<>();
        q.get("config").properties().forEach(entry -> config.put(entry.getKey(), entry.getValue().asText()));
        return UnifiedLog.create(new File(q.get("dir").asText()), new LogConfig(config), q.path("logStart").asLong(0), q.path("recoveryPoint").asLong(0),
            new AtOnce(), new BrokerTopicStats(false), new SetTime(), 300_000, new ProducerStateManagerConfig(86_400_000, false), 600_000,
            new LogDirFailureChannel(1), q.path("clean").asBoolean(), Optional.empty());
    }

    static ObjectNode append(UnifiedLog log, JsonNode q) throws Exception {
        ObjectNode a = json.createObjectNode();
        byte[] bytes = Base64.getDecoder().decode(q.get("records").asText());
        try {
            AppendOrigin origin = AppendOrigin.valueOf(q.get("origin").asText());
            MemoryRecords records = MemoryRecords.readableRecords(ByteBuffer.wrap(bytes));
            LogAppendInfo info = origin == AppendOrigin.REPLICATION ? log.appendAsFollower(records, q.get("epoch").asInt())
                : log.appendAsLeader(records, q.get("epoch").asInt(), origin, RequestLocal.noCaching(), VerificationGuard.SENTINEL,
                    (short) q.path("transactionVersion").asInt(-1));
            a.put("first", info.firstOffset()).put("last", info.lastOffset()).put("logAppendTime", info.logAppendTime()).put("logStart", info.logStartOffset());
        } catch (RecordValidationException e) {
            a.put("code", Errors.forException(e.invalidException()).name());
            ArrayNode errors = a.putArray("recordErrors");
            e.recordErrors().forEach(error -> errors.addObject().put("batchIndex", error.batchIndex).put("message", error.message));
        } catch (Exception e) {
            a.put("code", Errors.forException(e).name()).put("message", String.valueOf(e.getMessage()));
        }
        return a;
    }

    static ObjectNode state(UnifiedLog log, JsonNode q) throws Exception {
        ObjectNode a = json.createObjectNode();
        a.put("logStart", log.logStartOffset()).put("logEnd", log.logEndOffset());
        a.put("highWatermark", log.highWatermark()).put("lastStable", log.lastStableOffset());
        ArrayNode epochs = a.putArray("epochs");
        log.leaderEpochCache().epochEntries().forEach(entry -> epochs.addArray().add(entry.epoch()).add(entry.startOffset()));
        ArrayNode producers = a.putArray("producers");
        log.activeProducers().stream().sorted((x, y) -> Long.compare(x.producerId(), y.producerId())).forEach(p -> producers.addArray()
            .add(p.producerId()).add(p.producerEpoch()).add(p.lastSequence()).add(p.lastTimestamp()).add(p.coordinatorEpoch()).add(p.currentTxnStartOffset()));
        ArrayNode segments = a.putArray("segments");
        for (var segment : log.logSegments()) segments.addArray().add(segment.baseOffset()).add(segment.size());
        ArrayNode times = a.putArray("times");
        for (JsonNode timestamp : q.path("times")) {
            var found = log.fetchOffsetByTimestamp(timestamp.asLong(), Optional.empty()).timestampAndOffsetOpt();
            if (found.isPresent()) times.addArray().add(found.get().timestamp).add(found.get().offset).add(found.get().leaderEpoch.orElse(-1));
            else times.addNull();
        }
        ArrayNode records = a.putArray("records");
        ArrayNode batches = a.putArray("batches");
        ArrayNode aborted = a.putArray("aborted");
        FetchIsolation isolation = FetchIsolation.valueOf(q.path("isolation").asText("LOG_END"));
        long offset = log.logStartOffset();
        while (offset < log.logEndOffset()) {
            FetchDataInfo info = log.read(offset, 5000, isolation, true);
            info.abortedTransactions.ifPresent(list -> list.forEach(t -> aborted.addArray().add(t.producerId()).add(t.firstOffset())));
            long next = offset;
            for (RecordBatch batch : info.records.batches()) {
                batch.ensureValid();
                next = batch.nextOffset();
                if (batch.baseOffset() >= offset) batches.addArray().add(batch.baseOffset()).add(batch.lastOffset()).add(batch.countOrNull())
                    .add(batch.producerId()).add(batch.producerEpoch()).add(batch.baseSequence()).add(batch.isTransactional())
                    .add(batch.isControlBatch()).add(batch.partitionLeaderEpoch())
                    .add(batch.compressionType().name).add(batch.maxTimestamp()).add(batch.deleteHorizonMs().orElse(-1));
                if (batch.isControlBatch()) continue;
                for (Record record : batch) {
                    if (record.offset() < offset) continue;
                    records.addArray().add(record.offset()).add(record.timestamp()).add(text(record.key())).add(text(record.value()));
                }
            }
            if (next == offset) break;
            offset = next;
        }
        a.put("readTo", offset);
        return a;
    }

    static String text(ByteBuffer bytes) {
        if (bytes == null) return null;
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return Base64.getEncoder().encodeToString(copy);
    }

    static ObjectNode clean(UnifiedLog log, JsonNode q) throws Exception {
        Throttler unthrottled = new Throttler(1e12, 300, "x", "x", new SetTime());
        Cleaner cleaner = new Cleaner(0, new SkimpyOffsetMap(1 << 20), 65536, 1 << 20, 0.9, unthrottled, new SetTime(), p -> { });
        var result = cleaner.doClean(new LogToClean(log, q.get("firstDirty").asLong(), q.get("firstUncleanable").asLong(), false), now);
        return json.createObjectNode().put("endOffset", result.getKey());
    }

    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        UnifiedLog log = null;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            ObjectNode a = json.createObjectNode();
            try {
                JsonNode q = json.readTree(line);
                now = q.path("now").asLong(now);
                switch (q.get("op").asText()) {
                    case "open" -> log = open(q);
                    case "append" -> a = append(log, q);
                    case "state" -> a = state(log, q);
                    case "highWatermark" -> log.updateHighWatermark(q.get("offset").asLong());
                    case "roll" -> log.roll();
                    case "epoch" -> log.assignEpochStartOffset(q.get("epoch").asInt(), q.get("offset").asLong());
                    case "truncate" -> log.truncateTo(q.get("offset").asLong());
                    case "logStart" -> log.maybeIncrementLogStartOffset(q.get("offset").asLong(), LogStartOffsetIncrementReason.ClientRecordDeletion);
                    case "retention" -> a.put("removed", log.deleteOldSegments());
                    case "clean" -> a = clean(log, q);
                    case "close" -> log.close();
                    // As a kill leaves it: what a clean close would write is not written.
                    case "abandon" -> log = null;
                    default -> throw new IllegalArgumentException(line);
                }
            } catch (Throwable e) {
                a.put("error", e.toString());
                e.printStackTrace();
            }
            System.out.println(json.writeValueAsString(a));
        }
    }
}
