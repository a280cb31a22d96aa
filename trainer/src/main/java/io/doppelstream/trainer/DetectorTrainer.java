package io.doppelstream.trainer;

import io.doppelstream.model.data.Table;
import io.doppelstream.model.score.EventFeatures;
import io.doppelstream.model.score.Scoring;
import io.doppelstream.trainer.detect.DetectorScorer;
import io.doppelstream.trainer.detect.DetectorTraining;
import io.doppelstream.trainer.detect.LabelledRows;
import io.doppelstream.trainer.detect.ScoringChoice;
import io.doppelstream.trainer.detect.TrainedDetector;
import io.doppelstream.trainer.gan.AladConfig;
import io.doppelstream.trainer.gan.DrawnGan;
import io.doppelstream.trainer.gan.Gan;
import io.doppelstream.trainer.gan.RowCritic;
import io.doppelstream.trainer.gan.TabularData;
import io.doppelstream.trainer.graph.ExecutionConfig;
import io.doppelstream.trainer.graph.TrainingGraph;
import io.doppelstream.trainer.graph.WeightSnapshot;
import io.doppelstream.trainer.train.Budget;
import io.doppelstream.trainer.train.StopSignal;
import io.doppelstream.trainer.train.TrainingListener;
import io.doppelstream.trainer.train.TrainingLoop;
import io.doppelstream.trainer.train.TrainingOutcome;
import java.util.Optional;
import org.tensorflow.Session;

/**
 * Trains a detector without a package: for measuring scores. As {@link TabularTrainer} does it, but that the generator has no evaluations on
 * the way and its marginals are not calibrated.
 *
 * @param budget of both parts
 */
public record DetectorTrainer(AladConfig config, Budget budget, ExecutionConfig execution, long seed) {

    /**
     * Trains.
     *
     * @param training rows to fit
     * @param heldOut rows of the same schema to calibrate by
     * @param labelled rows to choose the default score by, where there are some
     * @throws IllegalStateException if the training diverged
     */
    public FittedDetector train(Table training, Table heldOut, Optional<LabelledRows> labelled) {
        TabularData data = TabularData.of(training, config, seed);
        EventFeatures features = EventFeatures.of(training.schema(), data.codec());
        try (TrainingGraph graph = new TrainingGraph(seed)) {
            Gan gan = config.create();
            DrawnGan drawn = gan.draw(graph, data);
            TrainingLoop loop = new TrainingLoop(graph, drawn.plan());
            RowCritic critic = drawn.critic().orElseThrow();
            WeightSnapshot weights;
            try (Session session = graph.open(execution);
                    TrainingBatches batches = TrainingBatches.resident(data, gan, seed)) {
                requireTrained(loop.run(
                        session,
                        batches.training(),
                        budget.part(config.generatorShare()),
                        TrainingListener.silent(),
                        StopSignal.never()));
                weights = WeightSnapshot.take(session, graph.variables(), critic.parameters());
            }
            DetectorTraining.Outcome outcome = new DetectorTraining(config, features, training, execution, seed)
                    .train(
                            critic,
                            weights,
                            budget.part(config.detectorShare()),
                            TrainingListener.silent(),
                            StopSignal.never());
            if (outcome instanceof DetectorTraining.Failed failed) {
                requireTrained(failed.outcome());
            }
            TrainedDetector detector = ((DetectorTraining.Trained) outcome).detector();
            try (DetectorScorer scorer = new DetectorScorer(detector, execution)) {
                Scoring scoring = ScoringChoice.of(scorer, heldOut, labelled, seed);
                return new FittedDetector(detector, scoring);
            }
        }
    }

    private static void requireTrained(TrainingOutcome outcome) {
        if (!(outcome instanceof TrainingOutcome.Trained)) {
            throw new IllegalStateException("Expected a training that ends with finite weights, found " + outcome);
        }
    }
}
