package io.doppelstream.trainer.detect;

import io.doppelstream.model.data.Table;
import io.doppelstream.model.score.EventFeatures;
import io.doppelstream.trainer.gan.AladConfig;
import io.doppelstream.trainer.gan.AladGan;
import io.doppelstream.trainer.gan.EventSpace;
import io.doppelstream.trainer.gan.RowCritic;
import io.doppelstream.trainer.graph.ExecutionConfig;
import io.doppelstream.trainer.graph.SeedMixing;
import io.doppelstream.trainer.graph.TrainingGraph;
import io.doppelstream.trainer.graph.WeightSnapshot;
import io.doppelstream.trainer.train.Batch;
import io.doppelstream.trainer.train.BatchSource;
import io.doppelstream.trainer.train.Budget;
import io.doppelstream.trainer.train.StopSignal;
import io.doppelstream.trainer.train.TrainingListener;
import io.doppelstream.trainer.train.TrainingLoop;
import io.doppelstream.trainer.train.TrainingOutcome;
import java.util.Map;
import java.util.SplittableRandom;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * Trains {@link AladGan} on a table's rows, once the kind that generates is trained. With a budget of steps a function of rows,
 * settings and seed.
 *
 * @param config of the kind
 * @param features of the events: by the codecs that are published
 * @param training rows in memory
 */
public record DetectorTraining(
        AladConfig config, EventFeatures features, Table training, ExecutionConfig execution, long seed) {

    /** Told apart from the seed of the kind that generates. */
    private static final long SEED_OFFSET = 0x5DEECE66DL;

    /** Rows that means and deviations of the features are taken of. */
    private static final int MEASURED_ROWS = 10_000;

    private static final String ROW = "row";

    /** How it ended. */
    public sealed interface Outcome {}

    /** All weights are finite. */
    public record Trained(TrainedDetector detector) implements Outcome {}

    /** There is no detector: it was stopped, or it diverged. */
    public record Failed(TrainingOutcome outcome) implements Outcome {}

    /**
     * Trains.
     *
     * @param critic of the kind that generates, with its weights
     */
    public Outcome train(
            RowCritic critic, WeightSnapshot criticWeights, Budget budget, TrainingListener listener, StopSignal stop) {
        float[] measured = rows(-1, MEASURED_ROWS);
        EventSpace space = EventSpace.of(features, measured);
        AladGan alad = AladGan.of(config, space);
        try (TrainingGraph graph = new TrainingGraph(SeedMixing.mix(seed, SEED_OFFSET))) {
            Placeholder<TFloat32> row = graph.tf()
                    .withName(ROW)
                    .placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, features.width())));
            AladGan.Drawn drawn = alad.draw(graph, row);
            TrainingLoop loop = new TrainingLoop(graph, drawn.plan());
            try (Session session = graph.open(execution)) {
                TrainingOutcome outcome = loop.run(session, batches(), budget, listener, stop);
                if (!(outcome instanceof TrainingOutcome.Trained)) {
                    return new Failed(outcome);
                }
                WeightSnapshot weights = WeightSnapshot.take(session, drawn.scoring(), alad.scoringParameters());
                double realism = UsualRealism.of(critic, criticWeights, features, measured, execution);
                return new Trained(new TrainedDetector(alad, weights, critic, criticWeights, realism));
            }
        }
    }

    private BatchSource batches() {
        return number -> new Batch(Map.of(
                ROW,
                TFloat32.tensorOf(
                        Shape.of(config.detectorBatch(), features.width()),
                        DataBuffers.of(rows(number, config.detectorBatch())))));
    }

    /** So many rows drawn with replacement, encoded; all of them if they are asked for and there are no more. */
    private float[] rows(long number, int count) {
        if (number < 0 && training.rows() <= count) {
            return features.encode(training);
        }
        SplittableRandom random = new SplittableRandom(SeedMixing.mix(seed + SEED_OFFSET, number));
        return features.encode(
                training.select(random.ints(count, 0, training.rows()).toArray()));
    }
}
