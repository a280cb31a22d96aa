package io.doppelstream.cli.demo;

import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.cli.source.BankTable;
import io.doppelstream.model.anomaly.AnomalyKind;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.data.TableReader;
import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.schema.SchemaOverrides;
import io.doppelstream.service.config.AugmentationSettings;
import io.doppelstream.service.config.RequestSettings;
import io.doppelstream.service.config.ScorerSettings;
import io.doppelstream.service.config.ServiceConfig;
import io.doppelstream.trainer.TabularTrainer;
import io.doppelstream.trainer.TrainingConfig;
import io.doppelstream.trainer.TrainingResult;
import io.doppelstream.trainer.gan.GanConfig;
import io.doppelstream.trainer.train.Budget;
import io.doppelstream.trainer.train.StopSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The UCI bank marketing table as a stream of events: its rare class balanced, its events scored, labelled anomalies mixed in.
 *
 * @param split rows to learn from and, second, the events
 * @param training time of generator and detector together
 * @param anomalies that are mixed in, as far as the model can make them
 */
record FraudDemo(Table.Split split, Duration training, DemoAnomalies anomalies) implements Demo {

    /** Real topic that the events are replayed to. */
    static final String TOPIC = "calls";

    static final double SHARE = 0.3;
    static final double ALERT_RATE = 0.05;

    private static final String RARE = "y = 'yes'";
    private static final double HOLDOUT = 0.2;
    private static final long SEED = 1;
    private static final Duration WINDOW = Duration.ofMinutes(5);
    /** All of the replay's event time, which runs faster than the clock: a service that falls behind still counts every event. */
    private static final Duration GRACE = Duration.ofMinutes(20);

    private static final double MOST_SYNTHETIC = 5_000;

    static FraudDemo read(Path work, Duration training, List<AnomalyKind> kinds)
            throws IOException, UnusableDataException {
        Table table = TableReader.read(BankTable.copyTo(work), SchemaOverrides.NONE);
        return new FraudDemo(table.split(HOLDOUT, SEED), training, new DemoAnomalies(kinds, RARE));
    }

    @Override
    public String exampleCondition() {
        return RARE;
    }

    @Override
    public Trained train(Path folder, StopSignal stop) throws IOException {
        DemoRun.step("Training generator and detector (kind alad) on "
                + split.first().rows() + " rows of the UCI bank marketing table; "
                + split.second().rows() + " more are the events");
        TrainingConfig config = TrainingConfig.of("bank", "1", GanConfig.of("alad"), Budget.time(training), SEED);
        TrainingResult.Complete complete = DemoRun.complete(
                bar -> new TabularTrainer(config, bar, stop).train(split.first(), split.second(), folder));
        return new TrainedDetector(complete.model(), split.second(), anomalies);
    }

    /** The model, and real rows that it never saw. */
    private record TrainedDetector(ModelPackage model, Table events, DemoAnomalies anomalies) implements Trained {

        @Override
        public ServiceConfig configure(ServiceConfig config) {
            AugmentationSettings balanced = new AugmentationSettings(
                    TOPIC,
                    TOPIC,
                    null,
                    model.manifest().name(),
                    null,
                    RARE,
                    null,
                    SHARE,
                    WINDOW,
                    null,
                    GRACE,
                    MOST_SYNTHETIC,
                    null);
            ScorerSettings scored = new ScorerSettings(
                    TOPIC, TOPIC, null, null, model.manifest().name(), null, ALERT_RATE, null, null, null);
            return config.withRequests(RequestSettings.DEFAULTS.withAllowedTopics(List.of("doppel.synthetic.*", TOPIC)))
                    .withAugmentations(List.of(balanced))
                    .withScorers(List.of(scored));
        }

        @Override
        public void prepare(ClusterOptions cluster) {
            new EventReplay(cluster, TOPIC, model.manifest()).create();
        }

        @Override
        public Outcome ask(ClusterOptions cluster) {
            return new Outcome(FraudRun.run(cluster, model.manifest(), events, anomalies.possibleFor(model)), Map.of());
        }
    }
}
