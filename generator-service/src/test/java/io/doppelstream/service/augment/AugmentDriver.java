package io.doppelstream.service.augment;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doppelstream.schemas.DeadLetter;
import io.doppelstream.schemas.GenerationRequest;
import io.doppelstream.schemas.provenance.DoppelHeaders;
import io.doppelstream.schemas.provenance.Rendering;
import io.doppelstream.schemas.provenance.RequestHeaders;
import io.doppelstream.schemas.serde.AvroDeserializer;
import io.doppelstream.schemas.serde.AvroSerializer;
import io.doppelstream.schemas.serde.SerdeConfig;
import io.doppelstream.service.config.AugmentationSettings;
import io.doppelstream.service.config.TopicSettings;
import io.doppelstream.service.fixture.FilledStore;
import io.doppelstream.service.fixture.MemoryRegistry;
import io.doppelstream.service.metrics.AugmentMetrics;
import io.doppelstream.service.metrics.ServiceMetrics;
import io.doppelstream.service.topology.Patience;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** An augmentation without a broker, with a clock that tests move, and a generator that answers when it is told to. */
final class AugmentDriver implements AutoCloseable {
    static final String TOPIC = "events";
    /** Start of a window of any length that is used here. */
    static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    static final Schema SCHEMA = SchemaBuilder.record("Event")
            .fields()
            .requiredString("y")
            .optionalString("plan")
            .endRecord();

    private final MemoryRegistry registry = new MemoryRegistry();
    private final AvroSerializer<GenericRecord> events = new AvroSerializer<>(registry, SerdeConfig.DEFAULTS);
    private final AvroDeserializer<GenericRecord> reader = AvroDeserializer.generic(registry);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final TopicSettings topics = TopicSettings.DEFAULTS;
    private final AugmentationSettings settings;
    private final List<GenerationRequest> requests = new ArrayList<>();
    private final List<TestRecord<byte[], byte[]>> merged = new ArrayList<>();
    private Supply supply = segment -> new Supply.Answer.Available(List.of("y = 'yes'"));
    private Instant now = Instant.ofEpochMilli(START);
    private int answered;
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> real;
    private TestInputTopic<byte[], byte[]> feed;
    private TestOutputTopic<byte[], byte[]> output;
    private TestOutputTopic<byte[], byte[]> asked;
    private TestOutputTopic<byte[], byte[]> deadLetters;

    AugmentDriver(AugmentationSettings settings) {
        this.settings = settings;
        open(Map.of());
    }

    /** Share 0.3 of {@code y = 'yes'}; without limits that matter. */
    static AugmentationSettings settings(Duration window, Integer events, String segment, double rate, double ratio) {
        return new AugmentationSettings(
                "test",
                TOPIC,
                null,
                "tiny",
                null,
                "y = 'yes'",
                segment,
                0.3,
                window,
                events,
                Duration.ofSeconds(10),
                rate,
                ratio);
    }

    private void open(Map<Bytes, byte[]> stored) {
        Augmentation augmentation = new Augmentation(
                settings,
                topics,
                1_000_000,
                AvroDeserializer.generic(registry),
                new AvroSerializer<>(registry, SerdeConfig.DEFAULTS),
                new AvroSerializer<>(registry, SerdeConfig.DEFAULTS),
                segment -> supply.of(segment),
                new AugmentMetrics(meters, settings.name()),
                new Patience(Duration.ofSeconds(1), new ServiceMetrics(meters)));
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        driver = new TopologyTestDriver(
                AugmentTopology.of(augmentation, new FilledStore(AugmentTopology.STORE, stored)), properties, now);
        ByteArraySerializer write = new ByteArraySerializer();
        ByteArrayDeserializer read = new ByteArrayDeserializer();
        real = driver.createInputTopic(TOPIC, write, write);
        feed = driver.createInputTopic(topics.augmentFeed("test").name(), write, write);
        output = driver.createOutputTopic(settings.output(), read, read);
        asked = driver.createOutputTopic(topics.catalogue().requests().name(), read, read);
        deadLetters = driver.createOutputTopic(topics.catalogue().deadLetters().name(), read, read);
    }

    /** Another process, with what the changelog holds. */
    void restart() {
        Map<Bytes, byte[]> stored = new HashMap<>();
        KeyValueStore<String, Tally> store = driver.getKeyValueStore(AugmentTopology.STORE);
        try (KeyValueIterator<String, Tally> all = store.all()) {
            all.forEachRemaining(entry -> stored.put(
                    Bytes.wrap(entry.key.getBytes(UTF_8)),
                    Tally.serde().serializer().serialize("", entry.value)));
        }
        collect();
        driver.close();
        open(stored);
    }

    void supply(Supply other) {
        supply = other;
    }

    byte[] event(String y, String plan) {
        return events.serialize(
                TOPIC,
                new GenericRecordBuilder(SCHEMA).set("y", y).set("plan", plan).build());
    }

    /** A real event, this long after the start. */
    void real(String y, String plan, Duration after) {
        real("key".getBytes(UTF_8), event(y, plan), new RecordHeaders(), after);
    }

    void real(byte[] key, byte[] value, Headers headers, Duration after) {
        real.pipeInput(new TestRecord<>(key, value, headers, START + after.toMillis()));
    }

    /** Lets time pass in steps of the punctuator. */
    void advance(Duration time) {
        for (long left = time.toMillis(); left > 0; left -= DeficitProcessor.TICK.toMillis()) {
            driver.advanceWallClockTime(DeficitProcessor.TICK);
            now = now.plus(DeficitProcessor.TICK);
        }
    }

    /** Answers requests that came since, as the generator does. */
    void answer() {
        collect();
        for (; answered < requests.size(); answered++) {
            GenerationRequest request = requests.get(answered);
            RequestHeaders headers = new RequestHeaders(
                    "tiny/1",
                    "digest",
                    request.getRequestId(),
                    1,
                    request.getCount(),
                    request.getConditions(),
                    Rendering.DEFAULT,
                    null);
            for (long index = 0; index < request.getCount(); index++) {
                feed.pipeInput(new TestRecord<>(
                        (request.getRequestId() + ":" + index).getBytes(UTF_8),
                        event("yes", null),
                        headers.at(index),
                        now.toEpochMilli()));
            }
        }
    }

    private void collect() {
        AvroDeserializer<GenerationRequest> contract = AvroDeserializer.specific(registry, GenerationRequest.class);
        asked.readValuesToList().forEach(value -> requests.add(contract.deserialize("any", value)));
        merged.addAll(output.readRecordsToList());
    }

    /** All requests so far. */
    List<GenerationRequest> requests() {
        collect();
        return List.copyOf(requests);
    }

    long requested() {
        return requests().stream().mapToLong(GenerationRequest::getCount).sum();
    }

    /** The merged feed so far. */
    List<TestRecord<byte[], byte[]>> merged() {
        collect();
        return List.copyOf(merged);
    }

    /** Writes something else to the topic of counts. */
    void strayCount() {
        driver.createInputTopic(
                        topics.augmentCounts("test").name(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput("key".getBytes(UTF_8), new byte[] {9});
    }

    /** Writes a record of the generator's topic that no request asked for. */
    void stray() {
        feed.pipeInput(new TestRecord<>(
                null,
                event("yes", null),
                new RequestHeaders("tiny/1", "digest", "mine", 1, 1, List.of(), Rendering.DEFAULT, null).at(0),
                START));
    }

    List<DeadLetter> deadLetters() {
        AvroDeserializer<DeadLetter> contract = AvroDeserializer.specific(registry, DeadLetter.class);
        return deadLetters.readValuesToList().stream()
                .map(value -> contract.deserialize("any", value))
                .toList();
    }

    /** Share of the rare class in a part of the merged feed. */
    double share(List<TestRecord<byte[], byte[]>> records) {
        return records.stream()
                        .filter(record -> reader.deserialize(TOPIC, record.value())
                                .get("y")
                                .toString()
                                .equals("yes"))
                        .count()
                / (double) records.size();
    }

    static boolean isSynthetic(TestRecord<byte[], byte[]> record) {
        return DoppelHeaders.isSynthetic(record.headers());
    }

    /** Value of a meter of the augmentation, by name and one more tag. */
    double meter(String name, String tag, String value) {
        return meters.get(name)
                .tag("augmentation", "test")
                .tag(tag, value)
                .meter()
                .measure()
                .iterator()
                .next()
                .getValue();
    }

    @Override
    public void close() {
        driver.close();
    }
}
