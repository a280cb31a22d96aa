package io.doppelstream.trainer.sample;

import io.doppelstream.model.condition.ChunkConditions;
import io.doppelstream.model.condition.CompiledConditions;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.trainer.export.GenerateSignature;
import io.doppelstream.trainer.export.ServingSignature;
import io.doppelstream.trainer.gan.RowGenerator;
import io.doppelstream.trainer.graph.Weights;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** Samples, without conditions, from a generator in the graph that it is trained in: the model as it stands. */
public final class GraphSampler {

    private static final int CHUNK_ROWS = 1000;

    private final GenerateSignature signature;
    private final ServingSignature drawn;
    private final Manifest.Signature description;
    private final CompiledConditions unconditional;

    /** Draws the generator under the given weights, decoding included; the session is opened after this. */
    public GraphSampler(Ops tf, GenerateSignature signature, Weights weights, RowGenerator generator) {
        this.signature = signature;
        drawn = signature.draw(tf, weights, generator);
        description = signature.description();
        unconditional = CompiledConditions.none(signature.codec().layout(), signature.conditionLayout());
    }

    /**
     * Samples rows.
     *
     * @param seed with the weights of the moment it decides the rows
     */
    public Table sample(Session session, int rows, long seed) {
        GeneratedColumns columns = new GeneratedColumns(signature.schema(), description.outputs(), rows);
        for (int first = 0; first < rows; first += CHUNK_ROWS) {
            generate(
                    session, columns, first, Math.min(CHUNK_ROWS, rows - first), new long[] {seed, first / CHUNK_ROWS});
        }
        return columns.table();
    }

    private void generate(Session session, GeneratedColumns columns, int first, int count, long[] seed) {
        ChunkConditions chunk = unconditional.forChunk(seed, first, count);
        try (TInt64 seedTensor = TInt64.vectorOf(seed);
                TFloat32 condition = floats(chunk.condition(), count, description.conditions());
                TFloat32 mask = floats(chunk.mask(), chunk.boundsRows(), description.logits());
                TFloat32 interval = floats(chunk.interval(), chunk.boundsRows(), description.scalars(), 2)) {
            Session.Runner runner = session.runner()
                    .feed(drawn.inputs().get(GenerateSignature.SEED), seedTensor)
                    .feed(drawn.inputs().get(GenerateSignature.CONDITION), condition)
                    .feed(drawn.inputs().get(GenerateSignature.MASK), mask)
                    .feed(drawn.inputs().get(GenerateSignature.INTERVAL), interval);
            description.outputs().forEach(output -> runner.fetch(drawn.outputs().get(output.name())));
            try (Result result = runner.run()) {
                for (int index = 0; index < description.outputs().size(); index++) {
                    columns.read(description.outputs().get(index), result.get(index), first, count);
                }
            }
        }
    }

    private static TFloat32 floats(float[] values, long... shape) {
        return TFloat32.tensorOf(Shape.of(shape), DataBuffers.of(values));
    }
}
