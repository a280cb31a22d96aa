package io.doppelstream.cli.benchmark.fraud;

import io.doppelstream.cli.benchmark.measure.Machine;
import io.doppelstream.cli.terminal.Json;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.model.pack.ModelPackageException;
import io.doppelstream.trainer.evaluate.augmentation.Arm;
import io.doppelstream.trainer.evaluate.augmentation.AugmentationTrial;
import io.doppelstream.trainer.evaluate.augmentation.LabelledRows;
import io.doppelstream.trainer.evaluate.augmentation.Partition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * All arms of one table and seed, as they are kept in a file.
 *
 * @param plan what was asked for
 * @param ordered whether the split is by time
 * @param modelSeconds of the model's training, its evaluation included; about none where it was there already
 * @param seconds of everything after it
 */
record FraudTrial(
        Plan plan,
        long seed,
        boolean ordered,
        Part train,
        Part validation,
        Part test,
        double modelSeconds,
        double seconds,
        String machine,
        List<Arm> arms) {

    private static final double NANOS = 1e9;

    /**
     * What a result depends on.
     *
     * @param minutes of the model's training
     * @param repeatTo share of the rare class in what the model learns from, by repeating its rows; 0: as it is
     * @param rows of the table, at most
     * @param shares of the rare class
     */
    record Plan(
            String table,
            String where,
            List<String> time,
            double minutes,
            double repeatTo,
            int rows,
            List<Double> shares) {}

    /** Number of rows of a part, and of those of the rare class. */
    record Part(int rows, int positives) {
        static Part of(LabelledRows rows) {
            return new Part(rows.size(), rows.positives());
        }

        /** Such as {@code 8,283 (3.56 %)}. */
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%,d (%.2f %%)", rows, 100.0 * positives / rows);
        }
    }

    /** Trains and measures. */
    static FraudTrial run(Plan plan, FraudRows rows, long seed, Path model)
            throws IOException, ModelPackageException, UnusableDataException {
        long start = System.nanoTime();
        Partition parts = rows.split(seed);
        AugmentationTrial trial = new AugmentationTrial(parts, rows.target(), plan.shares(), seed);
        try (ConditionedModel conditioned = ConditionedModel.of(
                parts.train().repeated(plan.repeatTo()),
                plan.where(),
                Duration.ofMillis(Math.round(plan.minutes() * 60_000)),
                seed,
                model)) {
            long trained = System.nanoTime();
            List<Arm> arms = trial.run(conditioned, FraudTrial::tell);
            return new FraudTrial(
                    plan,
                    seed,
                    parts.ordered(),
                    Part.of(parts.train()),
                    Part.of(parts.validation()),
                    Part.of(parts.test()),
                    (trained - start) / NANOS,
                    (System.nanoTime() - trained) / NANOS,
                    Machine.describe(),
                    arms);
        }
    }

    private static void tell(Arm arm) {
        System.err.printf(
                Locale.ROOT,
                "  %s%s: %d synthetic rows, AUPRC %.4f on validation, %.4f on test%n",
                arm.method().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                arm.share() > 0 ? " to " + arm.share() : "",
                arm.synthetic(),
                arm.validation().averagePrecision(),
                arm.test().averagePrecision());
    }

    /** A result that is there already; empty where there is none. */
    static Optional<FraudTrial> read(Path file, Plan plan) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        FraudTrial trial = Json.INDENTED.readValue(file.toFile(), FraudTrial.class);
        if (!trial.plan().equals(plan)) {
            throw new UserException("Expected a result of " + plan + " in " + file + ", found one of " + trial.plan()
                    + ": name another folder with --out");
        }
        return Optional.of(trial);
    }

    /** Keeps the result; a file is there whole or not at all. */
    void write(Path file) throws IOException {
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        Json.INDENTED.writeValue(partial.toFile(), this);
        Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
