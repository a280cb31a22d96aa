package io.doppelstream.trainer;

import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.trainer.evaluate.fidelity.QualityReport;
import java.util.List;

/** What became of a training. Only {@link Trained} leaves files behind. */
public sealed interface TrainingResult {

    /** One sentence for people. */
    String message();

    /**
     * A complete package is in place.
     *
     * @param model the package
     * @param quality its fidelity
     */
    record Trained(ModelPackage model, QualityReport quality) implements TrainingResult {
        @Override
        public String message() {
            return "Trained %s %s in %d steps, quality %.3f, in %s"
                    .formatted(
                            model.manifest().name(),
                            model.manifest().version(),
                            model.manifest().training().steps(),
                            quality.quality(),
                            model.directory());
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

    /** Stopped on request. */
    record Interrupted(long steps) implements TrainingResult {
        @Override
        public String message() {
            return "Training was stopped after " + steps + " steps; nothing was written";
        }
    }
}
