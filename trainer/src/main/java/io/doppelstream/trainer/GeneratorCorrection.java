package io.doppelstream.trainer;

import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.trainer.calibrate.MarginalCalibration;
import io.doppelstream.trainer.calibrate.RawSample;
import io.doppelstream.trainer.classify.TargetTraining;
import io.doppelstream.trainer.classify.TrainedTarget;
import io.doppelstream.trainer.gan.TabularData;
import io.doppelstream.trainer.train.StopSignal;
import io.doppelstream.trainer.validate.ValidationSlice;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** What is made right once a generator is trained, without moving its weights: its marginals, then its target. */
record GeneratorCorrection(TrainingConfig config, StopSignal stop) {

    /** Rows by which the target's classifier is fitted to generated ones. */
    private static final int CLASSIFIED_ROWS = 20_000;

    /**
     * The generator as it is published: its marginals calibrated where the kind wants it, and its target drawn last, by a classifier, where
     * one is named and there are rows to see by how far the classifier may be trained.
     *
     * @param slice real rows, those that it was trained on apart from the others
     * @param sampled so many unfinished rows of it, without conditions
     */
    TrainedGenerator correct(TrainedGenerator generator, ValidationSlice slice, IntFunction<RawSample> sampled) {
        MarginalCalibration calibration = config.gan().calibrated()
                ? MarginalCalibration.of(generator.data(), sampled.apply(MarginalCalibration.rows(generator.data())))
                : MarginalCalibration.none(generator.data());
        Supplier<float[]> finished = () -> calibration.encoded(sampled.apply(CLASSIFIED_ROWS), config.seed());
        TrainedGenerator calibrated = config.gan().calibrated() ? generator.calibrated(calibration) : generator;
        return target(generator.data(), slice, finished)
                .map(calibrated::withTarget)
                .orElse(calibrated);
    }

    /** @param generated encoded rows that the classifier's answers are shifted to fit, float[n * D] */
    private Optional<TrainedTarget> target(TabularData data, ValidationSlice slice, Supplier<float[]> generated) {
        if (!config.gan().classifiesTarget() || slice.rows() == 0) {
            return Optional.empty();
        }
        TableSchema schema = slice.training().schema();
        return config.evaluation()
                .target()
                .filter(name -> TargetTraining.fits(data.layout(), schema.require(name)))
                .flatMap(name -> new TargetTraining(
                                data, slice.reference(), schema.require(name), config.execution(), config.seed())
                        .train(name, generated.get(), stop));
    }
}
