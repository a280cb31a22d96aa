package io.doppelstream.trainer;

import io.doppelstream.model.data.Table;
import io.doppelstream.trainer.gan.ConditionedBatches;
import io.doppelstream.trainer.gan.DrawnGan;
import io.doppelstream.trainer.gan.Gan;
import io.doppelstream.trainer.gan.TabularData;
import io.doppelstream.trainer.graph.Parameter;
import io.doppelstream.trainer.graph.TrainingGraph;
import io.doppelstream.trainer.graph.WeightSnapshot;
import io.doppelstream.trainer.train.StopSignal;
import io.doppelstream.trainer.train.TrainingListener;
import io.doppelstream.trainer.train.TrainingLoop;
import io.doppelstream.trainer.train.TrainingOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Session;

/**
 * From a table to a model package: split, encode, train, export, evaluate, publish to a folder. With a budget of steps
 * the weights are a function of table, configuration and seed, to the bit on one kind of processor.
 */
public final class TabularTrainer {

    private static final int ESTIMATION_BATCHES = 500;
    /** Told apart from the seed of the training batches. */
    private static final long ESTIMATION_SEED_OFFSET = 0x5DEECE66DL;

    private final TrainingConfig config;
    private final TrainingListener listener;
    private final StopSignal stop;

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
        this.config = config;
        this.listener = listener;
        this.stop = stop;
    }

    /**
     * Trains on a part of a table, the rest being set aside for the figures.
     *
     * @param table all rows
     * @param directory where the package will be; must not exist
     */
    public TrainingResult train(Table table, Path directory) throws IOException {
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
        PackageWriter writer = new PackageWriter(config, directory);
        LossHistory history = new LossHistory(listener);
        TabularData data = TabularData.of(training, config.gan(), config.seed());
        try (TrainingGraph graph = new TrainingGraph(config.seed())) {
            Gan gan = config.gan().create();
            DrawnGan drawn = gan.draw(graph, data);
            TrainingLoop loop = new TrainingLoop(graph, drawn.plan());
            try (Session session = graph.open(config.execution())) {
                data.load(drawn.table(), session);
                ConditionedBatches batches = new ConditionedBatches(data, gan.conditions(data), config.seed());
                TrainingOutcome outcome = loop.run(session, batches, config.budget(), history, stop);
                if (outcome instanceof TrainingOutcome.Diverged diverged) {
                    return new TrainingResult.Diverged(diverged.steps(), diverged.what());
                } else if (outcome instanceof TrainingOutcome.Trained trained) {
                    double seconds = trained.elapsed().toMillis() / 1000.0;
                    TrainedGenerator generator = new TrainedGenerator(
                            data,
                            drawn.generator(),
                            weights(session, data, gan, drawn),
                            trained.steps(),
                            seconds,
                            history.reports());
                    return writer.write(generator, training, holdout, stop);
                }
                return new TrainingResult.Interrupted(outcome.steps());
            }
        }
    }

    /** The published weights, their moving statistics estimated first where training has not gathered them. */
    private WeightSnapshot weights(Session session, TabularData data, Gan gan, DrawnGan drawn) {
        drawn.estimation()
                .ifPresent(estimation -> estimation.run(
                        session,
                        new ConditionedBatches(data, gan.conditions(data), config.seed() + ESTIMATION_SEED_OFFSET),
                        ESTIMATION_BATCHES));
        List<Parameter> published = new ArrayList<>(drawn.generator().parameters());
        published.addAll(drawn.generator().statistics());
        return WeightSnapshot.take(session, drawn.servingWeights(), published);
    }
}
