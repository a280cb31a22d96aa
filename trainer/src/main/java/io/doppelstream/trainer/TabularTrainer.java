package io.doppelstream.trainer;

import io.doppelstream.model.data.Table;
import io.doppelstream.trainer.calibrate.RawSampler;
import io.doppelstream.trainer.checkpoint.Checkpoint;
import io.doppelstream.trainer.detect.LabelledRows;
import io.doppelstream.trainer.encoder.EncoderChoices;
import io.doppelstream.trainer.gan.AladConfig;
import io.doppelstream.trainer.gan.DrawnGan;
import io.doppelstream.trainer.gan.Gan;
import io.doppelstream.trainer.gan.RowCritic;
import io.doppelstream.trainer.gan.TabularData;
import io.doppelstream.trainer.graph.TrainingGraph;
import io.doppelstream.trainer.graph.VariableValues;
import io.doppelstream.trainer.graph.WeightSnapshot;
import io.doppelstream.trainer.privacy.PrivacyConfig;
import io.doppelstream.trainer.stream.StreamedTable;
import io.doppelstream.trainer.train.BatchSource;
import io.doppelstream.trainer.train.LoopPosition;
import io.doppelstream.trainer.train.StopSignal;
import io.doppelstream.trainer.train.TrainingListener;
import io.doppelstream.trainer.train.TrainingLoop;
import io.doppelstream.trainer.validate.ModelValidation;
import io.doppelstream.trainer.validate.ValidationSlice;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.Session;

/**
 * From a table to a model package: split, encode, train, export, evaluate, publish to a folder. The published weights are
 * those of the best moment, by evaluations on the way. With a budget of steps they are a function of table,
 * configuration and seed, to the bit on one kind of processor, however often the training was stopped and resumed. A
 * private training goes another way: {@link PrivateTraining}.
 */
public final class TabularTrainer {

    private static final int ESTIMATION_BATCHES = 500;

    private final TrainingConfig config;
    private final TrainingListener listener;
    private final StopSignal stop;
    private final PilotConfig pilots;

    public TabularTrainer(TrainingConfig config) {
        this(config, TrainingListener.silent(), StopSignal.never());
    }

    /**
     * A trainer.
     *
     * @param listener told how it goes
     * @param stop asked between steps whether to stop; an interrupt of the thread stops it too
     */
    public TabularTrainer(TrainingConfig config, TrainingListener listener, StopSignal stop) {
        this(config, listener, stop, PilotConfig.defaults());
    }

    /** @param pilots trainings that compare encoders */
    TabularTrainer(TrainingConfig config, TrainingListener listener, StopSignal stop, PilotConfig pilots) {
        this.config = config;
        this.listener = listener;
        this.stop = stop;
        this.pilots = pilots;
    }

    /**
     * Trains on a part of a table, the rest being set aside for the figures.
     *
     * @param table all rows
     * @param directory where the package will be; must not exist
     */
    public TrainingResult train(Table table, Path directory) throws IOException {
        if (config.privacy().isPresent()) {
            config.evaluation().check(table.schema());
            return privately(config.privacy().get()).train(table, new PackageWriter(config, directory));
        }
        Table.Split split = table.split(config.holdoutShare(), config.seed());
        return train(split.first(), split.second(), directory);
    }

    /**
     * Trains on all rows of a table.
     *
     * @param holdout rows of the same schema that the figures are measured against; if it is empty, the training rows are
     * @param directory where the package will be; must not exist
     */
    public TrainingResult train(Table training, Table holdout, Path directory) throws IOException {
        if (config.privacy().isPresent()) {
            config.evaluation().check(training.schema());
            return privately(config.privacy().get()).train(training, holdout, new PackageWriter(config, directory));
        }
        return train(training, holdout, Optional.empty(), directory);
    }

    /**
     * The same of a kind that detects.
     *
     * @param labelled rows that its default score is chosen by; empty: there are none
     */
    public TrainingResult train(Table training, Table holdout, Optional<LabelledRows> labelled, Path directory)
            throws IOException {
        return train(TrainingSource.of(training, holdout, config.seed()).withLabelled(labelled), directory);
    }

    /**
     * Trains on a table that is larger than what is held of it in memory. {@link TrainingConfig#holdoutShare} has been
     * applied when it was opened.
     *
     * @param directory where the package will be; must not exist
     */
    public TrainingResult train(StreamedTable table, Path directory) throws IOException {
        if (config.privacy().isPresent()) {
            throw new IllegalArgumentException(
                    "expected all rows in memory for a differentially private training, found a table of which "
                            + table.window().rows() + " are at a time: widen the window");
        }
        return train(TrainingSource.of(table), directory);
    }

    private TrainingResult train(TrainingSource source, Path directory) throws IOException {
        config.evaluation().check(source.resident().schema());
        PackageWriter writer = new PackageWriter(config, directory);
        Checkpoints checkpoints =
                new Checkpoints(config.checkpoints(), directory, TrainingIdentity.of(config, source.provenance()));
        TrainingResult result = train(source, writer, checkpoints);
        if (result instanceof TrainingResult.Interrupted interrupted) {
            return new TrainingResult.Interrupted(interrupted.steps(), checkpoints.place());
        }
        checkpoints.delete();
        return result;
    }

    /** With secrets that nobody, not even the owner, can draw again. */
    private PrivateTraining privately(PrivacyConfig privacy) {
        return new PrivateTraining(config, privacy, listener, stop, new SecureRandom());
    }

    private TrainingResult train(TrainingSource source, PackageWriter writer, Checkpoints checkpoints)
            throws IOException {
        ValidationSlice slice = source.slice();
        TabularData plain = TabularData.of(slice.training(), config.gan(), config.seed());
        long start = System.nanoTime();
        Optional<EncoderChoices> encoders = encoders(plain, slice, checkpoints);
        if (encoders.isEmpty()) {
            return new TrainingResult.Interrupted(0, Optional.empty());
        }
        LoopPosition from = checkpoints.resumed().map(Checkpoint::position).orElseGet(() -> LoopPosition.start()
                .after(start));
        checkpoints.encodersChosen(encoders.get());
        Set<String> mixtures = encoders.get().mixtures();
        return train(
                source,
                mixtures.isEmpty()
                        ? plain
                        : TabularData.of(
                                slice.training(),
                                config.gan(),
                                config.gan().codecs().withMixtures(mixtures),
                                config.seed()),
                encoders.get(),
                from,
                writer,
                checkpoints);
    }

    /** Those of the former training, or by a trial; empty if a stop was requested. */
    private Optional<EncoderChoices> encoders(TabularData plain, ValidationSlice slice, Checkpoints checkpoints) {
        if (checkpoints.resumed().isPresent()) {
            return checkpoints.resumed().map(Checkpoint::encoders);
        }
        return config.gan().validatesEncoders()
                ? new EncoderTrial(config, pilots, listener, stop).run(plain, slice)
                : Optional.of(EncoderChoices.NONE);
    }

    private TrainingResult train(
            TrainingSource source,
            TabularData data,
            EncoderChoices encoders,
            LoopPosition from,
            PackageWriter writer,
            Checkpoints checkpoints)
            throws IOException {
        ValidationSlice slice = source.slice();
        try (TrainingGraph graph = new TrainingGraph(config.seed())) {
            Gan gan = config.gan().create();
            DrawnGan drawn = gan.draw(graph, data);
            TrainingLoop loop = new TrainingLoop(graph, drawn.plan());
            RawSampler sampler = new RawSampler(graph.tf(), data, drawn.generator(), drawn.servingWeights());
            VariableValues values = new VariableValues(graph);
            try (Session session = graph.open(config.execution());
                    TrainingBatches batches = source.batches(data, gan, config.seed())) {
                BatchSource estimation = batches.estimation();
                SupervisedTraining.Outcome outcome = new SupervisedTraining(
                                config.ofGenerator(), listener, stop, checkpoints)
                        .run(
                                session,
                                loop,
                                batches.training(),
                                from,
                                new ModelValidation(
                                        config.gan().calibrated(),
                                        drawn,
                                        data,
                                        sampler,
                                        estimation,
                                        slice.reference(),
                                        config.seed()),
                                values,
                                values.names(
                                        drawn.servingWeights(),
                                        drawn.generator().published()));
                if (outcome instanceof SupervisedTraining.Failed failed) {
                    return failed.result();
                }
                SupervisedTraining.Complete complete = (SupervisedTraining.Complete) outcome;
                long start = System.nanoTime();
                drawn.estimation().ifPresent(measured -> measured.run(session, estimation, ESTIMATION_BATCHES));
                TrainedGenerator generator = new TrainedGenerator(
                        data,
                        drawn.generator(),
                        WeightSnapshot.take(
                                session,
                                drawn.servingWeights(),
                                drawn.generator().published()),
                        Optional.empty(),
                        new TrainingSummary(
                                complete.ending(),
                                complete.end().rounds(),
                                complete.publishedStep(),
                                slice.rows(),
                                encoders,
                                complete.evaluations(),
                                complete.end().elapsed(),
                                Duration.ZERO),
                        complete.reports(),
                        source.provenance(),
                        Optional.empty(),
                        Optional.empty());
                TrainedGenerator corrected = new GeneratorCorrection(config, stop)
                        .correct(generator, slice, rows -> sampler.sample(session, rows, config.seed()));
                if (config.gan() instanceof AladConfig kind) {
                    RowCritic critic = drawn.critic().orElseThrow();
                    DetectorFitting.Outcome fitted = new DetectorFitting(config, kind, listener, stop)
                            .fit(
                                    corrected,
                                    critic,
                                    WeightSnapshot.take(session, graph.variables(), critic.parameters()),
                                    slice.training(),
                                    source.heldOut(),
                                    source.labelled());
                    if (fitted instanceof DetectorFitting.Failed failed) {
                        return failed.result();
                    }
                    corrected = corrected.withDetector(((DetectorFitting.Fitted) fitted).detector());
                }
                TrainingResult result = writer.write(corrected, source.resident(), source.holdout(), stop);
                return result instanceof TrainingResult.Trained written
                        ? written.withAfterwards(Duration.ofNanos(System.nanoTime() - start))
                        : result;
            }
        }
    }
}
