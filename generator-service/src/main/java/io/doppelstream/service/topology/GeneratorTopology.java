package io.doppelstream.service.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.TopicNameExtractor;

/**
 * The topology (Processor API):
 *
 * <pre>
 * requests --> [request] --> status, dead letters, records of small requests
 *                  |
 *                  +--> chunks --> [chunk] --> records, dead letters
 *                                     |
 *                                     +--> chunks-completed --> [progress] --> status
 * </pre>
 *
 * With {@code exactly_once_v2} (KIP-447) everything that comes of an input record is committed with its offset.
 */
public final class GeneratorTopology {
    // Each processor has a sink of its own: a shared one would join them into a single sub-topology, and their
    // partitions
    // into the same tasks.
    static final String REQUEST_OUTPUT = "request-output";
    static final String CHUNK_OUTPUT = "chunk-output";
    static final String PROGRESS_OUTPUT = "progress-output";
    /** Sink of chunk tasks. */
    static final String CHUNKS = "chunks";

    private static final String REQUEST_SOURCE = "requests";
    private static final String REQUEST_PROCESSOR = "request";
    private static final String CHUNK_SOURCE = "chunk-tasks";
    private static final String CHUNK_PROCESSOR = "chunk";
    private static final String COMPLETED_SOURCE = "chunk-completions";
    private static final String PROGRESS_PROCESSOR = "progress";

    private GeneratorTopology() {}

    /** Builds the topology. */
    public static Topology of(Engine engine) {
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        String requests = engine.topics().catalogue().requests().name();
        String chunks = engine.topics().chunks().name();
        String completed = engine.topics().chunksCompleted().name();
        Topology topology = new Topology()
                .addSource(REQUEST_SOURCE, bytes, bytes, requests)
                .addProcessor(REQUEST_PROCESSOR, () -> new RequestProcessor(engine), REQUEST_SOURCE)
                .addStateStore(SeenRequests.store(), REQUEST_PROCESSOR)
                .addSource(CHUNK_SOURCE, bytes, bytes, chunks)
                .addProcessor(CHUNK_PROCESSOR, () -> new ChunkProcessor(engine), CHUNK_SOURCE)
                .addSource(COMPLETED_SOURCE, bytes, bytes, completed)
                .addProcessor(PROGRESS_PROCESSOR, () -> new ProgressProcessor(engine), COMPLETED_SOURCE)
                .addStateStore(ProgressProcessor.store(), PROGRESS_PROCESSOR);
        topology.addSink(CHUNKS, chunks, new ByteArraySerializer(), Outgoing.serializer(), spread(), REQUEST_PROCESSOR);
        addOutput(topology, REQUEST_OUTPUT, REQUEST_PROCESSOR);
        addOutput(topology, CHUNK_OUTPUT, CHUNK_PROCESSOR);
        addOutput(topology, PROGRESS_OUTPUT, PROGRESS_PROCESSOR);
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
