package io.doppelstream.cli.benchmark.images;

import io.doppelstream.trainer.train.Progress;
import io.doppelstream.trainer.train.TrainingListener;
import io.doppelstream.trainer.train.Validation;
import java.util.ArrayList;
import java.util.List;

/** Keeps the time that steps of a training take, beside a listener of images' trainings. */
final class StepTimes implements TrainingListener {

    private final TrainingListener listener;
    private final List<Double> rates = new ArrayList<>();
    private long steps;

    StepTimes(TrainingListener listener) {
        this.listener = listener;
    }

    @Override
    public void onProgress(Progress progress) {
        steps = progress.steps();
        rates.add(progress.stepsPerSecond());
        listener.onProgress(progress);
    }

    @Override
    public void onValidation(Validation evaluation) {
        listener.onValidation(evaluation);
    }

    /** Steps at the last report. */
    long steps() {
        return steps;
    }

    /** Milliseconds a step, the median over the reports: one that an evaluation falls into does not count much. */
    double medianMillis() {
        return rates.isEmpty()
                ? Double.NaN
                : 1000 / rates.stream().sorted().toList().get(rates.size() / 2);
    }
}
