package io.doppelstream.service.augment;

import io.doppelstream.service.config.AugmentationSettings;
import io.doppelstream.service.config.TopicSettings;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.UsePartitionTimeOnInvalidTimestamp;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The topology of one augmentation: three parts, which share nothing but topics.
 *
 * <pre>
 * real topic -> {@link RealProcessor} -> merged feed, counts
 * counts -> {@link DeficitProcessor} with the tallies -> requests
 * synthetic records that the generator made -> {@link MergeProcessor} -> merged feed, counts
 * </pre>
 */
public final class AugmentTopology {
    static final String STORE = "tallies";
    static final String REAL_OUTPUT = "real-output";
    static final String REAL_COUNTS = "real-counts";
    static final String REAL_DEAD_LETTERS = "real-dead-letters";
    static final String COUNT_DEAD_LETTERS = "count-dead-letters";
    static final String REQUESTS = "requests";
    static final String SYNTHETIC_OUTPUT = "synthetic-output";
    static final String SYNTHETIC_COUNTS = "synthetic-counts";
    static final String SYNTHETIC_DEAD_LETTERS = "synthetic-dead-letters";

    private static final String REAL_SOURCE = "real";
    private static final String REAL_PROCESSOR = "real-processor";
    private static final String COUNT_SOURCE = "counts";
    private static final String DEFICIT_PROCESSOR = "deficit-processor";
    private static final String SYNTHETIC_SOURCE = "synthetic";
    private static final String MERGE_PROCESSOR = "merge-processor";

    private AugmentTopology() {}

    /** The whole of it. */
    public static Topology of(Augmentation augmentation) {
        return of(augmentation, Stores.inMemoryKeyValueStore(STORE));
    }

    static Topology of(Augmentation augmentation, KeyValueBytesStoreSupplier store) {
        AugmentationSettings settings = augmentation.settings();
        TopicSettings topics = augmentation.topics();
        String counts = topics.augmentCounts(settings.name()).name();
        String deadLetters = topics.catalogue().deadLetters().name();
        Topology topology = new Topology();
        addSource(topology, REAL_SOURCE, settings.topic());
        topology.addProcessor(REAL_PROCESSOR, () -> new RealProcessor(augmentation), REAL_SOURCE);
        addSink(topology, REAL_OUTPUT, settings.output(), Forwarded.samePartition(), REAL_PROCESSOR);
        addSink(topology, REAL_COUNTS, counts, null, REAL_PROCESSOR);
        addSink(topology, REAL_DEAD_LETTERS, deadLetters, null, REAL_PROCESSOR);
        addSource(topology, COUNT_SOURCE, counts);
        topology.addProcessor(DEFICIT_PROCESSOR, () -> new DeficitProcessor(augmentation), COUNT_SOURCE)
                .addStateStore(cached(store), DEFICIT_PROCESSOR);
        addSink(topology, REQUESTS, topics.catalogue().requests().name(), null, DEFICIT_PROCESSOR);
        addSink(topology, COUNT_DEAD_LETTERS, deadLetters, null, DEFICIT_PROCESSOR);
        addSource(
                topology, SYNTHETIC_SOURCE, topics.augmentFeed(settings.name()).name());
        topology.addProcessor(MERGE_PROCESSOR, () -> new MergeProcessor(augmentation), SYNTHETIC_SOURCE);
        addSink(topology, SYNTHETIC_OUTPUT, settings.output(), null, MERGE_PROCESSOR);
        addSink(topology, SYNTHETIC_COUNTS, counts, null, MERGE_PROCESSOR);
        addSink(topology, SYNTHETIC_DEAD_LETTERS, deadLetters, null, MERGE_PROCESSOR);
        return topology;
    }

    private static void addSource(Topology topology, String name, String topic) {
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        topology.addSource(
                AutoOffsetReset.earliest(), name, new UsePartitionTimeOnInvalidTimestamp(), bytes, bytes, topic);
    }

    private static void addSink(
            Topology topology,
            String name,
            String topic,
            StreamPartitioner<byte[], Forwarded> partitioner,
            String processor) {
        topology.addSink(name, topic, new ByteArraySerializer(), Forwarded.serializer(), partitioner, processor);
    }

    /** With a cache: of the many changes of a tally, one a commit goes to the changelog. */
    private static StoreBuilder<KeyValueStore<String, Tally>> cached(KeyValueBytesStoreSupplier store) {
        return Stores.keyValueStoreBuilder(store, Serdes.String(), Tally.serde())
                .withCachingEnabled();
    }
}
