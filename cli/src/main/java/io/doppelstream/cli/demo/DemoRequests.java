package io.doppelstream.cli.demo;

import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.model.condition.ChunkConditions;
import io.doppelstream.model.condition.ConditionCompiler;
import io.doppelstream.model.condition.ConditionOutcome;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.schemas.DeadLetter;
import io.doppelstream.trainer.evaluate.fidelity.ColumnScore;
import io.doppelstream.trainer.evaluate.fidelity.ColumnShapes;
import java.util.List;
import java.util.Locale;

/** The demo's three requests, and what came back. */
final class DemoRequests {

    private static final int UNCONDITIONAL = 10_000;
    private static final int CONDITIONED = 5_000;
    private static final List<String> CONDITIONS = List.of("y = 'yes'", "age between 30 and 40");
    private static final List<String> IMPOSSIBLE = List.of("job = 'student'", "job = 'retired'");
    private static final int SHOWN = 4;

    private final Manifest manifest;
    private final DemoClient client;

    private DemoRequests(Manifest manifest, DemoClient client) {
        this.manifest = manifest;
        this.client = client;
    }

    /**
     * Sends the requests, prints what came back and sums it up.
     *
     * @param split real rows: learned from, and held out
     */
    static DemoSummary run(ClusterOptions cluster, ModelPackage model, Table.Split split) {
        try (DemoClient client = new DemoClient(cluster, model.manifest().name())) {
            return new DemoRequests(model.manifest(), client).run(model, split);
        }
    }

    private DemoSummary run(ModelPackage model, Table.Split split) {
        DemoRun.step("Request 1: " + UNCONDITIONAL + " records");
        DemoClient.Answer free = client.ask(UNCONDITIONAL, List.of());
        Table synthetic = ReceivedRecords.table(manifest.schema(), free.records());
        System.out.println(DemoTables.sideBySide(split.second(), synthetic, SHOWN));
        List<ColumnScore> shapes = ColumnShapes.of(split.second(), synthetic);
        System.out.println("Fidelity against " + split.second().rows() + " real rows that the model never saw:");
        System.out.print(DemoTables.shapes(shapes));
        System.out.printf(Locale.ROOT, "mean %.3f%n", ColumnShapes.mean(shapes));

        DemoRun.step("Request 2: " + CONDITIONED + " records with " + String.join(" and ", CONDITIONS));
        DemoClient.Answer conditioned = client.ask(CONDITIONED, CONDITIONS);
        Table conditionedRows = ReceivedRecords.table(manifest.schema(), conditioned.records());
        System.out.println(DemoTables.sideBySide(split.second().select(new int[0]), conditionedRows, SHOWN));
        long satisfied = satisfied(conditionedRows);
        System.out.println(satisfied + " of " + conditionedRows.rows() + " records meet the conditions");

        DemoRun.step("Request 3, impossible: 100 records with " + String.join(" and ", IMPOSSIBLE));
        String impossible = client.send(100, IMPOSSIBLE);
        client.awaitEnd(impossible);
        List<DeadLetter> deadLetters = client.deadLetters(impossible);
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
}
