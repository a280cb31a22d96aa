package io.doppelstream.trainer;

import io.doppelstream.model.pack.Manifest;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.trainer.evaluate.fidelity.QualityReport;
import io.doppelstream.trainer.evaluate.image.ImageQuality;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What became of a training. Only a {@link Complete} one leaves files behind. */
public sealed interface TrainingResult {

    /** One sentence for people. */
    String message();

    private static String ended(ModelPackage model, TrainingSummary summary, String quality) {
        return ("Trained %s %s in %d steps and %s, until %s; published is step %d, %s, in %s;" + " %s took %s more")
                .formatted(
                        model.manifest().name(),
                        model.manifest().version(),
                        summary.steps(),
                        seconds(summary.training()),
                        summary.ending().reason(),
                        summary.publishedStep(),
                        quality,
                        model.directory(),
                        model.manifest().scoring() == null
                                ? "export and evaluation"
                                : "training of the detector, export and evaluation",
                        seconds(summary.afterwards()));
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    /** A complete package is in place. */
    sealed interface Complete extends TrainingResult {

        /** The package. */
        ModelPackage model();
    }

    /**
     * Images were trained on.
     *
     * @param model the package
     * @param quality its figures; a collapsed model is written all the same, to be looked at
     * @param summary how the training went
     */
    record TrainedImages(ModelPackage model, ImageQuality quality, TrainingSummary summary) implements Complete {

        @Override
        public String message() {
            return ended(model, summary, String.format(Locale.ROOT, "FID ratio %.2f", quality.fidRatio())) + collapse();
        }

        TrainedImages withAfterwards(Duration afterwards) {
            return new TrainedImages(model, quality, summary.withAfterwards(afterwards));
        }

        private String collapse() {
            return quality.collapse().isEmpty()
                    ? ""
                    : "; MODE COLLAPSE: " + String.join("; ", quality.collapse())
                            + ": look at the report; try a longer training, another seed or another kind. It is published with"
                            + " --force alone";
        }
    }

    /**
     * A table was trained on.
     *
     * @param model the package
     * @param quality its fidelity
     * @param summary how the training went
     */
    record Trained(ModelPackage model, QualityReport quality, TrainingSummary summary) implements Complete {
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
            return ended(model, summary, String.format(Locale.ROOT, "quality %.3f", quality.quality()));
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
