package io.doppelstream.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/**
 * One KRaft node that is broker and controller (KIP-500, KIP-631). A cluster of several is several of these with the
 * same cluster id and the same voters, started in parallel because each waits for a quorum.
 *
 * @param nodeId number of this node, from 0
 * @param clusterId cluster id, the same on all nodes; used when the folder is formatted
 * @param brokerPort port for clients and for other brokers
 * @param voters the controllers of the quorum, this node among them
 * @param dataFolder folder for the log segments, formatted when it has no {@code meta.properties}
 * @param replicationFactor of the internal topics and the default of new ones: at most the number of voters
 * @param settings broker settings that override those chosen here, by Kafka's names
 */
public record EmbeddedKafkaConfig(
        int nodeId,
        String clusterId,
        int brokerPort,
        List<Voter> voters,
        Path dataFolder,
        int replicationFactor,
        Map<String, String> settings) {

    static final String HOST = "localhost";
    static final String CONTROLLER_LISTENER = "CONTROLLER";
    private static final String BROKER_LISTENER = "PLAINTEXT";

    /** A member of the controller quorum, reached on this machine. */
    public record Voter(int nodeId, int port) {
        @Override
        public String toString() {
            return nodeId + "@" + HOST + ":" + port;
        }
    }

    public EmbeddedKafkaConfig {
        Objects.requireNonNull(clusterId, "clusterId");
        Objects.requireNonNull(dataFolder, "dataFolder");
        voters = List.copyOf(voters);
        settings = Map.copyOf(settings);
        int node = nodeId;
        if (voters.stream().noneMatch(voter -> voter.nodeId() == node)) {
            throw new IllegalArgumentException(
                    "Expected node " + nodeId + " among the voters of the embedded broker, found " + voters);
        }
        if (replicationFactor < 1 || replicationFactor > voters.size()) {
            throw new IllegalArgumentException("Expected a replication factor from 1 to " + voters.size()
                    + " (the number of nodes), found " + replicationFactor);
        }
    }

    /** A single node on free ports. */
    public static EmbeddedKafkaConfig singleNode(Path dataFolder) {
        List<Integer> ports = FreePorts.find(2);
        return new EmbeddedKafkaConfig(
                0,
                Uuid.randomUuid().toString(),
                ports.get(0),
                List.of(new Voter(0, ports.get(1))),
                dataFolder,
                1,
                Map.of());
    }

    /**
     * Nodes of one cluster on free ports, each in a folder of its own; what they hold is on all of them.
     *
     * @param count number of nodes
     * @param dataFolder folder for the nodes' folders
     */
    public static List<EmbeddedKafkaConfig> cluster(int count, Path dataFolder) {
        List<Integer> ports = FreePorts.find(2 * count);
        String clusterId = Uuid.randomUuid().toString();
        List<Voter> voters = IntStream.range(0, count)
                .mapToObj(node -> new Voter(node, ports.get(count + node)))
                .toList();
        return IntStream.range(0, count)
                .mapToObj(node -> new EmbeddedKafkaConfig(
                        node, clusterId, ports.get(node), voters, dataFolder.resolve("kafka-" + node), count, Map.of()))
                .toList();
    }

    /** The same node with one broker setting added or replaced. */
    public EmbeddedKafkaConfig withSetting(String name, String value) {
        Map<String, String> changed = new HashMap<>(settings);
        changed.put(name, value);
        return new EmbeddedKafkaConfig(nodeId, clusterId, brokerPort, voters, dataFolder, replicationFactor, changed);
    }

    /** The same node on another port for clients. */
    public EmbeddedKafkaConfig withBrokerPort(int port) {
        return new EmbeddedKafkaConfig(nodeId, clusterId, port, voters, dataFolder, replicationFactor, settings);
    }

    /** Address for {@code bootstrap.servers}. */
    public String bootstrap() {
        return HOST + ":" + brokerPort;
    }

    int controllerPort() {
        return voters.stream()
                .filter(voter -> voter.nodeId() == nodeId)
                .findFirst()
                .orElseThrow()
                .port();
    }

    /** The broker's settings, by Kafka's names. */
    Properties brokerProperties() {
        String factor = Integer.toString(replicationFactor);
        String minInSync = Integer.toString(Math.max(1, replicationFactor - 1));
        Properties properties = new Properties();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", Integer.toString(nodeId));
        properties.put(
                "controller.quorum.voters", voters.stream().map(Voter::toString).collect(Collectors.joining(",")));
        properties.put("controller.listener.names", CONTROLLER_LISTENER);
        properties.put("inter.broker.listener.name", BROKER_LISTENER);
        properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put(
                "listeners",
                BROKER_LISTENER + "://" + bootstrap() + "," + CONTROLLER_LISTENER + "://" + HOST + ":"
                        + controllerPort());
        properties.put("advertised.listeners", BROKER_LISTENER + "://" + bootstrap());
        properties.put("log.dirs", dataFolder.toString());
        properties.put("auto.create.topics.enable", "false");
        properties.put("default.replication.factor", factor);
        properties.put("offsets.topic.replication.factor", factor);
        properties.put("offsets.topic.num.partitions", "4");
        properties.put("transaction.state.log.replication.factor", factor);
        properties.put("transaction.state.log.min.isr", minInSync);
        properties.put("transaction.state.log.num.partitions", "4");
        properties.put("share.coordinator.state.topic.replication.factor", factor);
        properties.put("share.coordinator.state.topic.min.isr", minInSync);
        properties.put("share.coordinator.state.topic.num.partitions", "4");
        // A group need not wait for more members, and the log cleaner need not reserve 128 MiB.
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("log.cleaner.dedupe.buffer.size", "8388608");
        properties.put("log.cleaner.threads", "1");
        // What a killed producer left open is ended when its time is over, not up to ten seconds later.
        properties.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        properties.putAll(settings);
        return properties;
    }
}
