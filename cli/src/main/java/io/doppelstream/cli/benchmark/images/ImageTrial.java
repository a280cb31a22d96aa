package io.doppelstream.cli.benchmark.images;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import io.doppelstream.cli.benchmark.measure.Machine;
import io.doppelstream.cli.terminal.Interruption;
import io.doppelstream.cli.terminal.ProgressBar;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.image.ImageSet;
import io.doppelstream.trainer.ImageTrainer;
import io.doppelstream.trainer.TrainingConfig;
import io.doppelstream.trainer.TrainingResult;
import io.doppelstream.trainer.gan.GanConfig;
import io.doppelstream.trainer.train.Budget;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * One model of images trained and measured as its user gets it.
 *
 * @param data name of the images
 * @param kind of GAN
 * @param seed of split and training
 * @param seconds of training, classifier and evaluations included
 * @param steps of training
 * @param stepMillis median wall time of a step
 * @param ended in words
 * @param machine where
 * @param figures of {@code quality.json} by path, and {@link #FINISHED}
 */
record ImageTrial(
        String data,
        String kind,
        long seed,
        double seconds,
        long steps,
        double stepMillis,
        String ended,
        String machine,
        @JsonIgnore Map<String, Double> figures) {

    /** 1 where the training came to its end, 0 where it diverged or collapsed for good; then there are no other figures. */
    static final String FINISHED = "finished";

    @JsonAnyGetter
    Map<String, Double> all() {
        return figures;
    }

    static ImageTrial run(ImageTask task, GanConfig gan, long seed, Duration time, Path out) throws IOException {
        Table.Split split = task.split(seed);
        TrainingConfig config = TrainingConfig.ofImages(task.name(), "seed-" + seed, gan, Budget.time(time), seed);
        ProgressBar bar = ProgressBar.onStandardError();
        StepTimes times = new StepTimes(bar);
        TrainingResult result;
        long start = System.nanoTime();
        try (Interruption interruption = new Interruption()) {
            result = new ImageTrainer(config, times, interruption)
                    .train(ImageSet.of(split.first()), ImageSet.of(split.second()), out);
        } finally {
            bar.finish();
        }
        if (result instanceof TrainingResult.Interrupted) {
            throw new UserException(task.name() + ", " + gan.kind() + ", seed " + seed + ": " + result.message());
        }
        Map<String, Double> figures = new TreeMap<>();
        figures.put(FINISHED, 0.0);
        double seconds = (System.nanoTime() - start) / 1e9;
        long steps = times.steps();
        if (result instanceof TrainingResult.TrainedImages trained) {
            figures.put(FINISHED, 1.0);
            figures.putAll(trained.quality().figures());
            seconds = trained.summary().training().toMillis() / 1000.0;
            steps = trained.summary().steps();
        }
        return new ImageTrial(
                task.name(),
                gan.kind(),
                seed,
                seconds,
                steps,
                times.medianMillis(),
                result.message(),
                Machine.describe(),
                figures);
    }

    /** With one more figure. */
    ImageTrial with(String figure, double value) {
        Map<String, Double> more = new TreeMap<>(figures);
        more.put(figure, value);
        return new ImageTrial(data, kind, seed, seconds, steps, stepMillis, ended, machine, more);
    }
}
