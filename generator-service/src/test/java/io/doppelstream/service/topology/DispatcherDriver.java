package io.doppelstream.service.topology;

import io.doppelstream.schemas.AcceptedRequest;
import io.doppelstream.schemas.ChunkTask;
import io.doppelstream.schemas.DeadLetter;
import io.doppelstream.schemas.DispatchAction;
import io.doppelstream.schemas.DispatchOrder;
import io.doppelstream.schemas.GenerationStatus;
import io.doppelstream.schemas.OrderOrigin;
import io.doppelstream.schemas.serde.AvroDeserializer;
import io.doppelstream.schemas.serde.SerdeConfig;
import io.doppelstream.service.config.Guarantee;
import io.doppelstream.service.config.RequestSettings;
import io.doppelstream.service.config.TopicSettings;
import io.doppelstream.service.dispatch.RunningRequest;
import io.doppelstream.service.dispatch.RunningRequestSerde;
import io.doppelstream.service.fixture.FilledStore;
import io.doppelstream.service.fixture.MemoryRegistry;
import io.doppelstream.service.metrics.ServiceMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The dispatcher alone, without a broker: orders and completions in, chunk tasks and statuses out, a clock that stands still. */
final class DispatcherDriver implements AutoCloseable {
    static final int CHUNK_SIZE = 100;
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final MemoryRegistry registry = new MemoryRegistry();
    private final TopicSettings topics = new TopicSettings(null, 2, null, null);
    private final Contracts contracts = Contracts.of(registry, SerdeConfig.from(Map.of()));
    private final RequestSettings limits;
    private final Guarantee guarantee;
    /** Where the partitions of the output topic end. */
    private List<Long> ends = List.of(5L, 0L);

    private Instant now = START;
    private TopologyTestDriver driver;
    private Topics pipes;

    private record Topics(
            TestInputTopic<byte[], byte[]> orders,
            TestInputTopic<byte[], byte[]> completions,
            TestOutputTopic<byte[], byte[]> tasks,
            TestOutputTopic<byte[], byte[]> statuses,
            TestOutputTopic<byte[], byte[]> deadLetters) {}

    DispatcherDriver() {
        this(RequestSettings.DEFAULTS);
    }

    DispatcherDriver(RequestSettings limits) {
        this(limits, Guarantee.EXACTLY_ONCE);
    }

    DispatcherDriver(RequestSettings limits, Guarantee guarantee) {
        this.limits = limits;
        this.guarantee = guarantee;
        open(Map.of());
    }

    private void open(Map<Bytes, byte[]> stored) {
        Engine engine = new Engine(
                topics,
                limits,
                guarantee,
                contracts,
                null,
                null,
                null,
                topic -> List.copyOf(ends),
                new ServiceMetrics(new SimpleMeterRegistry()),
                Duration.ofSeconds(1));
        Topology topology =
                GeneratorTopology.addDispatcher(new Topology(), engine, new FilledStore(RunningRequests.STORE, stored));
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        driver = new TopologyTestDriver(topology, properties, now);
        ByteArraySerializer write = new ByteArraySerializer();
        ByteArrayDeserializer read = new ByteArrayDeserializer();
        pipes = new Topics(
                driver.createInputTopic(topics.dispatch().name(), write, write),
                driver.createInputTopic(topics.chunksCompleted().name(), write, write),
                driver.createOutputTopic(topics.chunks().name(), read, read),
                driver.createOutputTopic(topics.catalogue().status().name(), read, read),
                driver.createOutputTopic(topics.catalogue().deadLetters().name(), read, read));
    }

    /** Ends the process and starts another with what the changelog holds, some time later; earlier, where the clock was set back. */
    void restartAfter(Duration outage) {
        Map<Bytes, byte[]> stored = new HashMap<>();
        Serde<RunningRequest> serde = RunningRequestSerde.of();
        KeyValueStore<String, RunningRequest> store = driver.getKeyValueStore(RunningRequests.STORE);
        try (KeyValueIterator<String, RunningRequest> all = store.all()) {
            all.forEachRemaining(entry -> stored.put(
                    Bytes.wrap(entry.key.getBytes(StandardCharsets.UTF_8)),
                    serde.serializer().serialize("", entry.value)));
        }
        driver.close();
        now = now.plus(outage);
        open(stored);
    }

    static AcceptedRequest.Builder request(String id, long count) {
        return AcceptedRequest.newBuilder()
                .setRequestId(id)
                .setModel("tiny")
                .setModelVersion("1")
                .setDigest("d")
                .setSeed(1)
                .setOutputTopic("out")
                .setRequested(count)
                .setChunkSize(CHUNK_SIZE);
    }

    void start(AcceptedRequest.Builder request) {
        order(request.getRequestId(), DispatchAction.START, request.build());
    }

    void order(String id, DispatchAction action) {
        order(id, action, null);
    }

    private void order(String id, DispatchAction action, AcceptedRequest request) {
        DispatchOrder order = DispatchOrder.newBuilder()
                .setRequestId(id)
                .setAction(action)
                .setRequest(request)
                .setOrigin(new OrderOrigin("doppel.requests", 3, 17L, null))
                .build();
        byte[] value = contracts.orderWriter().serialize(topics.dispatch().name(), order);
        pipes.orders.pipeInput(id.getBytes(StandardCharsets.UTF_8), value);
    }

    void outputEndsAt(Long... offsets) {
        ends = List.of(offsets);
    }

    /** Says that the records of a task were written. */
    void complete(ChunkTask task) {
        byte[] value = contracts
                .completionWriter()
                .serialize(
                        topics.chunksCompleted().name(), ChunkProcessor.completed(task, task.getTo() - task.getFrom()));
        pipes.completions.pipeInput(task.getRequestId().getBytes(StandardCharsets.UTF_8), value);
    }

    void fail(ChunkTask task) {
        byte[] value = contracts
                .completionWriter()
                .serialize(topics.chunksCompleted().name(), ChunkProcessor.completed(task, 0));
        pipes.completions.pipeInput(task.getRequestId().getBytes(StandardCharsets.UTF_8), value);
    }

    /** Sets the clock forward at once. */
    void stepForward(Duration time) {
        driver.advanceWallClockTime(time);
        now = now.plus(time);
    }

    /** Lets time pass in steps of the punctuator. */
    void advance(Duration time) {
        for (long left = time.toMillis(); left > 0; left -= DispatchProcessor.TICK.toMillis()) {
            driver.advanceWallClockTime(DispatchProcessor.TICK);
            now = now.plus(DispatchProcessor.TICK);
        }
    }

    /** Tasks handed out since they were asked for last. */
    List<ChunkTask> tasks() {
        return read(pipes.tasks, AvroDeserializer.specific(registry, ChunkTask.class));
    }

    List<GenerationStatus> statuses() {
        return read(pipes.statuses, AvroDeserializer.specific(registry, GenerationStatus.class));
    }

    List<DeadLetter> deadLetters() {
        return read(pipes.deadLetters, AvroDeserializer.specific(registry, DeadLetter.class));
    }

    private static <T extends SpecificRecord> List<T> read(
            TestOutputTopic<byte[], byte[]> topic, AvroDeserializer<T> contract) {
        return topic.readValuesToList().stream()
                .map(value -> contract.deserialize("any", value))
                .toList();
    }

    @Override
    public void close() {
        driver.close();
    }
}
