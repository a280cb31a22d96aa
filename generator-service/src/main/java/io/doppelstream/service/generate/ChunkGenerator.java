package io.doppelstream.service.generate;

import io.doppelstream.model.anomaly.Injection;
import io.doppelstream.model.anomaly.InjectionOutcome;
import io.doppelstream.model.condition.CompiledConditions;
import io.doppelstream.model.condition.ConditionOutcome;
import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.latent.LatentPath;
import io.doppelstream.model.latent.Latents;
import io.doppelstream.model.replay.ChunkSeed;
import io.doppelstream.schemas.ChunkTask;
import io.doppelstream.service.models.GenerationException;
import io.doppelstream.service.models.LoadedModel;
import io.doppelstream.service.record.Anomalies;
import io.doppelstream.service.record.Chunk;
import io.doppelstream.service.record.ImageFormat;
import io.doppelstream.service.record.RecordEncoder;
import java.util.List;

/**
 * Makes the records of a chunk: a function of the task and the model, and of nothing else, so that any instance makes the
 * same bytes at any time.
 */
public final class ChunkGenerator {
    private ChunkGenerator() {}

    /** Index, in the request, of the chunk's first record. */
    public static long firstIndex(ChunkTask task) {
        return task.getChunkIndex() * task.getChunkSize();
    }

    /** Records in the chunk: the chunk size, in the last chunk what is left. The task may ask for fewer of them. */
    public static int rows(ChunkTask task) {
        return (int) Math.min(task.getChunkSize(), task.getRequested() - firstIndex(task));
    }

    /** End of the part of the chunk that the task asks for. */
    public static int end(ChunkTask task) {
        return task.getTo() == null ? rows(task) : task.getTo();
    }

    /** Records that the task asks for: the whole chunk, or a part of it. */
    public static int asked(ChunkTask task) {
        return end(task) - task.getFrom();
    }

    /**
     * Generates and encodes a chunk, the whole of it.
     *
     * @param schemaId id of the record schema in the registry
     * @throws GenerationException when the model cannot
     */
    public static RecordEncoder.Encoded generate(ChunkTask task, LoadedModel model, int schemaId) {
        return model.encoder().encode(chunk(task, model), schemaId);
    }

    /**
     * Generates a chunk, the whole of it, in final units.
     *
     * @throws GenerationException when the model cannot
     */
    public static Chunk chunk(ChunkTask task, LoadedModel model) {
        CompiledConditions conditions = compile(task, model);
        long[] seed = ChunkSeed.of(model.manifest().weightsDigest(), task.getSeed(), task.getChunkIndex());
        List<ColumnData> columns = model.rows(
                seed,
                conditions,
                firstIndex(task),
                rows(task),
                latents(task.getTruncation(), task.getLatents()),
                task.getRequested());
        return new Chunk(
                columns,
                task.getRequestId(),
                task.getSeed(),
                firstIndex(task),
                rows(task),
                imageFormat(task),
                anomalies(task, model, columns, seed, conditions));
    }

    /** Makes anomalies of some rows, in place, where the task asks for them. */
    private static Anomalies anomalies(
            ChunkTask task, LoadedModel model, List<ColumnData> columns, long[] seed, CompiledConditions conditions) {
        if (task.getAnomalies() == null) {
            return Anomalies.NONE;
        }
        Injection wanted;
        try {
            wanted = Injection.parse(task.getAnomalies());
        } catch (IllegalArgumentException e) {
            throw new GenerationException(e.getMessage());
        }
        if (model.compile(wanted) instanceof InjectionOutcome.Compiled compiled) {
            String[] labels = compiled.injector().inject(columns, seed, conditions, firstIndex(task), model::rows);
            return new Anomalies(labels, wanted.labelColumn());
        }
        throw new GenerationException("Expected anomalies that model " + model.label() + " can make in request "
                + task.getRequestId() + ", found " + task.getAnomalies());
    }

    /** Counts a chunk for the fidelity of its model; rows under conditions and anomalies are meant to differ. */
    public static void count(ChunkTask task, Chunk chunk, LoadedModel model) {
        if (task.getAnomalies() == null) {
            model.fidelity().count(task.getConditions(), chunk.columns());
        }
    }

    /**
     * The latents that a request asks for.
     *
     * @param truncation null: none
     * @param given by the client; empty: latents are drawn
     * @throws IllegalArgumentException if these cannot be latents of any model
     */
    public static Latents latents(Double truncation, List<List<Float>> given) {
        return Latents.of(truncation, given.isEmpty() ? null : LatentPath.of(given));
    }

    private static ImageFormat imageFormat(ChunkTask task) {
        return ImageFormat.of(task.getImageFormat())
                .orElseThrow(() -> new GenerationException("Expected an image format of " + ImageFormat.NAMES
                        + " in request " + task.getRequestId() + ", found '" + task.getImageFormat() + "'"));
    }

    private static CompiledConditions compile(ChunkTask task, LoadedModel model) {
        ConditionOutcome outcome = model.compile(task.getConditions());
        if (outcome instanceof ConditionOutcome.Compiled compiled) {
            return compiled.conditions();
        }
        ConditionOutcome.Rejected rejected = (ConditionOutcome.Rejected) outcome;
        throw new GenerationException("Expected the conditions of the accepted request " + task.getRequestId()
                + " to hold for model " + model.label() + ", found: " + rejected.message());
    }
}
