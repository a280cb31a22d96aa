package io.doppelstream.cli;

import io.doppelstream.model.condition.ChunkConditions;
import io.doppelstream.model.condition.ConditionCompiler;
import io.doppelstream.model.condition.ConditionOutcome;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.schemas.DeadLetter;
import io.doppelstream.schemas.GenerationRequest;
import io.doppelstream.schemas.GenerationState;
import io.doppelstream.schemas.GenerationStatus;
import io.doppelstream.schemas.registry.ConfluentSchemaRegistry;
import io.doppelstream.schemas.serde.AvroDeserializer;
import io.doppelstream.schemas.serde.SerdeConfig;
import io.doppelstream.service.client.RequestClient;
import io.doppelstream.service.client.TopicReader;
import io.doppelstream.trainer.evaluate.fidelity.ColumnScore;
import io.doppelstream.trainer.evaluate.fidelity.ColumnShapes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.avro.generic.GenericRecord;

/** The demo's three requests, and what came back. */
final class DemoRequests {

    private static final int UNCONDITIONAL = 10_000;
    private static final int CONDITIONED = 5_000;
    private static final List<String> CONDITIONS = List.of("y = 'yes'", "age between 30 and 40");
    private static final List<String> IMPOSSIBLE = List.of("job = 'student'", "job = 'retired'");
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final int SHOWN = 4;

    private final ClusterOptions cluster;
    private final Manifest manifest;
    private final RequestClient client;
    private final ConfluentSchemaRegistry registry;

    /** Records of one request. */
    private record Answer(GenerationStatus end, List<GenericRecord> records, double seconds) {}

    private DemoRequests(
            ClusterOptions cluster, Manifest manifest, RequestClient client, ConfluentSchemaRegistry registry) {
        this.cluster = cluster;
        this.manifest = manifest;
        this.client = client;
        this.registry = registry;
    }

    /**
     * Sends the requests, prints what came back and sums it up.
     *
     * @param split real rows: learned from, and held out
     */
    static DemoSummary run(ClusterOptions cluster, ModelPackage model, Table.Split split) {
        SerdeConfig serdes = SerdeConfig.from(cluster.registryClient());
        try (ConfluentSchemaRegistry registry = ConfluentSchemaRegistry.from(cluster.registryClient());
                RequestClient client =
                        new RequestClient(cluster.client(), cluster.topics().catalogue(), registry, serdes)) {
            return new DemoRequests(cluster, model.manifest(), client, registry).run(model, split);
        }
    }

    private DemoSummary run(ModelPackage model, Table.Split split) {
        DemoCommand.step("Request 1: " + UNCONDITIONAL + " records");
        Answer free = ask(UNCONDITIONAL, List.of());
        Table synthetic = ReceivedRecords.table(manifest.schema(), free.records());
        System.out.println(DemoTables.sideBySide(split.second(), synthetic, SHOWN));
        List<ColumnScore> shapes = ColumnShapes.of(split.second(), synthetic);
        System.out.println("Fidelity against " + split.second().rows() + " real rows that the model never saw:");
        System.out.print(DemoTables.shapes(shapes));
        System.out.printf(Locale.ROOT, "mean %.3f%n", ColumnShapes.mean(shapes));

        DemoCommand.step("Request 2: " + CONDITIONED + " records with " + String.join(" and ", CONDITIONS));
        Answer conditioned = ask(CONDITIONED, CONDITIONS);
        Table conditionedRows = ReceivedRecords.table(manifest.schema(), conditioned.records());
        System.out.println(DemoTables.sideBySide(split.second().select(new int[0]), conditionedRows, SHOWN));
        long satisfied = satisfied(conditionedRows);
        System.out.println(satisfied + " of " + conditionedRows.rows() + " records meet the conditions");

        DemoCommand.step("Request 3, impossible: 100 records with " + String.join(" and ", IMPOSSIBLE));
        String impossible = send(100, IMPOSSIBLE);
        client.await(impossible, TIMEOUT, status -> {});
        List<DeadLetter> deadLetters = deadLetters();
        DeadLetter letter = deadLetters.stream()
                .filter(candidate -> impossible.equals(candidate.getRequestId()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No dead letter for request " + impossible));
        System.out.println("Dead letter: " + letter.getReasonCode() + ": " + letter.getMessage());

        long delivered = free.records().size() + (long) conditioned.records().size();
        double recordsPerSecond = delivered / (free.seconds() + conditioned.seconds());
        System.out.printf(
                Locale.ROOT,
                "%n%,d records delivered, %,.0f records/s from request to commit%n",
                delivered,
                recordsPerSecond);
        return new DemoSummary(
                manifest.training().rows(),
                manifest.training().seconds(),
                new DemoSummary.ColumnShapes(ColumnShapes.mean(shapes), shapes),
                UNCONDITIONAL + CONDITIONED,
                delivered,
                conditioned.records().size(),
                satisfied,
                deadLetters.size(),
                letter.getReasonCode(),
                recordsPerSecond,
                manifest.name() + "/" + manifest.version(),
                model.digest());
    }

    private Answer ask(long count, List<String> conditions) {
        long start = System.nanoTime();
        String id = send(count, conditions);
        GenerationStatus end = client.await(id, TIMEOUT, status -> {});
        double seconds = (System.nanoTime() - start) / 1e9;
        if (end.getState() != GenerationState.COMPLETED) {
            throw new UserException(end.getReasonCode() + ": " + end.getMessage());
        }
        List<GenericRecord> records = new ArrayList<>();
        client.readRecords(end, Long.MAX_VALUE, record -> records.add(record.value()));
        return new Answer(end, records, seconds);
    }

    private String send(long count, List<String> conditions) {
        String id = "demo-" + UUID.randomUUID();
        client.send(GenerationRequest.newBuilder()
                .setRequestId(id)
                .setModel(manifest.name())
                .setCount(count)
                .setConditions(conditions)
                .setClient("demo")
                .build());
        return id;
    }

    private long satisfied(Table rows) {
        ConditionOutcome outcome =
                new ConditionCompiler(manifest.schema(), manifest.codec(), manifest.conditions()).compile(CONDITIONS);
        ChunkConditions conditions =
                ((ConditionOutcome.Compiled) outcome).conditions().forChunk(new long[2], 0, 1);
        long satisfied = 0;
        for (int row = 0; row < rows.rows(); row++) {
            boolean holds = true;
            for (int column : conditions.columns()) {
                holds &= conditions.holds(column, 0, rows.column(column).number(row));
            }
            satisfied += holds ? 1 : 0;
        }
        return satisfied;
    }

    private List<DeadLetter> deadLetters() {
        List<DeadLetter> letters = new ArrayList<>();
        AvroDeserializer<DeadLetter> deserializer = AvroDeserializer.specific(registry, DeadLetter.class);
        new TopicReader(cluster.client())
                .readAll(
                        cluster.topics().catalogue().deadLetters().name(),
                        record -> letters.add(deserializer.deserialize(record.topic(), record.value())));
        return letters;
    }
}
