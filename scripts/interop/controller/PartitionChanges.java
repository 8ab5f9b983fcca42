// Random partitions and what Apache Kafka's PartitionChangeBuilder makes of them, one JSON line each:
// java -cp 'LIBS/*' scripts/interop/controller/PartitionChanges.java COUNT SEED > test/golden/controller/partition-changes.jsonl
import java.util.*;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metadata.PartitionChangeRecord;
import org.apache.kafka.controller.PartitionChangeBuilder;
import org.apache.kafka.metadata.*;
import org.apache.kafka.server.common.MetadataVersion;

public class PartitionChanges {
  static List<Integer> some(Random random, List<Integer> from, double chance) {
    List<Integer> out = new ArrayList<>();
    for (int id : from) if (random.nextDouble() < chance) out.add(id);
    return out;
  }

  static int[] array(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }

  public static void main(String[] args) {
    Random random = new Random(Long.parseLong(args[1]));
    for (int n = Integer.parseInt(args[0]); n > 0; ) {
      List<Integer> replicas = new ArrayList<>(List.of(1, 2, 3, 4));
      Collections.shuffle(replicas, random);
      replicas = new ArrayList<>(replicas.subList(0, 1 + random.nextInt(3)));
      boolean elrOn = random.nextBoolean();
      List<Integer> isr = some(random, replicas, 0.6);
      List<Integer> rest = new ArrayList<>(replicas);
      rest.removeAll(isr);
      List<Integer> elr = elrOn ? some(random, rest, 0.5) : List.of();
      rest.removeAll(elr);
      List<Integer> lastKnown = elrOn ? some(random, rest, 0.5) : List.of();
      if (isr.isEmpty() && !elrOn) continue;
      int leader = !isr.isEmpty() && random.nextDouble() < 0.7 ? isr.get(random.nextInt(isr.size())) : -1;
      List<Integer> alive = some(random, List.of(1, 2, 3, 4), 0.6);
      int minIsr = 1 + random.nextInt(3);
      int recovering = random.nextDouble() < 0.1 && isr.size() == 1 ? 1 : 0;
      Uuid[] dirs = new Uuid[replicas.size()];
      Arrays.fill(dirs, new Uuid(5, 5));
      PartitionRegistration before = new PartitionRegistration.Builder().setReplicas(array(replicas)).setDirectories(dirs).setIsr(array(isr)).setElr(array(elr)).setLastKnownElr(array(lastKnown))
        .setLeader(leader).setLeaderRecoveryState(LeaderRecoveryState.of((byte) recovering)).setLeaderEpoch(3).setPartitionEpoch(7).build();
      PartitionChangeBuilder builder = new PartitionChangeBuilder(before, new Uuid(9, 9), 0, alive::contains, MetadataVersion.IBP_4_3_IV0, minIsr, elrOn);
      PartitionChangeBuilder.Election election = PartitionChangeBuilder.Election.values()[random.nextInt(3)];
      builder.setElection(election).setUseLastKnownLeaderInBalancedRecovery(true).setDefaultDirProvider(id -> new Uuid(5, 5));
      List<Integer> target = null;
      List<Integer> unclean = List.of();
      if (random.nextDouble() < 0.6) {
        target = some(random, replicas, 0.6);
        if (target.isEmpty() && !elrOn) target = null;
        else builder.setTargetIsr(target);
      }
      if (elrOn && random.nextDouble() < 0.2) {
        unclean = some(random, replicas, 0.4);
        builder.setUncleanShutdownReplicas(unclean);
        if (target == null) { target = new ArrayList<>(isr); }
        target = new ArrayList<>(target);
        target.removeAll(unclean);
        builder.setTargetIsr(target);
      }
      String result;
      try {
        Optional<org.apache.kafka.server.common.ApiMessageAndVersion> built = builder.build();
        if (built.isEmpty()) result = "null";
        else {
          PartitionChangeRecord r = (PartitionChangeRecord) built.get().message();
          result = "{\"isr\":" + r.isr() + ",\"leader\":" + r.leader() + ",\"leaderRecoveryState\":" + r.leaderRecoveryState() + ",\"elr\":" + r.eligibleLeaderReplicas() + ",\"lastKnownElr\":" + r.lastKnownElr() + "}";
        }
      } catch (RuntimeException e) {
        if (System.getenv("SHOW") != null) { e.printStackTrace(); System.exit(1); }
        continue;
      }
      System.out.println(("{\"replicas\":" + replicas + ",\"isr\":" + isr + ",\"elr\":" + elr + ",\"lastKnownElr\":" + lastKnown + ",\"leader\":" + leader + ",\"leaderRecoveryState\":" + recovering
        + ",\"alive\":" + alive + ",\"minIsr\":" + minIsr + ",\"elrEnabled\":" + elrOn + ",\"election\":\"" + election.name().toLowerCase() + "\",\"target\":" + target + ",\"unclean\":" + unclean + ",\"record\":" + result + "}").replace(" ", ""));
      n--;
    }
  }
}
