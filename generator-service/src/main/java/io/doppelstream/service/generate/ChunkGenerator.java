package io.doppelstream.service.generate;

import io.doppelstream.model.condition.ChunkConditions;
import io.doppelstream.model.condition.CompiledConditions;
import io.doppelstream.model.condition.ConditionOutcome;
import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.latent.LatentPath;
import io.doppelstream.model.latent.Latents;
import io.doppelstream.model.replay.ChunkSeed;
import io.doppelstream.schemas.ChunkTask;
import io.doppelstream.service.models.GenerationException;
import io.doppelstream.service.models.LoadedModel;
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
        ChunkConditions inputs = conditions.forChunk(seed, firstIndex(task), rows(task));
        List<ColumnData> columns = model.generate(
                seed, inputs, latents(task.getTruncation(), task.getLatents()), firstIndex(task), task.getRequested());
        for (int column : inputs.columns()) {
            correct(inputs, column, columns.get(column));
        }
        return new Chunk(columns, task.getRequestId(), task.getSeed(), firstIndex(task), rows(task), imageFormat(task));
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

    /** Moves values that 32-bit rounding put beside their interval back onto it. */
    private static void correct(ChunkConditions conditions, int column, ColumnData data) {
        for (int row = 0; row < data.size(); row++) {
            double value = data.number(row);
            double allowed = conditions.correct(column, row, value);
            if (Double.compare(allowed, value) == 0) {
                continue;
            }
            if (data instanceof ColumnData.Longs longs) {
                longs.values()[row] = Double.isNaN(allowed) ? ColumnData.NULL_LONG : Math.round(allowed);
            } else if (data instanceof ColumnData.Doubles doubles) {
                doubles.values()[row] = allowed;
            } else if (data instanceof ColumnData.Codes codes) {
                codes.values()[row] = Double.isNaN(allowed) ? ColumnData.NULL_CODE : (int) allowed;
            }
        }
    }
}
