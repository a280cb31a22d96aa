package io.doppelstream.service.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.doppelstream.model.condition.ChunkConditions;
import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.latent.Latents;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.model.pack.ModelPackageException;
import io.doppelstream.model.schema.Role;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The {@code generate} signature of a native model, which owns it. Safe for several threads. */
final class GenerateSignature {
    private static final TreeSet<String> INPUTS = new TreeSet<>(List.of("condition", "interval", "mask", "seed"));
    private static final List<String> FURTHER_INPUTS =
            List.of(Manifest.Signature.LATENT, Manifest.Signature.TRUNCATION);

    private final Manifest manifest;
    private final SavedModelSignature signature;

    private GenerateSignature(Manifest manifest, SavedModelSignature signature) {
        this.manifest = manifest;
        this.signature = signature;
    }

    /** Finds the signature and checks the names of its inputs and outputs. */
    static GenerateSignature of(NativeModel model, Manifest manifest) throws ModelPackageException {
        SavedModelSignature signature = model.signature(Manifest.Signature.GENERATE);
        requireNames(signature, manifest.signature());
        return new GenerateSignature(manifest, signature);
    }

    private static void requireNames(SavedModelSignature signature, Manifest.Signature described)
            throws ModelPackageException {
        TreeSet<String> outputs = new TreeSet<>();
        described.outputs().forEach(output -> outputs.add(output.name()));
        TreeSet<String> inputs = new TreeSet<>(INPUTS);
        for (Manifest.Input input : described.inputs()) {
            if (!FURTHER_INPUTS.contains(input.name())) {
                throw new ModelPackageException("Expected no inputs but " + INPUTS + " and " + FURTHER_INPUTS
                        + " in the signature, found " + input + ": use a newer Doppelstream");
            }
            inputs.add(input.name());
        }
        signature.requireNames(inputs, outputs);
    }

    /**
     * Generates one chunk.
     *
     * @param seed int64[2]
     * @param conditions inputs of the chunk
     * @param latents of the request
     * @param first index of the chunk's first row in the request
     * @param count rows of the whole request
     * @return one entry a column of the schema, in final units
     */
    List<ColumnData> generate(long[] seed, ChunkConditions conditions, Latents latents, long first, long count) {
        Stream.of(latents.truncationProblem(manifest), latents.pathProblem(manifest))
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(problem -> {
                    throw new GenerationException(problem);
                });
        return signature.run(
                memory -> inputs(memory, seed, conditions, latents, first, count),
                outputs -> columns(outputs, conditions.rows()),
                conditions.rows());
    }

    private NDList inputs(
            NDManager memory, long[] seed, ChunkConditions conditions, Latents latents, long first, long count) {
        int logits = manifest.signature().logits();
        int scalars = manifest.signature().scalars();
        NDArray seeds = memory.create(LongBuffer.wrap(seed), new Shape(2), DataType.INT64);
        NDList list = new NDList(
                SavedModelSignature.floats(
                        memory,
                        "condition",
                        conditions.condition(),
                        new Shape(conditions.rows(), manifest.signature().conditions())),
                SavedModelSignature.floats(
                        memory, "interval", conditions.interval(), new Shape(conditions.boundsRows(), scalars, 2)),
                SavedModelSignature.floats(
                        memory, "mask", conditions.mask(), new Shape(conditions.boundsRows(), logits)),
                seeds);
        seeds.setName("seed");
        if (manifest.signature().takes(Manifest.Signature.TRUNCATION)) {
            float[] limit = {latents.limit()};
            list.add(SavedModelSignature.floats(memory, Manifest.Signature.TRUNCATION, limit, new Shape()));
        }
        int width = manifest.signature().width(Manifest.Signature.LATENT);
        if (width > 0) {
            float[] given = latents.input(width, first, conditions.rows(), count);
            Shape shape = new Shape(given.length / width, width);
            list.add(SavedModelSignature.floats(memory, Manifest.Signature.LATENT, given, shape));
        }
        return list;
    }

    private List<ColumnData> columns(NDList outputs, int rows) {
        List<ColumnData> columns =
                new ArrayList<>(Collections.nCopies(manifest.schema().size(), new ColumnData.Unlearned(rows)));
        for (Manifest.Output output : manifest.signature().outputs()) {
            NDArray array = SavedModelSignature.require(outputs, output.name(), shape(output, rows), output.type());
            columns.set(output.column(), column(output, array));
        }
        return columns;
    }

    private Shape shape(Manifest.Output output, int rows) {
        return manifest.schema().column(output.column()).role() instanceof Role.Image image
                ? new Shape(
                        rows,
                        image.shape().height(),
                        image.shape().width(),
                        image.shape().channels())
                : new Shape(rows);
    }

    private ColumnData column(Manifest.Output output, NDArray array) {
        return switch (output.type()) {
            case "int32" -> new ColumnData.Codes(array.toIntArray());
            case "int64" -> new ColumnData.Longs(array.toLongArray());
            case "float64" -> new ColumnData.Doubles(array.toDoubleArray());
            case "uint8" -> images(output, array);
            default ->
                throw new GenerationException("Expected output '" + output.name()
                        + "' of type int32, int64, float64 or uint8, found " + output.type());
        };
    }

    private ColumnData images(Manifest.Output output, NDArray array) {
        if (manifest.schema().column(output.column()).role() instanceof Role.Image image) {
            return new ColumnData.Images(image.shape(), array.toByteArray());
        }
        throw new GenerationException("Expected a column of images for output '" + output.name() + "', found '"
                + manifest.schema().column(output.column()).name() + "'");
    }
}
