package io.doppelstream.trainer;

import io.doppelstream.model.pack.Manifest;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.trainer.evaluate.fidelity.QualityReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What became of a training. Only {@link Trained} leaves files behind. */
public sealed interface TrainingResult {

    /** One sentence for people. */
    String message();

    /**
     * A complete package is in place.
     *
     * @param model the package
     * @param quality its fidelity
     * @param summary how the training went
     */
    record Trained(ModelPackage model, QualityReport quality, TrainingSummary summary) implements TrainingResult {
        @Override
        public String message() {
            return fidelity() + privacy();
        }

        /** What a private training has spent; empty for others. */
        private String privacy() {
            Manifest.Privacy spent = model.manifest().training().privacy();
            return spent == null
                    ? ""
                    : String.format(
                            Locale.ROOT,
                            "; differential privacy spent: epsilon %.3f, delta %.3g (%s), noise multiplier %.3f",
                            spent.epsilon(),
                            spent.delta(),
                            spent.adjacency(),
                            spent.noiseMultiplier());
        }

        private String fidelity() {
            return ("Trained %s %s in %d steps and %s, until %s; published is step %d, quality %.3f, in %s;"
                            + " export and evaluation took %s more")
                    .formatted(
                            model.manifest().name(),
                            model.manifest().version(),
                            summary.steps(),
                            seconds(summary.training()),
                            summary.ending().reason(),
                            summary.publishedStep(),
                            quality.quality(),
                            model.directory(),
                            seconds(summary.afterwards()));
        }

        private static String seconds(Duration duration) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }

        Trained withAfterwards(Duration afterwards) {
            return new Trained(model, quality, summary.withAfterwards(afterwards));
        }
    }

    /**
     * A loss or a weight became NaN or infinite.
     *
     * @param what what was expected and found
     */
    record Diverged(long steps, String what) implements TrainingResult {
        @Override
        public String message() {
            return "Training diverged after " + steps + " steps: " + what
                    + "; nothing was written; try a lower learning rate or another seed";
        }
    }

    /**
     * The model has forgotten most of the data.
     *
     * @param findings what was expected and found, column by column
     */
    record Collapsed(long steps, List<String> findings) implements TrainingResult {
        public Collapsed {
            findings = List.copyOf(findings);
        }

        @Override
        public String message() {
            return "The model collapsed after " + steps + " steps: " + String.join("; ", findings)
                    + "; nothing was written; try a longer training or another seed";
        }
    }

    /**
     * Stopped on request.
     *
     * @param checkpoint from which it can go on, if it was saved
     */
    record Interrupted(long steps, Optional<Path> checkpoint) implements TrainingResult {
        @Override
        public String message() {
            return "Training was stopped after " + steps + " steps; "
                    + checkpoint
                            .map(place -> "the same command with --resume goes on with it from " + place)
                            .orElse("nothing was written");
        }
    }
}
