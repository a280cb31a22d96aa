package io.doppelstream.cli.demo;

import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.cli.terminal.TextTable;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.schemas.AnomalyScore;
import io.doppelstream.schemas.ColumnContribution;
import io.doppelstream.schemas.GenerationRequest;
import io.doppelstream.schemas.registry.ConfluentSchemaRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Replays the events, asks for anomalies among them, and shows what became of both. */
final class FraudRun {

    private static final int ANOMALIES = 400;
    private static final int SHOWN_COLUMNS = 2;

    private FraudRun() {}

    static FraudSummary run(ClusterOptions cluster, Manifest manifest, Table events, DemoAnomalies anomalies) {
        String topic = FraudDemo.TOPIC;
        DemoRun.step("Replaying " + events.rows() + " real events to the topic " + topic + ", asking half way for "
                + ANOMALIES + " labelled anomalies among them");
        attack(cluster, manifest, events, anomalies);
        try (ConfluentSchemaRegistry registry = ConfluentSchemaRegistry.from(cluster.registryClient())) {
            BalancedFeed feed =
                    BalancedFeed.await(cluster, registry, topic + ".augmented", events.rows(), FraudDemo.SHARE);
            DemoRun.step("The balanced feed, " + topic + ".augmented");
            System.out.printf(
                    Locale.ROOT,
                    "%,d real events, %.1f %% of them y = 'yes'; with %,d synthetic ones %.1f %% (wanted: %.0f %%)%n",
                    feed.real(),
                    100 * feed.realShare(),
                    feed.synthetic(),
                    100 * feed.share(),
                    100 * FraudDemo.SHARE);
            ScoredAttack scored = ScoredAttack.await(cluster, registry, topic, events.rows() + ANOMALIES);
            show(scored, topic);
            return new FraudSummary(
                    FraudDemo.SHARE,
                    feed.realShare(),
                    feed.share(),
                    events.rows(),
                    feed.synthetic(),
                    scored.injected(),
                    scored.found(),
                    (double) scored.found() / scored.injected(),
                    scored.recall(),
                    FraudDemo.ALERT_RATE,
                    scored.alertedShare());
        }
    }

    private static void attack(ClusterOptions cluster, Manifest manifest, Table events, DemoAnomalies anomalies) {
        GenerationRequest.Builder request = GenerationRequest.newBuilder()
                .setCount(ANOMALIES)
                .setOutputTopic(FraudDemo.TOPIC)
                .setAnomalies(anomalies.request());
        try (DemoClient client = new DemoClient(cluster, manifest.name())) {
            List<String> sent = new ArrayList<>();
            new EventReplay(cluster, FraudDemo.TOPIC, manifest).send(events, () -> sent.add(client.send(request)));
            sent.forEach(client::awaitCompletion);
        }
    }

    private static void show(ScoredAttack scored, String topic) {
        DemoRun.step("The scores, " + topic + ".scores, at an alert rate of " + percent(FraudDemo.ALERT_RATE));
        TextTable table = new TextTable("events", "scored", "alerts", "");
        table.row("real", scored.events().size(), percent(scored.alertedShare()), "");
        scored.anomalies()
                .forEach((kind, scores) ->
                        table.row(kind, scores.size(), percent(scored.recall().get(kind)), example(scores)));
        System.out.print(table);
        System.out.printf(
                Locale.ROOT,
                "%d of %d anomalies found, recall %.3f%n",
                scored.found(),
                scored.injected(),
                (double) scored.found() / scored.injected());
    }

    /** What the most unusual of them is said to be. */
    private static String example(List<AnomalyScore> scores) {
        AnomalyScore most = scores.get(0);
        for (AnomalyScore score : scores) {
            most = score.getScore() > most.getScore() ? score : most;
        }
        List<String> columns = new ArrayList<>();
        for (ColumnContribution column :
                most.getTop().subList(0, Math.min(SHOWN_COLUMNS, most.getTop().size()))) {
            columns.add(column.getColumn() + " " + column.getActual() + ", expected " + column.getExpected());
        }
        return String.join("; ", columns);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
