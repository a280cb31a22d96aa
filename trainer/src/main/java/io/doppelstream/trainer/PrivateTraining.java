package io.doppelstream.trainer;

import io.doppelstream.model.data.Table;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.trainer.calibrate.MarginalCalibration;
import io.doppelstream.trainer.calibrate.RawSampler;
import io.doppelstream.trainer.checkpoint.CheckpointConfig.Start;
import io.doppelstream.trainer.encoder.EncoderChoices;
import io.doppelstream.trainer.gan.DrawnPrivateGan;
import io.doppelstream.trainer.gan.PoissonBatches;
import io.doppelstream.trainer.gan.PrivateTabularGan;
import io.doppelstream.trainer.gan.TabularConfig;
import io.doppelstream.trainer.gan.TabularData;
import io.doppelstream.trainer.graph.TrainingGraph;
import io.doppelstream.trainer.graph.WeightSnapshot;
import io.doppelstream.trainer.privacy.PrivacyConfig;
import io.doppelstream.trainer.privacy.PrivacyNotice;
import io.doppelstream.trainer.privacy.PrivacyPlan;
import io.doppelstream.trainer.privacy.PrivateMarginals;
import io.doppelstream.trainer.train.Batch;
import io.doppelstream.trainer.train.BatchSource;
import io.doppelstream.trainer.train.Budget;
import io.doppelstream.trainer.train.StopSignal;
import io.doppelstream.trainer.train.TrainingListener;
import io.doppelstream.trainer.train.TrainingLoop;
import io.doppelstream.trainer.train.TrainingOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.tensorflow.Session;

/**
 * A differentially private training. Real rows are looked at in two places, both with noise that the plan counts:
 * {@link PrivateMarginals} and the critic's gradients of {@link PrivateTabularGan}. What follows from these is
 * published; what would follow from more (early stopping, the best moment, a check for collapse, checkpoints) is left
 * out.
 */
final class PrivateTraining {

    private static final int ESTIMATION_BATCHES = 500;
    private static final int TIMED_STEPS = 40;
    /** Of the time, for steps; the rest is a margin for an estimate that was too good. */
    private static final double TRAINING_SHARE = 0.9;

    private final TrainingConfig config;
    private final PrivacyConfig privacy;
    private final TabularConfig gan;
    private final TrainingListener listener;
    private final StopSignal stop;
    private final RandomGenerator secret;

    /** @param secret all that an observer must not know comes from it: split, samples, noise */
    PrivateTraining(
            TrainingConfig config,
            PrivacyConfig privacy,
            TrainingListener listener,
            StopSignal stop,
            RandomGenerator secret) {
        if (!(config.gan() instanceof TabularConfig tabular) || tabular.encoder() != TabularConfig.Encoder.QUANTILE) {
            throw new IllegalArgumentException("expected the kind 'tabular' with quantile encoding for a differentially"
                    + " private training, found " + config.gan().kind());
        }
        if (config.checkpoints().start() == Start.RESUME) {
            throw new IllegalArgumentException(
                    "expected a differentially private training to start anew, found a request"
                            + " to resume: its secret noise is not kept, and drawing it again for the same steps would spend the"
                            + " budget twice; train from the start, without --resume");
        }
        this.config = config;
        this.privacy = privacy;
        this.gan = tabular;
        this.listener = listener;
        this.stop = stop;
        this.secret = secret;
    }

    /** Sets each row aside by itself: one row more leaves the others where they are. */
    TrainingResult train(Table table, PackageWriter writer) throws IOException {
        boolean[] aside = new boolean[table.rows()];
        for (int row = 0; row < aside.length; row++) {
            aside[row] = secret.nextDouble() < config.holdoutShare();
        }
        Table training = table.select(
                IntStream.range(0, aside.length).filter(row -> !aside[row]).toArray());
        Table holdout = table.select(
                IntStream.range(0, aside.length).filter(row -> aside[row]).toArray());
        int rows = Math.max(1, (int) Math.round(table.rows() * (1 - config.holdoutShare())));
        return train(training, holdout, rows, table.rows() - rows, writer);
    }

    /** Trains on all rows of a table. */
    TrainingResult train(Table training, Table holdout, PackageWriter writer) throws IOException {
        return train(training, holdout, training.rows(), holdout.rows(), writer);
    }

    private TrainingResult train(Table training, Table holdout, int rows, int holdoutRows, PackageWriter writer)
            throws IOException {
        // Noise on the histograms does not depend on the number of steps, which may be unknown yet.
        PrivacyPlan first = PrivacyPlan.of(privacy, rows, 1, training.schema());
        PrivateMarginals marginals = PrivateMarginals.release(training, gan.codecs(), first, secret);
        Table shown = marginals.conform(training, secret);
        TabularData data = new TabularData(
                marginals.codec(),
                marginals.conditions(),
                marginals.codec().code(shown, secret.nextLong()),
                privacy.batchRows(rows));
        PrivacyPlan plan = PrivacyPlan.of(privacy, rows, steps(data, first), training.schema());
        try (TrainingGraph graph = new TrainingGraph(config.seed())) {
            DrawnPrivateGan drawn = new PrivateTabularGan(gan, plan).draw(graph, data);
            TrainingLoop loop = new TrainingLoop(graph, drawn.plan());
            RawSampler sampler = new RawSampler(graph.tf(), data, drawn.generator(), drawn.servingWeights());
            try (Session session = graph.open(config.execution())) {
                LossHistory history = new LossHistory(listener);
                TrainingOutcome outcome = loop.run(
                        session, new PoissonBatches(data, plan, secret), Budget.steps(plan.steps()), history, stop);
                if (outcome instanceof TrainingOutcome.Diverged diverged) {
                    return new TrainingResult.Diverged(diverged.steps(), diverged.what());
                } else if (outcome instanceof TrainingOutcome.Interrupted interrupted) {
                    return new TrainingResult.Interrupted(interrupted.steps(), Optional.empty());
                }
                long start = System.nanoTime();
                BatchSource nothing = number -> new Batch(Map.of());
                drawn.estimation().run(session, nothing, ESTIMATION_BATCHES);
                TrainedGenerator generator = new TrainedGenerator(
                        data,
                        drawn.generator(),
                        WeightSnapshot.take(
                                session,
                                drawn.servingWeights(),
                                drawn.generator().published()),
                        Optional.empty(),
                        summary(outcome),
                        history.reports(),
                        TrainingSource.Provenance.secret(rows),
                        Optional.empty(),
                        Optional.of(new PrivateRelease(
                                marginals.schema(),
                                marginals.reference(),
                                rows,
                                holdoutRows,
                                spent(plan, outcome.steps(), training))));
                // Towards the released marginals, not the real ones: nothing more is spent.
                TrainedGenerator corrected = gan.calibrated()
                        ? generator.calibrated(MarginalCalibration.of(
                                data, sampler.sample(session, MarginalCalibration.rows(data), config.seed())))
                        : generator;
                TrainingResult result = writer.write(corrected, training, holdout, stop);
                return result instanceof TrainingResult.Trained complete
                        ? complete.withAfterwards(Duration.ofNanos(System.nanoTime() - start))
                        : result;
            }
        }
    }

    /** The steps that the budget allows; for a time, by timing steps that hold no row. */
    private long steps(TabularData data, PrivacyPlan plan) {
        if (config.budget() instanceof Budget.Steps given) {
            return given.rounds();
        }
        Duration time = ((Budget.Time) config.budget()).duration();
        try (TrainingGraph graph = new TrainingGraph(config.seed())) {
            TrainingLoop loop = new TrainingLoop(
                    graph, new PrivateTabularGan(gan, plan).draw(graph, data).plan());
            try (Session session = graph.open(config.execution())) {
                BatchSource empty = PoissonBatches.empty(data, plan);
                // The first steps are slow: TensorFlow prunes and places the graph, and takes its memory.
                loop.run(session, empty, Budget.steps(TIMED_STEPS / 4), TrainingListener.silent(), stop);
                long start = System.nanoTime();
                loop.run(session, empty, Budget.steps(TIMED_STEPS), TrainingListener.silent(), stop);
                double step = (double) (System.nanoTime() - start) / TIMED_STEPS;
                return Math.max(1, (long) (TRAINING_SHARE * time.toNanos() / step));
            }
        }
    }

    private static TrainingSummary summary(TrainingOutcome outcome) {
        return new TrainingSummary(
                TrainingSummary.Ending.BUDGET,
                outcome.steps(),
                outcome.steps(),
                0,
                EncoderChoices.NONE,
                List.of(),
                outcome.position().elapsed(),
                Duration.ZERO);
    }

    private Manifest.Privacy spent(PrivacyPlan plan, long steps, Table training) {
        return new Manifest.Privacy(
                plan.spent(steps),
                plan.delta(),
                PrivacyNotice.ADJACENCY,
                plan.noiseMultiplier(),
                plan.clip(),
                plan.samplingRate(),
                steps,
                plan.histograms(),
                plan.histogramNoise(),
                plan.threshold(),
                privacy.encoderShare(),
                PrivacyNotice.ACCOUNTANT,
                PrivacyNotice.publicFacts(training.schema()),
                PrivacyNotice.notCovered());
    }
}
