package io.doppelstream.service.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doppelstream.service.config.TopicSettings;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.TopicNameExtractor;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.Stores;

/**
 * The two topologies (Processor API):
 *
 * <pre>
 * requests --> [request] --> status, dead letters, records of small requests
 * control  --> [control]
 *                  |
 *                  +--> dispatch --> [dispatch] --> status, dead letters
 *                                     ^   |
 *             chunks-completed -------+   +--> chunks
 *
 * chunks --> [chunk] --> records, chunks-completed, dead letters
 * </pre>
 *
 * Each runs in a Kafka Streams client of its own: a stream thread works off all that it has polled before it polls again,
 * so that a small request on a thread that makes chunks would wait for all of those. With {@code exactly_once_v2} (KIP-447)
 * everything that comes of an input record is committed with its offset.
 */
public final class GeneratorTopology {
    // Each processor has a sink of its own: a shared one would join them into a single sub-topology, and their
    // partitions
    // into the same tasks.
    static final String REQUEST_OUTPUT = "request-output";
    static final String CONTROL_OUTPUT = "control-output";
    static final String CHUNK_OUTPUT = "chunk-output";
    static final String DISPATCH_OUTPUT = "dispatch-output";
    /** Sink of chunk tasks. */
    static final String CHUNKS = "chunks";

    private static final String REQUEST_SOURCE = "requests";
    private static final String REQUEST_PROCESSOR = "request";
    private static final String CONTROL_SOURCE = "controls";
    private static final String CONTROL_PROCESSOR = "control";
    private static final String CHUNK_SOURCE = "chunk-tasks";
    private static final String CHUNK_PROCESSOR = "chunk";
    private static final String DISPATCH_SOURCE = "dispatcher-input";
    private static final String DISPATCH_PROCESSOR = "dispatch";

    private GeneratorTopology() {}

    /** What takes requests, answers small ones and hands out the chunks of large ones. */
    public static Topology ofRequests(Engine engine) {
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        String requests = engine.topics().catalogue().requests().name();
        Topology topology = new Topology()
                .addSource(REQUEST_SOURCE, bytes, bytes, requests)
                .addProcessor(REQUEST_PROCESSOR, () -> new RequestProcessor(engine), REQUEST_SOURCE)
                .addSource(
                        CONTROL_SOURCE,
                        bytes,
                        bytes,
                        engine.topics().catalogue().control().name())
                .addProcessor(CONTROL_PROCESSOR, () -> new ControlProcessor(engine), CONTROL_SOURCE)
                .addStateStore(SeenRequests.store(), REQUEST_PROCESSOR, CONTROL_PROCESSOR);
        addOutput(topology, REQUEST_OUTPUT, REQUEST_PROCESSOR);
        addOutput(topology, CONTROL_OUTPUT, CONTROL_PROCESSOR);
        return addDispatcher(topology, engine, Stores.inMemoryKeyValueStore(RunningRequests.STORE));
    }

    /** What makes the chunks. */
    public static Topology ofChunks(Engine engine) {
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        Topology topology = new Topology()
                .addSource(CHUNK_SOURCE, bytes, bytes, engine.topics().chunks().name())
                .addProcessor(CHUNK_PROCESSOR, () -> new ChunkProcessor(engine), CHUNK_SOURCE);
        addOutput(topology, CHUNK_OUTPUT, CHUNK_PROCESSOR);
        return topology;
    }

    /** Adds the part that is the dispatcher's. */
    static Topology addDispatcher(Topology topology, Engine engine, KeyValueBytesStoreSupplier store) {
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        TopicSettings topics = engine.topics();
        topology.addSource(
                        DISPATCH_SOURCE,
                        bytes,
                        bytes,
                        topics.dispatch().name(),
                        topics.chunksCompleted().name())
                .addProcessor(DISPATCH_PROCESSOR, () -> new DispatchProcessor(engine), DISPATCH_SOURCE)
                .addStateStore(RunningRequests.store(store), DISPATCH_PROCESSOR)
                .addSink(
                        CHUNKS,
                        topics.chunks().name(),
                        new ByteArraySerializer(),
                        Outgoing.serializer(),
                        spread(),
                        DISPATCH_PROCESSOR);
        addOutput(topology, DISPATCH_OUTPUT, DISPATCH_PROCESSOR);
        return topology;
    }

    private static void addOutput(Topology topology, String sink, String processor) {
        TopicNameExtractor<byte[], Outgoing> topics = (key, value, context) -> value.topic();
        topology.addSink(sink, topics, new ByteArraySerializer(), Outgoing.serializer(), processor);
    }

    /** Chunks of a request go round the partitions, from one that its id chooses. */
    static StreamPartitioner<byte[], Outgoing> spread() {
        return (topic, key, value, partitions) -> {
            String text = new String(key, UTF_8);
            int slash = text.lastIndexOf('/');
            long index = Long.parseLong(text.substring(slash + 1));
            long start = Utils.toPositive(Utils.murmur2(text.substring(0, slash).getBytes(UTF_8)));
            return Optional.of(Set.of((int) ((start + index) % partitions)));
        };
    }
}
