package io.doppelstream.trainer;

import io.doppelstream.trainer.calibrate.MarginalCalibration;
import io.doppelstream.trainer.classify.TrainedTarget;
import io.doppelstream.trainer.gan.RowGenerator;
import io.doppelstream.trainer.gan.TabularData;
import io.doppelstream.trainer.graph.WeightSnapshot;
import io.doppelstream.trainer.train.Progress;
import java.util.List;
import java.util.Optional;

/**
 * What is left of a training once TensorFlow's graph is closed.
 *
 * @param data codecs and condition layout
 * @param generator the published network
 * @param weights its weights and statistics
 * @param target what draws the target in the network's place
 * @param summary how the training went
 * @param history what was reported on the way
 * @param provenance of the rows that it was trained on
 * @param detector trained beside it
 * @param release what stands for facts of the data where the training was private
 */
record TrainedGenerator(
        TabularData data,
        RowGenerator generator,
        WeightSnapshot weights,
        Optional<TrainedTarget> target,
        TrainingSummary summary,
        List<Progress> history,
        TrainingSource.Provenance provenance,
        Optional<FittedDetector> detector,
        Optional<PrivateRelease> release) {

    /** The same with its marginal distributions corrected. */
    TrainedGenerator calibrated(MarginalCalibration calibration) {
        return new TrainedGenerator(
                data.withCodec(calibration.codec()),
                calibration.apply(generator),
                weights,
                target,
                summary,
                history,
                provenance,
                detector,
                release);
    }

    /** The same with its target drawn last. */
    TrainedGenerator withTarget(TrainedTarget last) {
        return new TrainedGenerator(
                data, generator, weights, Optional.of(last), summary, history, provenance, detector, release);
    }

    /** The same beside a detector. */
    TrainedGenerator withDetector(FittedDetector fitted) {
        return new TrainedGenerator(
                data, generator, weights, target, summary, history, provenance, Optional.of(fitted), release);
    }

    /** Rows that it learned from, those set aside for the evaluations on the way included. */
    long trainedRows() {
        return release.map(PrivateRelease::rows)
                .map(Long::valueOf)
                .orElseGet(() -> provenance.rows() + summary.validationRows());
    }
}
