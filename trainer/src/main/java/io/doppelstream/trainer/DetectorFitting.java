package io.doppelstream.trainer;

import io.doppelstream.model.data.Table;
import io.doppelstream.model.score.EventFeatures;
import io.doppelstream.model.score.Scoring;
import io.doppelstream.trainer.detect.DetectorScorer;
import io.doppelstream.trainer.detect.DetectorTraining;
import io.doppelstream.trainer.detect.LabelledRows;
import io.doppelstream.trainer.detect.ScoringChoice;
import io.doppelstream.trainer.gan.AladConfig;
import io.doppelstream.trainer.gan.RowCritic;
import io.doppelstream.trainer.graph.WeightSnapshot;
import io.doppelstream.trainer.train.StopSignal;
import io.doppelstream.trainer.train.TrainingListener;
import io.doppelstream.trainer.train.TrainingOutcome;
import java.util.Optional;

/** The part of a training that makes a detector, once the kind that generates is trained. */
record DetectorFitting(TrainingConfig config, AladConfig kind, TrainingListener listener, StopSignal stop) {

    /** How it ended. */
    sealed interface Outcome {}

    record Fitted(FittedDetector detector) implements Outcome {}

    /** There is nothing to publish. */
    record Failed(TrainingResult result) implements Outcome {}

    /**
     * Trains and calibrates.
     *
     * @param generator that is published: events are encoded by its codecs
     * @param training rows in memory
     * @param heldOut rows that neither was trained on, where there are some
     */
    Outcome fit(
            TrainedGenerator generator,
            RowCritic critic,
            WeightSnapshot criticWeights,
            Table training,
            Table heldOut,
            Optional<LabelledRows> labelled) {
        EventFeatures features =
                EventFeatures.of(training.schema(), generator.data().codec());
        DetectorTraining.Outcome outcome = new DetectorTraining(
                        kind, features, training, config.execution(), config.seed())
                .train(critic, criticWeights, config.budget().part(kind.detectorShare()), listener, stop);
        if (outcome instanceof DetectorTraining.Trained trained) {
            try (DetectorScorer scorer = new DetectorScorer(trained.detector(), config.execution())) {
                Scoring scoring = ScoringChoice.of(scorer, heldOut, labelled, config.seed());
                return new Fitted(new FittedDetector(trained.detector(), scoring));
            }
        }
        TrainingOutcome failed = ((DetectorTraining.Failed) outcome).outcome();
        return new Failed(
                failed instanceof TrainingOutcome.Diverged diverged
                        ? new TrainingResult.Diverged(diverged.steps(), diverged.what())
                        : new TrainingResult.Interrupted(failed.steps(), Optional.empty()));
    }
}
