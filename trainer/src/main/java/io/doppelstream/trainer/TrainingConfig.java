package io.doppelstream.trainer;

import io.doppelstream.model.pack.Manifest;
import io.doppelstream.trainer.checkpoint.CheckpointConfig;
import io.doppelstream.trainer.evaluate.EvaluationOptions;
import io.doppelstream.trainer.gan.GanConfig;
import io.doppelstream.trainer.graph.ExecutionConfig;
import io.doppelstream.trainer.privacy.PrivacyConfig;
import io.doppelstream.trainer.train.Budget;
import io.doppelstream.trainer.validate.ValidationConfig;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What to train and for how long.
 *
 * @param name of the model
 * @param version of the model, unique for its name
 * @param gan kind and settings
 * @param budget when training ends; {@link GanConfig#steps} turns epochs into steps
 * @param seed of everything random
 * @param chunkSize records in a chunk of a request
 * @param holdoutShare share of the rows that is set aside for the figures, unless a hold-out is given, in [0, 1)
 * @param recordSchema Avro schema (JSON) of the real records; empty: derived from the table
 * @param execution threads of the training
 * @param validation quality along the way, and when it ends the training
 * @param checkpoints whether an unfinished training is saved, and whether to go on with one
 * @param evaluation what is evaluated at the end beyond what every table has
 * @param privacy budget of differential privacy; empty: the training is not private
 */
public record TrainingConfig(
        String name,
        String version,
        GanConfig gan,
        Budget budget,
        long seed,
        int chunkSize,
        double holdoutShare,
        Optional<String> recordSchema,
        ExecutionConfig execution,
        ValidationConfig validation,
        CheckpointConfig checkpoints,
        EvaluationOptions evaluation,
        Optional<PrivacyConfig> privacy) {

    private static final int DEFAULT_CHUNK_SIZE = 1000;
    private static final int IMAGES_IN_CHUNK = 250;
    private static final double DEFAULT_HOLDOUT_SHARE = 0.2;

    public TrainingConfig {
        Manifest.checkName("model name", name);
        Manifest.checkName("model version", version);
        Objects.requireNonNull(gan, "gan");
        Objects.requireNonNull(budget, "budget");
        Objects.requireNonNull(recordSchema, "recordSchema");
        Objects.requireNonNull(execution, "execution");
        Objects.requireNonNull(validation, "validation");
        Objects.requireNonNull(checkpoints, "checkpoints");
        Objects.requireNonNull(evaluation, "evaluation");
        Objects.requireNonNull(privacy, "privacy");
        if (chunkSize < 1 || chunkSize > Manifest.LARGEST_CHUNK) {
            throw new IllegalArgumentException(
                    "expected a chunk size of 1 to " + Manifest.LARGEST_CHUNK + ", found " + chunkSize);
        }
        if (!(holdoutShare >= 0 && holdoutShare < 1)) {
            throw new IllegalArgumentException("expected a hold-out share in [0, 1), found " + holdoutShare);
        }
    }

    /** Everything else at its default; without checkpoints. */
    public static TrainingConfig of(String name, String version, GanConfig gan, Budget budget, long seed) {
        return new TrainingConfig(
                name,
                version,
                gan,
                budget,
                seed,
                DEFAULT_CHUNK_SIZE,
                DEFAULT_HOLDOUT_SHARE,
                Optional.empty(),
                ExecutionConfig.forTraining(),
                ValidationConfig.defaults(),
                CheckpointConfig.of(CheckpointConfig.Start.UNSAVED),
                EvaluationOptions.none(),
                Optional.empty());
    }

    /** The same for images: small chunks, since an image is large and slow to make, and threads for convolutions. */
    public static TrainingConfig ofImages(String name, String version, GanConfig gan, Budget budget, long seed) {
        return of(name, version, gan, budget, seed)
                .withChunkSize(IMAGES_IN_CHUNK)
                .withExecution(ExecutionConfig.forImages());
    }

    public TrainingConfig withRecordSchema(String replacement) {
        return with(changed -> changed.recordSchema = Optional.of(replacement));
    }

    /** The part of the training that the kind that generates has. */
    TrainingConfig ofGenerator() {
        return gan.generatorShare() == 1 ? this : with(changed -> changed.budget = budget.part(gan.generatorShare()));
    }

    public TrainingConfig withChunkSize(int replacement) {
        return with(changed -> changed.chunkSize = replacement);
    }

    public TrainingConfig withHoldoutShare(double replacement) {
        return with(changed -> changed.holdoutShare = replacement);
    }

    public TrainingConfig withExecution(ExecutionConfig replacement) {
        return with(changed -> changed.execution = replacement);
    }

    public TrainingConfig withValidation(ValidationConfig replacement) {
        return with(changed -> changed.validation = replacement);
    }

    public TrainingConfig withCheckpoints(CheckpointConfig replacement) {
        return with(changed -> changed.checkpoints = replacement);
    }

    public TrainingConfig withEvaluation(EvaluationOptions replacement) {
        return with(changed -> changed.evaluation = replacement);
    }

    /** A differentially private training. */
    public TrainingConfig withPrivacy(PrivacyConfig replacement) {
        return with(changed -> changed.privacy = Optional.of(replacement));
    }

    private TrainingConfig with(Consumer<Changed> change) {
        Changed changed = new Changed(this);
        change.accept(changed);
        return new TrainingConfig(
                name,
                version,
                gan,
                changed.budget,
                seed,
                changed.chunkSize,
                changed.holdoutShare,
                changed.recordSchema,
                changed.execution,
                changed.validation,
                changed.checkpoints,
                changed.evaluation,
                changed.privacy);
    }

    /** The parts that have a default, while one of them is replaced. */
    private static final class Changed {
        private Budget budget;
        private int chunkSize;
        private double holdoutShare;
        private Optional<String> recordSchema;
        private ExecutionConfig execution;
        private ValidationConfig validation;
        private CheckpointConfig checkpoints;
        private EvaluationOptions evaluation;
        private Optional<PrivacyConfig> privacy;

        private Changed(TrainingConfig config) {
            budget = config.budget;
            chunkSize = config.chunkSize;
            holdoutShare = config.holdoutShare;
            recordSchema = config.recordSchema;
            execution = config.execution;
            validation = config.validation;
            checkpoints = config.checkpoints;
            evaluation = config.evaluation;
            privacy = config.privacy;
        }
    }
}
