package io.doppelstream.trainer;

import io.doppelstream.model.pack.Manifest;
import io.doppelstream.trainer.checkpoint.CheckpointConfig;
import io.doppelstream.trainer.gan.GanConfig;
import io.doppelstream.trainer.graph.ExecutionConfig;
import io.doppelstream.trainer.train.Budget;
import io.doppelstream.trainer.validate.ValidationConfig;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

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
 * @param target column that the real rows are used to predict, if any, for the figures
 * @param protectedColumns columns whose groups are to be treated alike, for the figures
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
        Optional<String> target,
        List<String> protectedColumns) {

    private static final int DEFAULT_CHUNK_SIZE = 1000;
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
        Objects.requireNonNull(target, "target");
        protectedColumns = List.copyOf(protectedColumns);
        if (chunkSize < 1) {
            throw new IllegalArgumentException("expected a chunk size of at least 1, found " + chunkSize);
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
                Optional.empty(),
                List.of());
    }

    public TrainingConfig withRecordSchema(String replacement) {
        return new TrainingConfig(
                name,
                version,
                gan,
                budget,
                seed,
                chunkSize,
                holdoutShare,
                Optional.of(replacement),
                execution,
                validation,
                checkpoints,
                target,
                protectedColumns);
    }

    public TrainingConfig withChunkSize(int replacement) {
        return new TrainingConfig(
                name,
                version,
                gan,
                budget,
                seed,
                replacement,
                holdoutShare,
                recordSchema,
                execution,
                validation,
                checkpoints,
                target,
                protectedColumns);
    }

    public TrainingConfig withHoldoutShare(double replacement) {
        return new TrainingConfig(
                name,
                version,
                gan,
                budget,
                seed,
                chunkSize,
                replacement,
                recordSchema,
                execution,
                validation,
                checkpoints,
                target,
                protectedColumns);
    }

    public TrainingConfig withExecution(ExecutionConfig replacement) {
        return new TrainingConfig(
                name,
                version,
                gan,
                budget,
                seed,
                chunkSize,
                holdoutShare,
                recordSchema,
                replacement,
                validation,
                checkpoints,
                target,
                protectedColumns);
    }

    public TrainingConfig withValidation(ValidationConfig replacement) {
        return new TrainingConfig(
                name,
                version,
                gan,
                budget,
                seed,
                chunkSize,
                holdoutShare,
                recordSchema,
                execution,
                replacement,
                checkpoints,
                target,
                protectedColumns);
    }

    public TrainingConfig withCheckpoints(CheckpointConfig replacement) {
        return new TrainingConfig(
                name,
                version,
                gan,
                budget,
                seed,
                chunkSize,
                holdoutShare,
                recordSchema,
                execution,
                validation,
                replacement,
                target,
                protectedColumns);
    }

    /** Columns that the figures are about. */
    public TrainingConfig withColumns(Optional<String> newTarget, List<String> newProtected) {
        return new TrainingConfig(
                name,
                version,
                gan,
                budget,
                seed,
                chunkSize,
                holdoutShare,
                recordSchema,
                execution,
                validation,
                checkpoints,
                newTarget,
                newProtected);
    }
}
