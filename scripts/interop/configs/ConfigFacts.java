// Prints the facts of Apache Kafka's configuration definitions, one line each: section, name, type, default, validator, importance, flags.
// Run by import-configs.mjs. Reads names, types, defaults, bounds and update modes only, none of the documentation.
import java.lang.reflect.Field;
import java.util.*;
import org.apache.kafka.common.config.ConfigDef;

public class ConfigFacts {
  static Object field(Object target, Class<?> c, String name) throws Exception {
    Field f = c.getDeclaredField(name);
    f.setAccessible(true);
    return f.get(target);
  }

  static String number(Object n) {
    return n == null ? "" : n.toString();
  }

  static String validator(ConfigDef.Validator v) throws Exception {
    if (v == null) return "-";
    String kind = v.getClass().getSimpleName();
    switch (kind) {
      case "Range":
        return "[" + number(field(v, v.getClass(), "min")) + "," + number(field(v, v.getClass(), "max")) + "]";
      case "ValidString":
        return "in:" + String.join("|", (List<String>) field(v, v.getClass(), "validStrings"));
      case "CaseInsensitiveValidString":
        return "inAnyCase:" + v.toString().replaceAll(".*\\[|\\]", "").replace(", ", "|");
      case "ValidList": {
        Object strings = field(v, v.getClass(), "validString");
        List<String> allowed = strings == null ? List.of() : (List<String>) field(strings, strings.getClass(), "validStrings");
        boolean empty = (Boolean) field(v, v.getClass(), "isEmptyAllowed");
        boolean nul = (Boolean) field(v, v.getClass(), "isNullAllowed");
        return "list:" + (empty ? "empty" : "some") + ":" + (nul ? "null" : "set") + ":" + String.join("|", allowed);
      }
      case "NonEmptyString": return "nonEmpty";
      case "NonNullValidator": return "nonNull";
      case "ThrottledReplicaListValidator": return "throttledReplicas";
      case "ControllerQuorumVotersValidator": return "quorumVoters";
      case "ControllerQuorumBootstrapServersValidator": return "bootstrapServers";
      case "LambdaValidator":
        if (v.toString().equals("[1,...,9] or -1")) return "gzipLevel";
        break;
      default:
        if (v.toString().contains("by_duration")) return "offsetReset";
    }
    throw new IllegalStateException("unknown validator " + v.getClass() + " " + v);
  }

  static void dump(String section, Collection<ConfigDef.ConfigKey> keys, Map<String, String> modes, Map<String, String> synonyms) throws Exception {
    for (ConfigDef.ConfigKey k : new TreeSet<>(Comparator.comparing((ConfigDef.ConfigKey x) -> x.name)) {{ addAll(keys); }}) {
      String value = !k.hasDefault() ? "!" : k.defaultValue == null ? "-" : ConfigDef.convertToString(k.defaultValue, k.type);
      if (value.isEmpty()) value = "\"\"";
      System.out.println(String.join(" ", section, k.name, k.type.name().toLowerCase(), value, validator(k.validator), k.importance.name().toLowerCase(),
        k.internalConfig ? "internal" : "-", modes.getOrDefault(k.name, "-"), synonyms.getOrDefault(k.name, "-")));
    }
  }

  public static void main(String[] args) throws Exception {
    Map<String, String> modes = org.apache.kafka.server.config.DynamicBrokerConfig.dynamicConfigUpdateModes();
    Map<String, ConfigDef.ConfigKey> broker = new HashMap<>(org.apache.kafka.server.config.DynamicConfig.Broker.configKeys());
    broker.putAll(org.apache.kafka.server.config.AbstractKafkaConfig.CONFIG_DEF.configKeys());
    Set<String> fileOnly = org.apache.kafka.server.config.AbstractKafkaConfig.CONFIG_DEF.names();
    dump("broker", broker.values(), modes, Map.of());
    for (String name : new TreeSet<>(broker.keySet())) if (!fileOnly.contains(name)) System.out.println("dynamicOnly " + name);

    Map<String, String> synonyms = new HashMap<>();
    org.apache.kafka.server.config.ServerTopicConfigSynonyms.ALL_TOPIC_CONFIG_SYNONYMS.forEach((name, list) -> {
      List<String> names = new ArrayList<>();
      list.forEach(s -> names.add(s.name()));
      synonyms.put(name, String.join("|", names));
    });
    dump("topic", org.apache.kafka.storage.internals.log.LogConfig.configDefCopy().configKeys().values(), Map.of(), synonyms);

    Map<String, String> groupSynonyms = new HashMap<>();
    ((Map<String, Optional<String>>) field(null, org.apache.kafka.coordinator.group.GroupConfig.class, "ALL_GROUP_CONFIG_SYNONYMS"))
      .forEach((name, s) -> s.ifPresent(n -> groupSynonyms.put(name, n)));
    dump("group", org.apache.kafka.coordinator.group.GroupConfig.CONFIG_DEF.configKeys().values(), Map.of(), groupSynonyms);
    dump("clientMetrics", org.apache.kafka.server.metrics.ClientMetricsConfigs.configDef().configKeys().values(), Map.of(), Map.of());
  }
}
