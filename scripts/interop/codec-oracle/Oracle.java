// Kafka's own message classes as the judge of bytes. Reads one JSON object per line on standard input, answers one line each:
//
//   {"op":"encode","name":"FetchRequest","version":12,"json":{...}}   instance made by Kafka's JSON converter, then written: "ok <base64>"
//   {"op":"echo","name":"FetchRequest","version":12,"bytes":"..."}     bytes read by Kafka's class and written again:        "ok <base64>"
//   {"op":"frame", ... as encode}   with the framing of its log: metadata records, coordinator keys and values, group blobs    "ok <base64>"
//   {"op":"fresh","name":"...","version":12}   a new instance, written: shows the defaults                                     "ok <base64>"
//   {"op":"errors"}   the table of error codes                                                    "ok CODE NAME RETRIABLE STALE,..."
//
// An exception gives "error <class>: <message>". Started as a single source file: java -cp 'LIBS/*' Oracle.java LIBS
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.zip.ZipFile;
import org.apache.kafka.common.errors.InvalidMetadataException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.common.protocol.ObjectSerializationCache;
import org.apache.kafka.metadata.MetadataRecordSerde;
import org.apache.kafka.server.common.ApiMessageAndVersion;

public class Oracle {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Map<String, Class<?>> CLASSES = new HashMap<>();
    private static final Map<String, Method> CONVERTERS = new HashMap<>();

    public static void main(String[] args) throws Exception {
        findClasses(new File(args[0]));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintWriter out = new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String answer;
            try {
                answer = "ok " + answer(MAPPER.readTree(line));
            } catch (Throwable e) {
                Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
                answer = "error " + cause.getClass().getSimpleName() + ": " + String.valueOf(cause.getMessage()).replace('\n', ' ');
            }
            out.println(answer);
            if (!in.ready()) out.flush();
        }
        out.flush();
    }

    // Wherever a Foo stands beside a FooJsonConverter, Foo is a message. Requests and headers end in Data there.
    private static void findClasses(File libs) throws Exception {
        for (File jar : libs.listFiles((dir, name) -> name.startsWith("kafka-") && name.endsWith(".jar"))) {
            try (ZipFile zip = new ZipFile(jar)) {
                for (var entries = zip.entries(); entries.hasMoreElements();) {
                    String path = entries.nextElement().getName();
                    if (!path.endsWith("JsonConverter.class") || path.contains("$")) continue;
                    String converter = path.substring(0, path.length() - ".class".length()).replace('/', '.');
                    String name = converter.substring(0, converter.length() - "JsonConverter".length());
                    Class<?> type = Class.forName(name);
                    String simple = type.getSimpleName();
                    CLASSES.put(simple, type);
                    CONVERTERS.put(simple, Class.forName(converter).getMethod("read", JsonNode.class, short.class));
                }
            }
        }
    }

    private static String resolve(String name) {
        String data = name + "Data";
        return CLASSES.containsKey(data) ? data : name;
    }

    private static String answer(JsonNode request) throws Exception {
        String op = request.get("op").asText();
        if (op.equals("errors")) return errors();
        String name = resolve(request.get("name").asText());
        short version = (short) request.get("version").asInt();
        if (!CLASSES.containsKey(name)) throw new ClassNotFoundException(name);
        if (op.equals("fresh")) return write((Message) CLASSES.get(name).getConstructor().newInstance(), version);
        if (op.equals("echo")) {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(request.get("bytes").asText()));
            Message message = (Message) CLASSES.get(name).getConstructor().newInstance();
            message.read(new ByteBufferAccessor(bytes), version);
            if (bytes.hasRemaining()) throw new IllegalStateException(bytes.remaining() + " bytes left");
            return write(message, version);
        }
        Message message = (Message) CONVERTERS.get(name).invoke(null, request.get("json"), version);
        return op.equals("frame") ? frame(request.get("kind").asText(), message, version) : write(message, version);
    }

    private static String write(Message message, short version) {
        ObjectSerializationCache cache = new ObjectSerializationCache();
        ByteBuffer buffer = ByteBuffer.allocate(message.size(cache, version));
        message.write(new ByteBufferAccessor(buffer), cache, version);
        return base64(buffer);
    }

    private static String base64(ByteBuffer buffer) {
        return Base64.getEncoder().encodeToString(buffer.array());
    }

    private static String frame(String kind, Message message, short version) {
        if (kind.equals("metadata")) {
            ApiMessageAndVersion record = new ApiMessageAndVersion((ApiMessage) message, version);
            ObjectSerializationCache cache = new ObjectSerializationCache();
            ByteBuffer buffer = ByteBuffer.allocate(MetadataRecordSerde.INSTANCE.recordSize(record, cache));
            MetadataRecordSerde.INSTANCE.write(record, cache, new ByteBufferAccessor(buffer));
            return base64(buffer);
        }
        if (kind.equals("coordinator-key")) return Base64.getEncoder().encodeToString(MessageUtil.toCoordinatorTypePrefixedBytes((ApiMessage) message));
        return Base64.getEncoder().encodeToString(MessageUtil.toVersionPrefixedBytes(version, message));
    }

    private static String errors() {
        StringJoiner table = new StringJoiner(",");
        for (Errors error : Errors.values()) {
            boolean retriable = error.exception() instanceof RetriableException;
            boolean stale = error.exception() instanceof InvalidMetadataException;
            table.add(error.code() + " " + error.name() + " " + retriable + " " + stale);
        }
        return table.toString();
    }
}
