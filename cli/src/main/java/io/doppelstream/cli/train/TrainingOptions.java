package io.doppelstream.cli.train;

import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.trainer.TrainingConfig;
import io.doppelstream.trainer.checkpoint.CheckpointConfig;
import io.doppelstream.trainer.checkpoint.CheckpointConfig.Start;
import io.doppelstream.trainer.gan.GanConfig;
import io.doppelstream.trainer.privacy.PrivacyConfig;
import io.doppelstream.trainer.train.Budget;
import io.doppelstream.trainer.validate.ValidationConfig;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What model is trained, and how, whatever it learns from. */
final class TrainingOptions {

    private static final double DEFAULT_MINUTES = 5;

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "Name of the model.")
    private String name;

    @Option(
            names = "--model-version",
            paramLabel = "V",
            description = "Version of the model (default: the time in UTC, such as 20260131-142530).")
    private String version;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description =
                    "GAN kind: tabular, ctgan for tables; alad for tables and scores of anomalies; dcgan, r3gan-lite, projection,"
                            + " acgan for images; vanilla, conditional, wgan-gp for both (default: tabular for tables, dcgan for images). See docs/gan-kinds.md.")
    private String kind;

    @ArgGroup
    private Length length = new Length();

    /** How long training takes. */
    static final class Length {
        @Option(
                names = "--minutes",
                paramLabel = "M",
                description = "Minutes of training, its evaluations included; export comes on top (default: 5).")
        private Double minutes;

        @Option(
                names = "--epochs",
                paramLabel = "N",
                description = "Passes over the rows instead of minutes: makes the model reproducible.")
        private Long epochs;
    }

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--holdout",
            paramLabel = "SHARE",
            defaultValue = "0.2",
            description = "Share of the rows set aside for the figures (default: ${DEFAULT-VALUE}).")
    private double holdout;

    @Option(
            names = "--resume",
            description =
                    "Go on with a training that was stopped or killed, with the same data and options; of --minutes"
                            + " the rest is trained.")
    private boolean resume;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description =
                    "End training when N evaluations in a row, of 20 in the whole time, are clearly below the best"
                            + " (default: ${DEFAULT-VALUE}; 0: use the whole time).")
    private int patience = ValidationConfig.defaults().patience();

    String name() {
        return name;
    }

    /** GAN kind, null where none is named. */
    String kind() {
        return kind;
    }

    long seed() {
        return seed;
    }

    /** Share of the rows that the model is not fitted to. */
    double holdout() {
        return holdout;
    }

    boolean resume() {
        return resume;
    }

    void check() {
        if (patience < 0) {
            throw new UserException("Expected --patience of at least 0, found " + patience);
        }
    }

    /** The kind with its settings, one that learns such data. */
    GanConfig gan(boolean images, Map<String, Object> settings) {
        GanConfig gan = GanConfig.of(kind == null ? (images ? "dcgan" : "tabular") : kind, settings);
        if (images ? !gan.learnsImages() : !gan.learnsTables()) {
            throw new UserException("Expected " + (images ? "a table" : "images") + " for the GAN kind " + gan.kind()
                    + ", found " + (images ? "images" : "a table")
                    + ": choose another --kind; docs/gan-kinds.md has them all");
        }
        return gan;
    }

    /** The version that was chosen, or the time. */
    String version() {
        Manifest.checkName("--name", name);
        return version == null
                ? DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(ZonedDateTime.now(ZoneOffset.UTC))
                : Manifest.checkName("--model-version", version);
    }

    /** @param trained rows, or images, that the model is fitted to */
    Budget budget(GanConfig gan, Optional<PrivacyConfig> privacy, int trained) {
        if (length.epochs != null) {
            long epochs = Positive.require("--epochs", length.epochs);
            return Budget.steps(
                    privacy.map(budget -> budget.steps(epochs, trained)).orElseGet(() -> gan.steps(epochs, trained)));
        }
        double minutes = length.minutes == null ? DEFAULT_MINUTES : length.minutes;
        return Budget.time(Duration.ofMillis(Math.round(Positive.require("--minutes", minutes) * 60_000)));
    }

    /** @param fresh how a training starts that does not resume */
    TrainingConfig complete(TrainingConfig config, Start fresh) {
        return config.withHoldoutShare(holdout)
                .withValidation(ValidationConfig.defaults().withPatience(patience))
                .withCheckpoints(CheckpointConfig.of(resume ? Start.RESUME : fresh));
    }
}
